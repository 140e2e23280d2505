"""A hard problem with a file, and a derived value, as the tests of permissions ask for them."""

from datetime import date
from typing import Any

from saima.actions.evidence import stored_file
from saima.records.models import DerivedValue, HardProblem, HardProblemFile
from tests.cast import NOW, Cast, known


def problem_facts(cast: Cast) -> dict[str, Any]:
    """The town a raised it, commerce is to solve it; its share of solved ones was counted."""
    row = HardProblem.objects.create(
        plan="small",
        number=1,
        kind="bottleneck",
        title="fictitious",
        unit="a",
        handler="commerce",
        raised_by=cast.town_reporter,
        raised_at=NOW,
        raised_on=date(2021, 4, 1),
        due=date(2021, 5, 1),
    )
    file = HardProblemFile.objects.create(
        problem=row,
        stored=stored_file("problem.txt", b"fictitious too"),
        name="problem.txt",
        by=cast.town_reporter,
        at=NOW,
    )
    entry = known("a", "starts", "2021-02", 1)
    DerivedValue.objects.create(
        entry=entry,
        query={"objects": "hard_problems", "measure": "count"},
        objects_found=[[row.pk, "1", True]],
        count=1,
        digest="0" * 64,
    )
    return {"problem": row.pk, "problem_file": file.pk, "entry": entry.pk}

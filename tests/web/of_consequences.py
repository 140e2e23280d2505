"""A consequence, an application and its evidence, as the tests of permissions ask for them."""

from datetime import UTC, datetime
from typing import Any

from saima.actions import tolerance
from saima.actions.stored_files import NamedFile
from saima.actions.tolerance import Application
from saima.records.models import Consequence, Ground, PlanVersion
from tests.cast import Cast, by

PROOF = [
    {"period": "2021-01", "rank": "2", "field": 2},
    {"period": "2021-02", "rank": "2", "field": 2},
]


def consequence_facts(cast: Cast) -> dict[str, Any]:
    """Commerce was last twice; it has applied for fault tolerance with a file."""
    row = Consequence.objects.create(
        version=PlanVersion.objects.latest("id"),
        plan="small",
        rule="last-twice",
        unit="commerce",
        group="departments",
        period="2021-02",
        level=1,
        card="yellow",
        measures=["circular", "card"],
        proof=PROOF,
        proposed_by=cast.office,
        proposed_at=datetime(2021, 4, 1, tzinfo=UTC),
    )
    asked = Application(
        ground=Ground.FORCE_MAJEURE,
        text="flood",
        files=[NamedFile("flood.txt", b"fictitious")],
        consequence=row.pk,
    )
    made = tolerance.apply(by(cast.approver), asked)
    file = made.evidence.get()
    return {"consequence": row.pk, "tolerance": made.pk, "tolerance_file": file.pk}

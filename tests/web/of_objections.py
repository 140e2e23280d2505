"""A board that is shown and an objection to it, as the tests of permissions ask for them."""

from datetime import date
from typing import Any

from saima.actions import objections
from saima.records.models import About, Board, BoardState, BoardTotal, Objection, PlanVersion
from tests.cast import NOW, Cast, by

PERIOD = "2021-02"


def objection_facts(cast: Cast) -> dict[str, Any]:
    """Town a has objected to its starts in February, with a file; objections are open."""
    board = Board.objects.create(
        version=PlanVersion.objects.latest("id"),
        plan="small",
        period=PERIOD,
        edition=1,
        draft=1,
        as_of=NOW,
        computed_at=NOW,
        computed_by=cast.office,
        reason="made up",
    )
    BoardTotal.objects.bulk_create(
        BoardTotal(board=board, unit=unit, group="towns", field=0, overall_field=0, reason="x")
        for unit in "abc"
    )
    board.state, board.shown_at, board.shown_by = BoardState.SHOWN, NOW, cast.office
    board.objections_until = date(2021, 4, 13)
    board.save()
    made = Objection.objects.create(
        board=board,
        unit="a",
        about=About.INDICATOR,
        code="starts",
        value_unit="a",
        value_period=PERIOD,
        claimed=2,
        reason="made up",
        filed_at=NOW,
        filed_by=cast.town_reporter,
        due=date(2021, 4, 20),
    )
    file = objections.attach(by(cast.town_reporter), made.pk, "proof.txt", b"made up")
    return {"objection": made.pk, "objection_file": file.pk}

"""The draft of a board, as the tests of permissions ask for it."""

from typing import Any

from saima.records.models import Board, PlanVersion
from tests.cast import NOW, Cast


def kept_board_facts(cast: Cast) -> dict[str, Any]:
    """A draft of March's board, not computed; a page that shows it computes it."""
    board = Board.objects.create(
        version=PlanVersion.objects.latest("id"),
        plan="small",
        period="2021-03",
        edition=1,
        draft=1,
        as_of=NOW,
        computed_at=NOW,
        computed_by=cast.office,
        reason="made up",
    )
    return {"board": board.pk}

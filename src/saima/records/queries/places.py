"""The places that sealed boards give, over the year end where rules chain (S48, S54)."""

from collections.abc import Collection
from typing import Any

from saima.plan.periods import Period
from saima.records.models import Board, BoardTotal, PlanVersion
from saima.records.queries.plans import current_version
from saima.records.queries.sealed_boards import newest_editions

PLACES = ("unit", "group", "rank", "field", "overall_rank", "overall_field")


def plans_in_a_row(plan: str) -> tuple[str, ...]:
    """The plan of the year before, where there is one, and ``plan``."""
    version = PlanVersion.objects.filter(code=plan).order_by("-version").first()
    before = None if version is None else current_version(version.year - 1)
    return (plan,) if before is None or before.code == plan else (before.code, plan)


def newest_boards(plans: Collection[str]) -> dict[Period, Board]:
    """The latest sealed edition of each period of these plans, oldest period first."""
    found = {
        Period.parse(period): board
        for plan in plans
        for period, board in newest_editions(plan).items()
    }
    return dict(sorted(found.items()))


def places_of(boards: Collection[Board]) -> list[dict[str, Any]]:
    """The places of all units on these boards: ``period`` and PLACES, ranks as numbers."""
    periods = {board.pk: board.period for board in boards}
    rows = BoardTotal.objects.filter(board__in=periods).order_by("board", "unit")
    return [
        {
            **{name: row[name] for name in PLACES},
            "period": periods[row["board"]],
            "rank": None if row["rank"] is None else float(row["rank"]),
            "overall_rank": None if row["overall_rank"] is None else float(row["overall_rank"]),
        }
        for row in rows.values("board", *PLACES)
    ]

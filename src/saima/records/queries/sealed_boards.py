"""Boards that are kept, found and listed; ``actions.kept_boards`` reads what lies behind one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from saima.plan.periods import Period, year_periods
from saima.records.models import Adjustment, Board, BoardState, BoardTotal, Entry, Target
from saima.records.models.boards import OPEN_BOARD


def boards_of_period(plan: str, period: str) -> QuerySet[Board]:
    """Every board of a period, withdrawn ones included, the newest first."""
    found = Board.objects.filter(plan=plan, period=period).select_related("version")
    return found.order_by("-edition", "-draft")


def open_board(plan: str, period: str) -> Board | None:
    """The draft of a period, or the board that is shown for objections, or None."""
    return boards_of_period(plan, period).filter(state__in=OPEN_BOARD).first()


def sealed_board(plan: str, period: str, edition: int | None = None) -> Board | None:
    """The sealed board of a period: that edition, or the latest one (None)."""
    found = boards_of_period(plan, period).filter(state=BoardState.SEALED)
    return (found if edition is None else found.filter(edition=edition)).first()


def current_board(plan: str, period: str) -> Board | None:
    """The board that is open, else the latest that is sealed, else None."""
    return open_board(plan, period) or sealed_board(plan, period)


def earlier_board(board: Board) -> Board | None:
    """What ``board`` is compared with: the draft or edition of its period just before it."""
    before = Q(edition=board.edition, draft__lt=board.draft) | Q(edition__lt=board.edition)
    return boards_of_period(board.plan, board.period).filter(before).first()


def sealed_boards(plan: str | None = None) -> QuerySet[Board]:
    """All sealed boards of a plan (None: of all) in the order in which they were sealed."""
    found = Board.objects.filter(state=BoardState.SEALED).select_related("version")
    return (found if plan is None else found.filter(plan=plan)).order_by("plan", "sequence")


def newest_editions(plan: str) -> dict[str, Board]:
    """The latest sealed board of each period of a plan."""
    found = sealed_boards(plan).order_by("edition")
    return {board.period: board for board in found}


@dataclass(frozen=True)
class Placed:
    """A row of a board; ``tied``: another unit of its list has the same rank."""

    row: BoardTotal
    tied: bool


def standings(board: Board, group: str | None = None) -> list[Placed]:
    """The rows of a group by its rank, or of all units by overall rank (None); unranked last."""
    rank = "overall_rank" if group is None else "rank"
    rows = BoardTotal.objects.filter(board=board)
    if group is not None:
        rows = rows.filter(group=group)
    ordered = list(rows.order_by(F(rank).asc(nulls_last=True), "unit"))
    shared = Counter(getattr(row, rank) for row in ordered if row.total is not None)
    return [Placed(row, shared[getattr(row, rank)] > 1) for row in ordered]


def totals_of(boards: Iterable[Board]) -> dict[tuple[int, str], BoardTotal]:
    """The rows of several boards, by board and unit, in one query."""
    rows = BoardTotal.objects.filter(board__in=[board.pk for board in boards])
    return {(row.board_id, row.unit): row for row in rows}


def recorded_between(earlier: datetime, later: datetime) -> Q:
    """Rows of the ledger that only the later of two moments knows."""
    return Q(recorded_at__gt=earlier, recorded_at__lte=later)


@dataclass(frozen=True)
class Since:
    """How many rows that a board looks at were recorded after its moment."""

    entries: int
    targets: int
    adjustments: int

    def __bool__(self) -> bool:
        return any((self.entries, self.targets, self.adjustments))


def recorded_since(board: Board) -> Since:
    """What a new edition of a board would know more; the periods after the board's are left out."""
    shown = Period.parse(board.period)
    looked_at = [str(one) for one in year_periods(shown.year) if one.end <= shown.end]
    rows = {"plan": board.plan, "recorded_at__gt": board.as_of}
    return Since(
        Entry.objects.filter(period__in=looked_at, **rows).count(),
        Target.objects.filter(period__in={*looked_at, str(shown.year)}, **rows).count(),
        Adjustment.objects.filter(period__in=looked_at, **rows).count(),
    )

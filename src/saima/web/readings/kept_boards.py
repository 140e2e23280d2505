"""The boards of a year that are kept, and what can be done next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from saima.plan.periods import Period, PeriodKind, year_periods
from saima.plan.plan import Plan
from saima.records.models import Board, BoardState, Objection, ObjectionState
from saima.records.models.boards import OPEN_BOARD
from saima.records.models.objections import TO_RULE
from saima.records.queries.collecting import Collected
from saima.web.readings.progress import progress_of

KINDS = (PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)


@dataclass(frozen=True)
class BoardLine:
    """A board with the objections to its edition that are not ruled on."""

    board: Board
    period: Period
    objections: int


@dataclass(frozen=True)
class Next:
    """What a board waits for: ``show``, ``settle``, ``wait`` or ``seal``."""

    act: str
    line: BoardLine


@dataclass(frozen=True)
class Steps:
    """What can be done next; ``missing`` are whole periods that have no board, the longest first.

    Months stand apart (``months``), because a city may publish boards of quarters only.
    """

    waiting: tuple[Next, ...]
    missing: tuple[Period, ...]
    months: tuple[Period, ...]

    def __bool__(self) -> bool:
        return any((self.waiting, self.missing, self.months))


def read_lines(plan: Plan, today: date, *, drafts: bool) -> list[BoardLine]:
    """All boards of a plan, the latest period first; ``drafts``: also what is not published."""
    states = [*BoardState] if drafts else [BoardState.SHOWN, BoardState.SEALED]
    people = ("computed_by", "shown_by", "sealed_by", "withdrawn_by")
    boards = Board.objects.filter(plan=plan.code, state__in=states).select_related(*people)
    counts = waiting_objections(plan, today)
    lines = [
        BoardLine(board, Period.parse(board.period), counts.get((board.period, board.edition), 0))
        for board in boards
    ]
    return sorted(lines, key=newest_first, reverse=True)


def newest_first(line: BoardLine) -> tuple[int, int, int, int]:
    """The end of the period, the longer one first, then edition and draft."""
    length = len(line.period.inside(PeriodKind.MONTH))
    return (line.period.end, length, line.board.edition, line.board.draft)


def waiting_objections(plan: Plan, today: date) -> dict[tuple[str, int], int]:
    """How many objections hold up a seal, by period and edition; one query.

    Those that wait for a ruling, and answers that can still be appealed where the plan lets an
    appeal hold up the seal.
    """
    waiting = Q(state__in=TO_RULE)
    if not plan.objections.seal_before_appeal:
        waiting |= Q(state=ObjectionState.ANSWERED, appeal_until__gte=today)
    rows = (
        Objection.objects.filter(waiting, board__plan=plan.code)
        .values_list("board__period", "board__edition")
        .annotate(count=Count("id"))
        .order_by()
    )
    return {(period, edition): count for period, edition, count in rows}


def read_steps(lines: list[BoardLine], whole: list[Period], today: date) -> Steps:
    """What can be done with boards of the year; ``whole``: periods that can have a board."""
    waiting = tuple(
        Next(act_of(line, today), line) for line in lines if line.board.state in OPEN_BOARD
    )
    there = {line.period for line in lines if line.board.state != BoardState.WITHDRAWN}
    missing = [period for period in whole if period not in there]
    return Steps(
        waiting,
        tuple(one for one in missing if one.kind is not PeriodKind.MONTH),
        tuple(one for one in missing if one.kind is PeriodKind.MONTH),
    )


def act_of(line: BoardLine, today: date) -> str:
    """What an open board waits for."""
    if line.board.state == BoardState.DRAFT:
        return "show"
    if line.board.takes_objections(today):
        return "wait"
    return "settle" if line.objections else "seal"


def whole_periods(
    plan: Plan, rounds: tuple[Collected, ...], latest: Period | None, today: date
) -> list[Period]:
    """The periods of the year that are over and frozen, by kind, the latest first."""
    found = [
        period
        for period in year_periods(plan.year)
        if progress_of(period, rounds, latest, today) is None
    ]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.end))


def freezes(rounds: tuple[Collected, ...]) -> list[Collected]:
    """The months that are frozen, the newest first."""
    return [one for one in reversed(rounds) if one.frozen_at is not None]

"""How a longer board stands to the quarters inside it, each held against its own sealed board."""

from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.kept_boards import boards_as_of, boards_of, fixed
from saima.plan.periods import Period, PeriodKind
from saima.records.models import Board, BoardTotal
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import newest_editions, totals_of


@dataclass(frozen=True)
class PartUsed:
    """A unit's quarter: points ``used`` now, and as sealed; bonus and deduction stand outside.

    ``difference`` = used - sealed; None where one of them is not there.
    """

    unit: str
    used: float | None
    sealed: float | None
    difference: float | None


@dataclass(frozen=True)
class Part:
    """A quarter inside a longer board.

    ``board`` is its latest sealed edition (None: not sealed), with its seal. ``share`` is its part
    in the year's total, None where the longer board is not put together from quarters.
    """

    period: Period
    board: Board | None
    share: float | None
    rows: tuple[PartUsed, ...]

    @property
    def differing(self) -> tuple[PartUsed, ...]:
        """The units for which the year does not use what was sealed."""
        return tuple(one for one in self.rows if one.difference not in (None, 0.0))


def parts_audit(board: Board) -> tuple[Part, ...]:
    """The quarters of a half-year's or year's board, oldest first; nothing for a shorter one.

    A year's total is computed from its quarters as the ledger knew them at the board's own moment,
    so that a correction counts; the difference to what was sealed shows where it did.
    """
    period = Period.parse(board.period)
    if period.kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return ()
    sealed = newest_editions(board.plan)
    rule = plan_of(board.version).year_score
    carried = rule is not None and period.kind is PeriodKind.YEAR
    quarters = period.inside(PeriodKind.QUARTER)
    boards = [sealed[str(one)] for one in quarters if str(one) in sealed]
    kept = totals_of(boards)
    return tuple(
        Part(
            quarter,
            sealed.get(str(quarter)),
            rule.quarters / len(quarters) if carried and rule is not None else None,
            used_rows(used_boards(board, quarter), quarter, sealed.get(str(quarter)), kept),
        )
        for quarter in quarters
    )


def used_boards(board: Board, quarter: Period) -> YearBoards:
    """The outcome that has the quarter as of the board's moment."""
    found = boards_of(board)
    if quarter in found.outcome.periods:
        return found
    return boards_as_of(board.version, quarter, board.as_of)


def used_rows(
    used: YearBoards,
    quarter: Period,
    sealed: Board | None,
    kept: dict[tuple[int, str], BoardTotal],
) -> tuple[PartUsed, ...]:
    """One row for each unit, by unit."""
    rows = []
    for unit, total in sorted(used.totals(quarter).items()):
        found = None if sealed is None else kept.get((sealed.pk, unit))
        now, then = fixed(total.base), None if found is None else found.base
        apart = None if now is None or then is None else float(now - then)
        rows.append(PartUsed(unit, total.base, None if then is None else float(then), apart))
    return tuple(rows)

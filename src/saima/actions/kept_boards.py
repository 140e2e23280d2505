"""What lies behind a kept board: computed from the ledger as of its moment, or out of its seal."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from saima.actions.boards import KEPT, YearBoards, rows
from saima.actions.bundles import boards_in
from saima.actions.rows import TotalRow
from saima.actions.stamps import Recorded
from saima.engine.outcome import Inputs, Outcome
from saima.engine.score import score
from saima.exchange.bundle_results import board_periods
from saima.plan.periods import Period
from saima.records.frames import inputs, moment_text
from saima.records.keeping import Keeper
from saima.records.models import Board, BoardBundle, BoardState, BoardTotal, PlanVersion
from saima.records.queries.ledger import Mark
from saima.records.queries.plans import plan_of

KEEPER: Keeper[YearBoards] = Keeper(KEPT)
NOTHING = Mark(0, 0, 0)
DIGITS = Decimal("1e-9")
"""Totals are kept to nine decimals, as the engine snaps them."""

COMPARED = (
    "unit",
    "group",
    "base",
    "total",
    "rank",
    "field",
    "overall_rank",
    "overall_field",
    "previous_rank",
    "eligible",
    "reason",
    "reason_indicator",
)
"""Everything in a row of totals but whose it is."""


def compute(version: PlanVersion, period: Period, given: Inputs, as_of: datetime) -> Outcome:
    """Score a board's period, and those that its totals are put together from."""
    plan = plan_of(version)
    return score(plan, given, board_periods(plan, period), as_of=moment_text(as_of))


def compute_as_of(version: PlanVersion, period: Period, as_of: datetime) -> Outcome:
    """As ``compute``, with everything recorded up to ``as_of``."""
    return compute(version, period, inputs(version.code, as_of), as_of)


def boards_from(version: PlanVersion, period: Period, given: Inputs, as_of: datetime) -> YearBoards:
    """As ``compute``, as pages read it."""
    return YearBoards(compute(version, period, given, as_of), Recorded.of(given))


def boards_as_of(version: PlanVersion, period: Period, as_of: datetime) -> YearBoards:
    """As ``boards_from``, with everything recorded up to ``as_of``."""
    return boards_from(version, period, inputs(version.code, as_of), as_of)


def boards_of(board: Board) -> YearBoards:
    """The outcome behind a board, as pages read the live one; it has the board's periods only.

    A sealed board is read from its bundle, because what was published must not depend on anything
    else. Any other is computed from the ledger as of its moment.
    """
    if board.state == BoardState.SEALED:
        return KEEPER.get((f"seal {board.seal}", NOTHING, None), lambda: sealed_outcome(board))
    period = Period.parse(board.period)
    key = (f"{board.version.hash} {board.period}", NOTHING, board.as_of)
    return KEEPER.get(key, lambda: boards_as_of(board.version, period, board.as_of))


def sealed_outcome(board: Board) -> YearBoards:
    """The outcome in the bundle of a sealed board."""
    return boards_in(bytes(BoardBundle.objects.get(board=board).content))


def total_rows(board: Board, outcome: Outcome) -> list[BoardTotal]:
    """The rows of a board's own period, not saved."""
    found = rows(outcome.totals, Period.parse(board.period), TotalRow)
    return [total_row(board, row) for row in found]


def total_row(board: Board, row: TotalRow) -> BoardTotal:
    """One row as the records keep it."""
    return BoardTotal(
        board=board,
        unit=row.unit,
        group=row.group or "",
        base=fixed(row.base),
        total=fixed(row.total),
        rank=fixed(row.rank),
        field=row.field or 0,
        overall_rank=fixed(row.overall_rank),
        overall_field=row.overall_field or 0,
        previous_rank=fixed(row.previous_rank),
        eligible=row.eligible is not False,
        reason=row.reason or "",
        reason_indicator=row.reason_indicator or "",
    )


def fixed(number: float | None) -> Decimal | None:
    """A number by its digits, without binary noise."""
    return None if number is None else Decimal(repr(number)).quantize(DIGITS)


def difference(kept: Iterable[BoardTotal], computed: Iterable[BoardTotal]) -> str | None:
    """The first unit whose rows differ, or None."""
    before = {row.unit: compared(row) for row in kept}
    after = {row.unit: compared(row) for row in computed}
    units = sorted(before.keys() | after.keys())
    return next((unit for unit in units if before.get(unit) != after.get(unit)), None)


def compared(row: BoardTotal) -> tuple[object, ...]:
    """A row as it is compared; decimals are equal whatever zeros they end with."""
    return tuple(getattr(row, name) for name in COMPARED)

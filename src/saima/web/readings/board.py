"""The board: who stands where, by chapter, with movement and cards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from saima.actions.boards import Trigger, YearBoards
from saima.actions.city import chapters, contests, inner_nodes
from saima.actions.rows import TotalRow
from saima.actions.stamps import newest_by_unit
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Node
from saima.plan.units import Group
from saima.web.readings.headings import Order, sorted_by

__all__ = ["chapters", "contests"]

ALL = "all"
ORDERS = ("rank", "total", "bonus", "deduction", "previous", "movement", "gap")


@dataclass(frozen=True)
class BoardRow:
    """One unit's line; ``points`` by chapter code, ``fired`` the consequences of this period.

    ``stamp``: when the newest value that the total rests on was recorded.
    """

    unit: str
    name: str
    group: str
    rank: float | None
    field: int | None
    previous: float | None
    movement: float | None
    total: float | None
    base: float | None
    bonus: float | None
    deduction: float | None
    gap: float | None
    reason: str | None
    reason_indicator: str | None
    points: Mapping[str, float | None]
    fired: tuple[Trigger, ...]
    stamp: datetime | None = None

    def value(self, key: str) -> float | None:
        """What the line is sorted by."""
        if key in self.points:
            return self.points[key]
        found: float | None = getattr(self, key)
        return found


@dataclass(frozen=True)
class Board:
    """A ranked table of one group, or of all units.

    ``beside``: the totals with provisional values, by unit; None where they are not asked for.
    """

    group: str
    chapters: tuple[Node, ...]
    rows: tuple[BoardRow, ...]
    mean: Mapping[str, float | None]
    beside: Mapping[str, TotalRow] | None = None

    @property
    def stamp(self) -> datetime | None:
        """When the newest value of the table was recorded."""
        return max((row.stamp for row in self.rows if row.stamp), default=None)

    def provisional_rank(self, unit: str) -> float | None:
        """A unit's place with provisional values, in the field of this board."""
        total = (self.beside or {}).get(unit)
        if total is None:
            return None
        return total.overall_rank if self.group == ALL else total.rank

    def provisional_total(self, unit: str) -> float | None:
        """A unit's total with provisional values."""
        total = (self.beside or {}).get(unit)
        return None if total is None else total.total

    @property
    def ranked(self) -> int:
        """How many units have a rank."""
        return sum(row.rank is not None for row in self.rows)


def inner_contests(plan: Plan) -> tuple[Node, ...]:
    """The nodes right below the chapters only; all contests where no chapter has any."""
    inner = tuple(node for chapter in chapters(plan) for node in inner_nodes(plan, chapter))
    return inner or contests(plan)


def group_codes(plan: Plan) -> tuple[Group, ...]:
    """The groups that have units."""
    used = {unit.group for unit in plan.units}
    return tuple(group for group in plan.groups if group.code in used)


def read_board(
    boards: YearBoards, period: Period, group: str, language: str, *, whole: bool = True
) -> Board:
    """The board of a group (or ``all``) in plan order; unknown groups give an empty one.

    A period that is not ``whole`` has no movement and fires nothing, because it is no verdict yet.
    """
    stamps = newest_by_unit(boards.stamps(period))
    rows = tuple(
        stamped(
            board_row(boards, period, total, language, overall=group == ALL),
            stamps.get(total.unit),
            whole=whole,
        )
        for total in boards.totals(period).values()
        if group in (ALL, total.group)
    )
    shown = tuple(
        chapter
        for chapter in chapters(boards.plan)
        if any(row.points[chapter.code] is not None for row in rows)
    )
    keys = ("total", "bonus", "deduction", *(chapter.code for chapter in shown))
    return Board(group, shown, rows, {key: mean([row.value(key) for row in rows]) for key in keys})


def board_row(
    boards: YearBoards, period: Period, total: TotalRow, language: str, *, overall: bool
) -> BoardRow:
    """One unit's line, ranked inside its group or over all."""
    nodes = boards.nodes(period)
    unit = boards.plan.unit_by_code[total.unit]
    previous, movement = (
        overall_movement(boards, period, total)
        if overall
        else (total.previous_rank, total.movement)
    )
    return BoardRow(
        unit=total.unit,
        name=unit.name(language),
        group=total.group or "",
        rank=total.overall_rank if overall else total.rank,
        field=total.overall_field if overall else total.field,
        previous=previous,
        movement=movement,
        total=total.total,
        base=total.base,
        bonus=total.bonus,
        deduction=total.deduction,
        gap=None if overall else total.gap_above,
        reason=total.reason,
        reason_indicator=total.reason_indicator,
        points={
            chapter.code: node.points
            if (node := nodes.get((total.unit, chapter.code))) and node.weight
            else None
            for chapter in chapters(boards.plan)
        },
        fired=fired(boards, period, total.unit),
    )


def stamped(row: BoardRow, stamp: datetime | None, *, whole: bool) -> BoardRow:
    """The line with its stamp; without what only a whole period tells."""
    if whole:
        return replace(row, stamp=stamp)
    return replace(row, stamp=stamp, movement=None, fired=())


def overall_movement(
    boards: YearBoards, period: Period, total: TotalRow
) -> tuple[float | None, float | None]:
    """The place over all in the period before, and the places gained since."""
    before = boards.totals(period.previous()).get(total.unit)
    if before is None or before.overall_rank is None or total.overall_rank is None:
        return (before.overall_rank if before else None), None
    return before.overall_rank, before.overall_rank - total.overall_rank


def fired(boards: YearBoards, period: Period, unit: str) -> tuple[Trigger, ...]:
    """The consequences that a unit's ranks called for in this period."""
    return tuple(t for t in boards.triggers if t.unit == unit and t.period == period)


def mean(values: list[float | None]) -> float | None:
    """The mean of what is there."""
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None


def ordered(board: Board, order: Order) -> list[BoardRow]:
    """The rows in the wanted order; unranked units always at the end."""
    ranked = [row for row in board.rows if row.rank is not None]
    unranked = [row for row in board.rows if row.rank is None]
    by_rank = sorted_by(ranked, lambda row: row.rank, descending=False)
    rows = sorted_by(by_rank, lambda row: row.value(order.key), descending=order.descending)
    return rows + unranked

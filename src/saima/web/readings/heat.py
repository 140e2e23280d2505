"""The heat table: units down, contests (or the indicators of one) across."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saima.actions.boards import YearBoards
from saima.plan.periods import Period
from saima.plan.tree import Indicator, Node
from saima.web.readings.board import ALL, contests

SHADES = 9


@dataclass(frozen=True)
class HeatCell:
    """Points reached of the points to be had; ``shade`` 0 (the column's lowest) to 9."""

    code: str
    points: float | None
    weight: float | None
    rate: float | None
    shade: int | None = None


@dataclass(frozen=True)
class HeatRow:
    """One unit's line."""

    unit: str
    name: str
    rank: float | None
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class Heat:
    """``columns`` are contests, or the indicators below ``node``."""

    columns: tuple[Node | Indicator, ...]
    rows: tuple[HeatRow, ...]


def read_heat(
    boards: YearBoards, period: Period, group: str, node: str | None, language: str
) -> Heat:
    """The heat table of a group, best unit first; columns that nobody is scored on are left out."""
    plan = boards.plan
    columns = plan.children.get(node, ()) if node else contests(plan)
    totals = [row for row in boards.totals(period).values() if group in (ALL, row.group)]
    totals.sort(key=lambda row: (row.rank is None, row.rank))
    if group == ALL:
        totals.sort(key=lambda row: (row.overall_rank is None, row.overall_rank))
    rows = [
        HeatRow(
            total.unit,
            plan.unit_by_code[total.unit].name(language),
            total.overall_rank if group == ALL else total.rank,
            tuple(heat_cell(boards, period, total.unit, column) for column in columns),
        )
        for total in totals
    ]
    used = [i for i in range(len(columns)) if any(row.cells[i].weight for row in rows)]
    shown = {i: shaded([row.cells[i] for row in rows]) for i in used}
    return Heat(
        tuple(columns[i] for i in used),
        tuple(
            replace(row, cells=tuple(shown[i][place] for i in used))
            for place, row in enumerate(rows)
        ),
    )


def shaded(cells: Sequence[HeatCell]) -> list[HeatCell]:
    """The cells of a column, shaded from its lowest rate to its highest; all alike: darkest."""
    rates = [cell.rate for cell in cells if cell.rate is not None and cell.weight]
    low, high = min(rates, default=0.0), max(rates, default=0.0)

    def shade(cell: HeatCell) -> int | None:
        if cell.rate is None or not cell.weight:
            return None
        return SHADES if high == low else int((cell.rate - low) / (high - low) * SHADES + 0.5)

    return [replace(cell, shade=shade(cell)) for cell in cells]


def heat_cell(boards: YearBoards, period: Period, unit: str, column: Node | Indicator) -> HeatCell:
    """The cell of one unit; empty where the unit is not scored on the column."""
    if isinstance(column, Indicator):
        score = boards.scores(period).get((unit, column.code))
        if score is None:
            return HeatCell(column.code, None, None, None)
        return HeatCell(column.code, score.points, score.weight, score.rate)
    found = boards.nodes(period).get((unit, column.code))
    if found is None:
        return HeatCell(column.code, None, None, None)
    return HeatCell(column.code, found.points, found.weight, found.rate)

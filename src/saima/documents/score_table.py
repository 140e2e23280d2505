"""The full score sheet of a group, the annex of a circular: indicators down, units across."""

from dataclasses import dataclass
from math import ceil

from saima.documents.tables import Cell, Column, Table

UNITS_ACROSS = 12
"""More units go into a further table, because a page across holds no more."""


@dataclass(frozen=True)
class ScoreLine:
    """An indicator with the points of every unit, in the order of the sheet's units."""

    contest: str
    indicator: str
    weight: float | None
    points: tuple[float | None, ...]


@dataclass(frozen=True)
class ScoreSheet:
    """Every indicator's points of one group; ``totals`` in the order of ``units``."""

    group: str
    units: tuple[str, ...]
    lines: tuple[ScoreLine, ...]
    totals: tuple[float | None, ...]


def score_tables(sheet: ScoreSheet) -> tuple[Table, ...]:
    """The sheet in tables of at most twelve units, as many in each; points with two decimals.

    A table leaves out indicators that none of its units has, because departments share few.
    """
    count = ceil(len(sheet.units) / UNITS_ACROSS)
    size = ceil(len(sheet.units) / max(count, 1))
    return tuple(part_of(sheet, part * size, (part + 1) * size) for part in range(count))


def part_of(sheet: ScoreSheet, start: int, end: int) -> Table:
    """The units from ``start`` up to ``end``."""
    more = "（续）" if start else ""
    lines = [
        line for line in sheet.lines if any(points is not None for points in line.points[start:end])
    ]
    return Table(
        name=f"{sheet.group}得分{'续' if start else ''}",
        title=f"{sheet.group}各项指标得分表{more}",
        lines=(f"{sheet.group}{more}　　计量单位：分",),
        columns=(
            Column("序号", 0, 5),
            Column("比拼", None, 12),
            Column("指标", None, 26),
            Column("分值", 2),
            *(Column(unit, 2) for unit in sheet.units[start:end]),
        ),
        rows=tuple(
            (number, line.contest, line.indicator, line.weight, *line.points[start:end])
            for number, line in enumerate(lines, start=1)
        ),
        totals=(*totals_head(), *sheet.totals[start:end]),
    )


def totals_head() -> tuple[Cell, ...]:
    """What stands before the totals."""
    return ("", "", "总分", "")

"""A unit's own score sheet as a table: every indicator with target, value, points and place."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.documents import figures
from saima.documents.show_table import in_percent, measured
from saima.documents.tables import Cell, Column, Table
from saima.plan.periods import Period

WEIGHT_COLUMN, POINTS_COLUMN = 7, 8


@dataclass(frozen=True)
class UnitLine:
    """An indicator of one unit; ``completion`` is a share; ``note``: why there are no points."""

    contest: str
    indicator: str
    measure: str
    decimals: int
    target: float | None
    value: float | None
    completion: float | None
    weight: float | None
    points: float | None
    place: float | None = None
    field: int | None = None
    light: str = ""
    note: str = ""


def unit_table(unit: str, lines: Sequence[UnitLine], period: Period) -> Table:
    """The eleven columns of a unit's sheet; points with two decimals and their sum."""
    return Table(
        name=unit,
        title=f"{unit}{figures.period_name(period, 'zh')}争先创优得分单",
        lines=(),
        columns=(
            Column("序号", 0, 5),
            Column("比拼", None, 12),
            Column("指标", None, 26),
            Column("计量单位", None, 8),
            Column("目标", 2),
            Column("完成", 2),
            Column("完成率%", 1, 8),
            Column("分值", 2),
            Column("得分", 2),
            Column("组内名次", None, 8),
            Column("亮灯", None, 8),
            Column("说明", None, 16),
        ),
        rows=tuple(unit_line(line, number) for number, line in enumerate(lines, start=1)),
    )


def unit_line(line: UnitLine, number: int) -> tuple[Cell, ...]:
    """One indicator."""
    return (
        number,
        line.contest,
        line.indicator,
        line.measure,
        measured(line.target, line.decimals),
        measured(line.value, line.decimals),
        in_percent(line.completion),
        line.weight,
        line.points,
        "" if line.place is None else figures.place(line.place, line.field),
        line.light,
        line.note,
    )

"""The monthly show (月度亮晒) as a table in the layout of domain 7, and its key figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.documents import figures
from saima.documents.tables import Cell, Column, Measured, Table
from saima.plan.periods import Period

COMPLETION_COLUMN, PLANNED_COLUMN = 7, 8


@dataclass(frozen=True)
class ShowRow:
    """An indicator of the whole city.

    ``target``, ``value`` in ``measure`` with ``decimals``; ``completion`` and ``planned`` are
    shares of the year's target (1 = 100 %), ``growth`` in percent; ``place`` of ``field`` is the
    rank that the superior published; ``leader`` is a post, never a name; ``light`` the word.
    """

    contest: str
    indicator: str
    measure: str
    decimals: int
    target: float | None
    commitment: str
    value: float | None
    completion: float | None
    planned: float | None
    growth: float | None = None
    place: float | None = None
    field: int | None = None
    previous_place: float | None = None
    movement: float | None = None
    owner: str = ""
    leader: str = ""
    light: str = ""
    remark: str = ""

    @property
    def gap(self) -> float | None:
        """Completion less what was planned by then, as a share."""
        if self.completion is None or self.planned is None:
            return None
        return self.completion - self.planned


def show_table(rows: Sequence[ShowRow], period: Period, superior: str) -> Table:
    """All columns; percentages with one decimal, values with those of their measure."""
    return Table(
        name=f"{figures.period_short(period, 'zh')}亮晒",
        title=f"{figures.period_name(period, 'zh')}争先创优指标亮晒表",
        lines=(),
        columns=show_columns(period, superior),
        rows=tuple(show_row(row, number) for number, row in enumerate(rows, start=1)),
    )


def show_columns(period: Period, superior: str) -> tuple[Column, ...]:
    """The eighteen columns."""
    return (
        Column("序号", 0, 5),
        Column("比拼", None, 12),
        Column("指标", None, 26),
        Column("计量单位", None, 8),
        Column("全年目标", 2),
        Column("性质", None, 6),
        Column(f"{figures.to_date_name(period, 'zh')}累计", 2),
        Column("完成率%", 1, 8),
        Column("序时%", 1, 8),
        Column("差距（百分点）", 1, 8),
        Column("同比%", 1, 8),
        Column(f"{superior}名次", None, 8),
        Column("上期名次", None, 6),
        Column("升降", None, 6),
        Column("责任单位", None, 16),
        Column("责任领导", None, 14),
        Column("亮灯", None, 8),
        Column("备注", None, 14),
    )


def show_row(row: ShowRow, number: int) -> tuple[Cell, ...]:
    """A line of the show."""
    return (
        number,
        row.contest,
        row.indicator,
        row.measure,
        measured(row.target, row.decimals),
        row.commitment,
        measured(row.value, row.decimals),
        in_percent(row.completion),
        in_percent(row.planned),
        in_percent(row.gap),
        row.growth,
        "" if row.place is None else figures.place(row.place, row.field),
        "" if row.previous_place is None else figures.rank(row.previous_place),
        figures.movement(row.movement),
        row.owner,
        row.leader,
        row.light,
        row.remark,
    )


def key_table(rows: Sequence[ShowRow], period: Period, superior: str) -> Table:
    """The few columns that stand in the body of a circular."""
    places = (0, 2, 3, 4, 6, 7, 8, 11, 16)
    columns = show_columns(period, superior)
    lines = [show_row(row, number) for number, row in enumerate(rows, start=1)]
    return Table(
        name="主要指标",
        title="主要指标完成情况",
        lines=(),
        columns=tuple(columns[place] for place in places),
        rows=tuple(tuple(line[place] for place in places) for line in lines),
    )


def measured(value: float | None, decimals: int) -> Measured | None:
    """A number in its own decimals, or nothing."""
    return None if value is None else Measured(value, decimals)


def in_percent(share: float | None) -> float | None:
    """A share in percent."""
    return None if share is None else float(figures.hundredfold(share))

"""The ranking of a group as a table, in the columns of the circular (domain 7)."""

from dataclasses import dataclass

from saima.documents import figures
from saima.documents.tables import Cell, Column, Measured, Table
from saima.plan.periods import Period, PeriodKind

BEFORE = {
    PeriodKind.MONTH: "上月名次",
    PeriodKind.QUARTER: "上季名次",
    PeriodKind.HALF: "上半年名次",
    PeriodKind.YEAR: "上年名次",
}


@dataclass(frozen=True)
class BoardRow:
    """A unit's line as it was sealed.

    ``parts``: points of the chapters, in the group's order; ``rank`` None: not ranked, ``remark``
    says why; ``movement`` positive for places gained.
    """

    unit: str
    rank: float | None
    parts: tuple[float | None, ...]
    total: float | None
    bonus: float | None = None
    deduction: float | None = None
    previous_rank: float | None = None
    movement: float | None = None
    remark: str = ""


@dataclass(frozen=True)
class GroupBoard:
    """The ranking of one group; ``chapters``: what ``parts`` are called; rows in printed order."""

    group: str
    chapters: tuple[str, ...]
    rows: tuple[BoardRow, ...]

    @property
    def ranked(self) -> tuple[BoardRow, ...]:
        """The rows that have a rank."""
        return tuple(row for row in self.rows if row.rank is not None)


def board_table(board: GroupBoard, period: Period) -> Table:
    """The table of one group, points with two decimals."""
    return Table(
        name=board.group,
        title=f"{figures.period_name(period, 'zh')}争先创优总榜（{board.group}）",
        lines=(f"{board.group}　　计量单位：分",),
        columns=(
            Column("名次", 0, 6),
            Column("单位", None, 20),
            *(Column(chapter, 2) for chapter in board.chapters),
            Column("加分", 2),
            Column("扣分", 2),
            Column("总分", 2),
            Column(BEFORE[period.kind], 0, 10),
            Column("升降", None, 6),
            Column("备注", None, 16),
        ),
        rows=tuple(board_row(row) for row in board.rows),
    )


def board_row(row: BoardRow) -> tuple[Cell, ...]:
    """A line of the table."""
    return (
        ranked(row.rank),
        row.unit,
        *row.parts,
        row.bonus,
        row.deduction,
        row.total,
        ranked(row.previous_rank),
        figures.movement(row.movement),
        row.remark,
    )


def ranked(rank: float | None) -> Measured | None:
    """A rank as a number; one decimal where ties share the average place."""
    return None if rank is None else Measured(rank, 0 if rank == int(rank) else 1)

"""A unit's own score sheet (得分单), for the whole city in one go (S63)."""

from dataclasses import dataclass

from saima.documents import figures
from saima.documents.board_table import BoardRow
from saima.documents.issuing import Seal, seal_blocks
from saima.documents.official import Figures, OfficialDocument, Paragraph
from saima.documents.unit_table import UnitLine, unit_table
from saima.plan.periods import Period

KIND = "unit_sheet"
SMALL = 9.0


@dataclass(frozen=True)
class UnitSheet:
    """A unit's result as sealed: its line on the board and every indicator behind it."""

    group: str
    field: int
    row: BoardRow
    lines: tuple[UnitLine, ...]
    period: Period
    seal: Seal | None
    draft: bool = True


def unit_sheet(given: UnitSheet) -> OfficialDocument:
    """The sheet: one sentence, the hash of the sealed board, the table."""
    table = unit_table(given.row.unit, given.lines, given.period)
    return OfficialDocument(
        kind=KIND,
        title=(given.row.unit, figures.period_name(given.period, "zh"), "争先创优得分单"),
        blocks=(Paragraph(told(given)), *seal_blocks(given.seal), Figures(table, SMALL)),
        draft=given.draft,
    )


def told(given: UnitSheet) -> str:
    """Where the unit stands, in one sentence."""
    row = given.row
    if row.rank is None:
        return f"{row.unit}（{given.group}）本期未参加排名：{row.remark or '原因见下表说明'}。"
    parts = [f"总分{figures.number(row.total, 2)}分"]
    parts += [f"加分{figures.number(row.bonus, 2)}分"] if row.bonus else []
    parts += [f"扣分{figures.number(row.deduction, 2)}分"] if row.deduction else []
    parts.append(f"在{given.group}{given.field}个单位中列第{figures.rank(row.rank)}位")
    if row.movement:
        way = "上升" if row.movement > 0 else "下降"
        parts.append(f"较上期{way}{figures.rank(abs(row.movement))}位")
    return f"{row.unit}{'，'.join(parts)}。"

"""The city's workbooks: 月度亮晒, 季度总榜, a unit's sheet; the same tables as in the documents."""

from collections.abc import Sequence
from dataclasses import replace

from saima.documents.board_table import GroupBoard, board_table
from saima.documents.issuing import Seal
from saima.documents.score_table import ScoreSheet, score_tables
from saima.documents.show_table import COMPLETION_COLUMN, PLANNED_COLUMN, ShowRow, show_table
from saima.documents.tables import Table
from saima.documents.unit_sheet import UnitSheet, told
from saima.documents.unit_table import POINTS_COLUMN, WEIGHT_COLUMN, unit_table
from saima.documents.workbooks import Chart, Sheet, as_charted_workbook
from saima.plan.periods import Period

INDICATOR_COLUMN, UNIT_COLUMN = 2, 1


def board_workbook(
    boards: Sequence[GroupBoard], sheets: Sequence[ScoreSheet], period: Period, seal: Seal | None
) -> bytes:
    """季度总榜: a sheet a group with its totals as a chart, then the full score sheets."""
    pages = []
    for board in boards:
        table = sealed(board_table(board, period), seal)
        total = [column.title for column in table.columns].index("总分")
        pages.append(Sheet(table, Chart(f"{board.group}总分", UNIT_COLUMN, (total,))))
    for sheet in sheets:
        pages += [Sheet(sealed(table, seal), frozen=3) for table in score_tables(sheet)]
    return as_charted_workbook(pages)


def show_workbook(
    rows: Sequence[ShowRow], period: Period, superior: str, seal: Seal | None = None
) -> bytes:
    """月度亮晒: the whole show, completion beside what was planned as a chart."""
    table = sealed(show_table(rows, period, superior), seal)
    values = (COMPLETION_COLUMN, PLANNED_COLUMN)
    chart = Chart("完成率与序时进度（%）", INDICATOR_COLUMN, values, lying=True)
    return as_charted_workbook([Sheet(table, chart, frozen=3)])


def unit_workbook(sheets: Sequence[UnitSheet]) -> bytes:
    """得分单: a sheet a unit, points beside what they could have been as a chart."""
    pages = []
    for sheet in sheets:
        table = unit_table(sheet.row.unit, sheet.lines, sheet.period)
        table = sealed(replace(table, lines=(told(sheet), *table.lines)), sheet.seal)
        values = (WEIGHT_COLUMN, POINTS_COLUMN)
        chart = Chart(f"{sheet.row.unit}分值与得分", INDICATOR_COLUMN, values, lying=True)
        pages.append(Sheet(table, chart, frozen=3))
    return as_charted_workbook(pages)


def sealed(table: Table, seal: Seal | None) -> Table:
    """The table with the hash of the board that its figures are from."""
    if seal is None:
        return table
    return replace(table, foot=(*table.foot, seal.line))

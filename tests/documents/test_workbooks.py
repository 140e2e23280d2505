"""Workbooks in the layouts of the circular, read back with another library."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from saima.documents.show_table import show_table
from saima.documents.tables import Column, Measured, Table, as_csv, as_workbook
from saima.documents.workbook_layouts import board_workbook, show_workbook, unit_workbook
from saima.documents.workbooks import Chart, Sheet, as_charted_workbook, sheet_names
from tests.documents import samples

QUARTER = (samples.QUARTER, samples.SEAL)


def opened(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def boards() -> bytes:
    return board_workbook([samples.board()], [samples.sheet()], samples.QUARTER, samples.SEAL)


def test_the_quarter_board_has_its_columns_figures_chart_and_hash() -> None:
    sheet = opened(boards())["镇街道组"]
    assert [cell.value for cell in sheet[3]] == [
        *(
            "名次",
            "单位",
            "经济",
            "综合",
            "党建",
            "加分",
            "扣分",
            "总分",
            "上季名次",
            "升降",
            "备注",
        ),
    ]
    assert [cell.value for cell in sheet[13]] == [
        *(10, "柳市镇", 46.5, 23.25, 14, 0, 0, 80.25, 6, "▼4", ""),
    ]
    assert sheet["H13"].number_format == "#,##0.00"
    assert sheet["A16"].value == f"榜单封存值（SHA-256）：{samples.DIGEST}"
    assert len(sheet._charts) == 1


def test_sheets_freeze_repeat_their_head_and_print_across_on_a4() -> None:
    for sheet in opened(boards()).worksheets:
        assert sheet.freeze_panes in {"C4", "D4"}
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$3:$3"


def test_the_print_area_holds_the_table_and_the_chart_below_it() -> None:
    """Table, blank and hash end in row 16; the chart of 340 pixels takes 17 rows more."""
    assert opened(boards())["镇街道组"].print_area == "'镇街道组'!$A$1:$K$36"


def test_no_chart_is_wider_than_the_printed_table() -> None:
    """Columns A to K are printed, 0 to 10; the chart ends inside the last one."""
    for made in (boards(), board_workbook([samples.wide_circular().boards[0]], [], *QUARTER)):
        sheet = opened(made).worksheets[0]
        (chart,) = sheet._charts
        assert chart.anchor.to.col < len(sheet[3])


def test_the_monthly_show_has_the_eighteen_columns_of_the_layout() -> None:
    book = opened(show_workbook(samples.show_rows(), samples.MONTH, "H市"))
    sheet = book["6月亮晒"]
    assert [cell.value for cell in sheet[2]] == [
        *("序号", "比拼", "指标", "计量单位", "全年目标", "性质", "1-6月累计", "完成率%", "序时%"),
        *("差距（百分点）", "同比%", "H市名次", "上期名次", "升降", "责任单位", "责任领导"),
        *("亮灯", "备注"),
    ]
    row = [cell.value for cell in sheet[6]]
    assert row[:2] == [4, "高能级平台提升大比拼"]
    assert row[4] == 184
    assert row[6:10] == [pytest.approx(82.8), 45, 50, -5]
    assert row[11:14] == ["5/7", "6", "▲1"]
    assert book.sheetnames == ["6月亮晒", "6月亮晒图"]
    assert len(book["6月亮晒图"]._charts) == 1


def test_every_unit_has_its_sheet_and_its_chart() -> None:
    book = opened(unit_workbook([samples.unit_sheet(1), samples.unit_sheet(2)]))
    assert book.sheetnames == ["东河街道", "东河街道图", "南桥街道", "南桥街道图"]
    assert str(book["南桥街道"]["A2"].value).startswith("南桥街道总分92.25分")


def test_a_column_may_mix_measures() -> None:
    rows = (replace(samples.show_rows()[0], target=60.0, value=31.0, decimals=0),)
    table = show_table(rows, samples.MONTH, "H市")
    assert table.rows[0][4] == Measured(60.0, 0)
    sheet = opened(as_workbook([table])).worksheets[0]
    assert (sheet["E3"].value, sheet["E3"].number_format) == (60, "#,##0")
    assert ",60.0," in as_csv(table).decode("utf-8-sig")


def test_no_text_becomes_a_formula_and_odd_names_become_sheets() -> None:
    danger = "=HYPERLINK(1)"
    table = Table(
        "甲[乙]:*?/\\" + "丙" * 40, danger, (), (Column("@名"), Column("数", 1)), ((danger, 1.0),)
    )
    book = opened(as_charted_workbook([Sheet(table, Chart(danger, 0, (1,))), Sheet(table)]))
    sheet = book.worksheets[0]
    assert [sheet[place].data_type for place in ("A1", "A2", "A3")] == ["s", "s", "s"]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len(set(book.sheetnames)) == 2


def test_names_of_sheets_are_short_safe_and_single() -> None:
    assert sheet_names(["总榜", "总榜", "a/b", "", "'x'"]) == ["总榜", "总榜 2", "a b", "表", "x"]


def test_a_group_with_many_units_gets_a_further_sheet_and_an_empty_board_no_chart() -> None:
    units = tuple(f"第{number}单位" for number in range(1, 15))
    none = replace(samples.board(), rows=())
    many = samples.sheet(units, count=3)
    only_first = replace(many.lines[0], points=(1.0, *(None for _ in units[1:])))
    many = replace(many, lines=(only_first, *many.lines[1:]))
    book = opened(board_workbook([none], [many], samples.QUARTER, None))
    assert book.sheetnames == ["镇街道组", "镇街道组得分", "镇街道组得分续"]
    assert not book["镇街道组"]._charts
    first, second = book["镇街道组得分"], book["镇街道组得分续"]
    assert [cell.value for cell in first[3]][4:] == list(units[:7])
    assert [cell.value for cell in second[3]][4:] == list(units[7:])
    assert [first["C4"].value, second["C4"].value] == ["第1项指标", "第2项指标"]
    assert str(second["A1"].value).endswith("（续）")


def test_the_same_tables_give_the_same_bytes() -> None:
    assert boards() == boards()

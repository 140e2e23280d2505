"""The form of a round as a workbook and as CSV, read back with another library."""

import csv
import io
from typing import Any

import openpyxl

from saima.documents.templates import AskedRow, Form, as_csv_form, as_form
from saima.plan.form import Field, Key

RATIO = (Field.NUMERATOR, Field.DENOMINATOR)


def row(due: int = 7, **more: Any) -> AskedRow:
    kept: dict[str, Any] = {
        "key": Key("0a1b2c3d", due, 2),
        "indicator": "有效投资",
        "unit": "a镇",
        "period": "2021-03",
        "measure": "亿元",
        "decimals": 2,
        "asked": (Field.VALUE,),
        "last": 1.5,
        "last_year": 1.25,
        "target": 2.0,
    }
    return AskedRow(**kept | more)


def form(*rows: AskedRow, language: str = "zh-hans") -> Form:
    return Form("2021-03 填报表", ("1. 请填报。",), rows, language)


def book(made: Form) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_form(made)))


def test_titles_measures_and_rows_stand_where_the_reader_looks() -> None:
    sheet = book(form(row()))["填报"]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert cells[0][1] == "2021-03 填报表"
    assert cells[1][:4] == ["编号", "序号", "指标", "单位"]
    assert cells[2][9] == "按计量单位"
    assert cells[3][:10] == [
        *("r0a1b2c3d-7-2", 1, "有效投资", "a镇", "2021-03", "亿元"),
        *(1.5, 1.25, 2, None),
    ]


def test_only_the_cells_to_be_filled_are_open_and_there_is_no_password() -> None:
    sheet = book(form(row(), row(8, asked=RATIO)))["填报"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    open_cells = {
        cell.coordinate for line in sheet.iter_rows() for cell in line if not cell.protection.locked
    }
    texts = {f"{letter}{number}" for letter in "NOPQ" for number in (4, 5)}
    assert open_cells == {"J4", "K5", "L5"} | texts
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "E4"
    assert not sheet.merged_cells.ranges


def test_the_second_sheet_says_how() -> None:
    sheet = book(form(row()))["填报说明"]
    assert [sheet["A1"].value, sheet["A3"].value] == ["2021-03 填报表", "1. 请填报。"]


def test_typing_is_checked_by_the_spreadsheet() -> None:
    rules = book(form(row()))["填报"].data_validations.dataValidation
    assert {(rule.type, str(rule.sqref)) for rule in rules} == {
        ("decimal", "J4"),
        ("decimal", "K4"),
        ("decimal", "L4"),
        ("decimal", "M4"),
        ("list", "N4"),
        ("list", "O4"),
        ("textLength", "P4"),
        ("textLength", "Q4"),
    }


def test_no_text_becomes_a_formula() -> None:
    danger = row(indicator="=1+1", remark="@SUM(A1)", given={Field.SENTENCE: "=cmd|'/C calc'!A0"})
    sheet = book(form(danger))["填报"]
    assert [sheet[at].data_type for at in ("C4", "P4", "R4")] == ["s", "s", "s"]
    [*_, line] = csv.reader(io.StringIO(as_csv_form(form(danger)).decode("utf-8-sig")))
    assert (line[2], line[15], line[17]) == ("'=1+1", "'=cmd|'/C calc'!A0", "'@SUM(A1)")


def test_given_values_and_remarks_stay_in_their_cells() -> None:
    told = row(
        given={Field.VALUE: "12.5", Field.NUMERATOR: "三"},
        wrong=frozenset({Field.NUMERATOR}),
        remark="K4 此格不应填写",
    )
    sheet = book(form(told))["填报"]
    assert (sheet["J4"].value, sheet["K4"].value, sheet["R4"].value) == (
        *(12.5, "三", "K4 此格不应填写"),
    )
    assert sheet["K4"].fill.fgColor.rgb == "FFFDE2E1"
    assert not sheet["K4"].protection.locked


def test_english_titles() -> None:
    made = book(form(row(), language="en"))
    assert made.sheetnames == ["Values", "How to fill it in"]
    assert made["Values"]["J2"].value == "Value"


def test_a_form_without_rows_is_a_form() -> None:
    assert book(form())["填报"].max_row == 3

"""Sheets are read as they are stored, with the numbers of their own rows."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from saima.exchange.tables import OBSERVATION_TABLE
from saima.exchange.workbook import read_sheet, sheet_names
from saima.exchange.workbook_scan import column_of, row_of
from saima.plan.problems import Problems

HEADER = ("unit", "indicator", "period", "value")


def sheet(path: Path, rows: list[tuple[Any, ...]], top: int = 0, left: int = 0) -> pl.DataFrame:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("observations")
        for position, row in enumerate([HEADER, *rows]):
            page.write_row(top + position, left, row)
    return read_sheet(path, "observations", OBSERVATION_TABLE, path.name)


def test_a_code_that_is_stored_as_a_number_is_text(tmp_path: Path) -> None:
    read = sheet(tmp_path / "a.xlsx", [(330483001, "gdp", 2021, 7)])
    assert read.rows() == [(2, "330483001", "gdp", "2021", "7.0")]


@pytest.mark.parametrize("number", [1 / 3, 0.1, 123456789.0123456, 1e300, -2.5e-7])
def test_no_digit_of_a_number_is_lost(number: float, tmp_path: Path) -> None:
    """XlsxWriter stores 16 digits; the reader's own texts would keep nine decimals."""
    read = sheet(tmp_path / "a.xlsx", [("t1", "gdp", "2021", number)])
    assert float(read["value"][0]) == float(f"{number:.16G}")


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [("t1", "gdp", "2021", 1), (), ("t2", "gdp", "2021", 2)]
    read = sheet(tmp_path / "a.xlsx", rows, top=4, left=2)
    assert read["row"].to_list() == [6, 8]


def test_numbers_that_are_stored_as_text_are_numbers(tmp_path: Path) -> None:
    read = sheet(tmp_path / "a.xlsx", [("t1", "gdp", "2021", "7")])
    assert read["value"].to_list() == ["7.0"]


def test_formats_of_columns_that_are_not_read_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("observations")
        page.write_row(0, 0, (*HEADER, "share"))
        page.write_row(1, 0, ("t1", "gdp", "2021", 1))
        page.write(1, 4, 0.05, book.add_format({"num_format": "0%"}))
        page.write(2, 3, "", book.add_format({"num_format": "0%"}))
    assert len(read_sheet(path, "observations", OBSERVATION_TABLE, "a.xlsx")) == 1


def test_an_empty_sheet_lacks_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("observations")
    with pytest.raises(Problems, match="the column unit is missing"):
        read_sheet(path, "observations", OBSERVATION_TABLE, "a.xlsx")


def test_sheets_have_the_names_that_people_gave_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("数据 & <表>")
        book.add_worksheet("2")
    assert sheet_names(path, "a.xlsx") == ["数据 & <表>", "2"]


def test_a_lie_about_the_unpacked_size_is_found(tmp_path: Path) -> None:
    """The archive says that a part has 5 bytes where it has many."""
    path = tmp_path / "a.xlsx"
    sheet(path, [("t1", "gdp", "2021", 1)])
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\1\2", content.rindex(b"xl/worksheets/sheet1.xml") - 60)
    content[entry + 24 : entry + 28] = (5).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Problems, match="the workbook cannot be opened"):
        sheet_names(path, "a.xlsx")


@pytest.mark.parametrize(
    ("cell", "row", "column"), [("A1", 1, 0), ("Z9", 9, 25), ("AA10", 10, 26), ("B2:C9", 2, 1)]
)
def test_addresses_are_rows_and_columns(cell: str, row: int, column: int) -> None:
    assert row_of(cell) == row
    assert column_of(cell.partition(":")[0]) == column

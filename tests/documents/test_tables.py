"""A table as a file holds exactly its cells, and no text becomes a formula."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import fastexcel

from saima.documents.tables import Column, Table, as_csv, as_workbook

TABLE = Table(
    name="2021Q1",
    title="Board 2021Q1",
    lines=("Q1 2021 · Towns", "Demo data (fictitious)"),
    columns=(Column("Rank", 0, 6), Column("Unit"), Column("Total", 2), Column("Remark")),
    rows=(
        (1, "=HYPERLINK(1)", 94.5, "@cmd"),
        (None, "Oak", None, "-safety: not reported"),
    ),
    totals=(None, "Mean", 94.5, ""),
    foot=("end",),
)


def test_csv_opens_in_spreadsheet_programs_with_its_chinese_whole() -> None:
    assert as_csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_csv_holds_the_lines_the_head_the_rows_and_the_foot() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLE).decode("utf-8-sig"))))
    assert rows == [
        ["Board 2021Q1"],
        ["Q1 2021 · Towns"],
        ["Demo data (fictitious)"],
        ["Rank", "Unit", "Total", "Remark"],
        ["1", "'=HYPERLINK(1)", "94.5", "'@cmd"],
        ["", "Oak", "", "'-safety: not reported"],
        ["", "Mean", "94.5", ""],
        ["end"],
    ]


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text() -> None:
    sheet = fastexcel.read_excel(as_workbook([replace(TABLE, foot=())])).load_sheet(0, header_row=3)
    rows = sheet.to_polars().rows()
    assert rows[0] == (1.0, "=HYPERLINK(1)", 94.5, "@cmd")
    assert rows[1] == (None, "Oak", None, "-safety: not reported")
    assert rows[2][1:3] == ("Mean", 94.5)


def test_a_workbook_holds_no_formula_and_freezes_head_and_first_columns() -> None:
    with zipfile.ZipFile(io.BytesIO(as_workbook([TABLE]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert re.search(r'<pane xSplit="2" ySplit="4"', sheet)
    assert 'paperSize="9" ' in sheet

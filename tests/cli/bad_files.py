"""Bad workbooks and Parquet files, made when a test needs them; texts lie in tests/bad_data."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

HEADER = ("unit", "indicator", "period", "value")
GOOD = ("t1", "output", "2021-01", 10)
Fill = Callable[[Any, Any], object]


def workbook(path: Path, fill: Fill, sheet: str = "observations") -> None:
    """A workbook with a header; ``fill`` writes what is below it."""
    with xlsxwriter.Workbook(path) as book:
        rows = book.add_worksheet(sheet)
        rows.write_row(0, 0, HEADER)
        fill(rows, book)


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the XML of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def xlsx_formula(folder: Path) -> None:
    def fill(rows: Any, _: Any) -> None:
        rows.write_row(1, 0, GOOD)
        rows.write_row(2, 0, ("t1", "output", "2021-02"))
        rows.write_formula("D3", "=D2*2", None, 20)
        rows.write_formula("F1", "=SUM(D2:D3)")

    workbook(folder / "data.xlsx", fill)


def xlsx_merged(folder: Path) -> None:
    def fill(rows: Any, _: Any) -> None:
        rows.merge_range("A2:A3", "t1")
        rows.write_row(1, 1, ("output", "2021-01", 10))
        rows.write_row(2, 1, ("output", "2021-02", 10))

    workbook(folder / "data.xlsx", fill)


def xlsx_error_cell(folder: Path) -> None:
    path = folder / "data.xlsx"
    workbook(path, lambda rows, _: rows.write_row(1, 0, GOOD))

    def broken(sheet: str) -> str:
        return re.sub(r'<c r="D2"><v>10</v>', '<c r="D2" t="e"><v>#DIV/0!</v>', sheet)

    rewritten(path, "xl/worksheets/sheet1.xml", broken)


def xlsx_percent_format(folder: Path) -> None:
    def fill(rows: Any, book: Any) -> None:
        rows.write_row(1, 0, ("t1", "output", "2021-01"))
        rows.write("D2", 0.05, book.add_format({"num_format": "0.0%"}))
        rows.write("F2", 0.05, book.add_format({"num_format": "0%"}))

    workbook(folder / "data.xlsx", fill)


def xlsx_period_is_date(folder: Path) -> None:
    def fill(rows: Any, book: Any) -> None:
        month = book.add_format({"num_format": "yyyy-mm"})
        rows.write_row(1, 0, ("t1", "output", "", 10))
        rows.write_datetime("C2", datetime(2021, 3, 1), month)

    workbook(folder / "data.xlsx", fill)


def xlsx_true_is_no_number(folder: Path) -> None:
    workbook(folder / "data.xlsx", lambda rows, _: rows.write_row(1, 0, (*GOOD[:3], True)))


def xlsx_broken(folder: Path) -> None:
    (folder / "data.xlsx").write_bytes(b"PK\3\4 and then nothing")


def xlsx_password(folder: Path) -> None:
    (folder / "data.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def xlsx_zip_bomb(folder: Path) -> None:
    with (
        zipfile.ZipFile(folder / "data.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(257):
            part.write(bytes(2**20))


def xlsx_entities(folder: Path) -> None:
    path = folder / "data.xlsx"
    workbook(path, lambda rows, _: rows.write_row(1, 0, GOOD))
    declared = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]><worksheet'

    def outside(sheet: str) -> str:
        return sheet.replace("<worksheet", declared, 1).replace("<v>10</v>", "<v>&secret;</v>")

    rewritten(path, "xl/worksheets/sheet1.xml", outside)


def xlsx_sheets(folder: Path) -> None:
    def fill(rows: Any, book: Any) -> None:
        rows.write_row(1, 0, GOOD)
        book.add_worksheet("说明")

    workbook(folder / "data.xlsx", fill, "Sheet1")


def parquet(folder: Path, **columns: object) -> None:
    """Two rows of Parquet with some columns replaced."""
    good = {
        "unit": ["t1", "t2"],
        "indicator": ["output", "output"],
        "period": ["2021-01", "2021-01"],
        "value": [1.0, 2.0],
    }
    pl.DataFrame(good | columns).write_parquet(folder / "data.parquet")


def parquet_text_for_number(folder: Path) -> None:
    parquet(folder, value=["1", "2"])


def parquet_date_for_period(folder: Path) -> None:
    parquet(folder, period=[date(2021, 1, 1), date(2021, 2, 1)])


def parquet_not_finite(folder: Path) -> None:
    parquet(folder, value=[float("nan"), float("inf")])


def parquet_duplicate(folder: Path) -> None:
    parquet(folder, unit=["t1", "t1"])


def parquet_without_unit(folder: Path) -> None:
    parquet(folder, unit=["t1", None])


def parquet_broken(folder: Path) -> None:
    (folder / "data.parquet").write_bytes(b"PAR1 and then nothing")


BUILDERS: dict[str, Callable[[Path], None]] = {
    builder.__name__: builder
    for builder in (
        xlsx_formula,
        xlsx_merged,
        xlsx_error_cell,
        xlsx_percent_format,
        xlsx_period_is_date,
        xlsx_true_is_no_number,
        xlsx_broken,
        xlsx_password,
        xlsx_zip_bomb,
        xlsx_entities,
        xlsx_sheets,
        parquet_text_for_number,
        parquet_date_for_period,
        parquet_not_finite,
        parquet_duplicate,
        parquet_without_unit,
        parquet_broken,
    )
}

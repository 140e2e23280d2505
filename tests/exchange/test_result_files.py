"""Cells of results: exact numbers, and texts that no spreadsheet program runs."""

from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest

from saima.exchange.result_files import MOST_WORKBOOK_ROWS, write_csv, write_workbook
from saima.plan.problems import Problems
from saima.plan.rules import Decimals


def csv_cells(path: Path, **columns: object) -> list[str]:
    write_csv(pl.DataFrame(columns), path)
    return path.read_text(encoding="utf-8-sig").splitlines()[1:]


def test_numbers_are_in_their_shortest_exact_form(tmp_path: Path) -> None:
    numbers = [8.6667, 0.1, 100.0, -0.0, 1 / 3, 1.5, None]
    cells = csv_cells(tmp_path / "a.csv", number=numbers, last=["x"] * 7)
    assert [cell.removesuffix(",x") for cell in cells] == [
        "8.6667",
        "0.1",
        "100",
        "0",
        "0.3333333333333333",
        "1.5",
        "",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_texts_that_would_run_as_formulas_get_an_apostrophe(start: str, tmp_path: Path) -> None:
    assert csv_cells(tmp_path / "a.csv", unit=[f"{start}cmd"]) == [f"'{start}cmd"]


def test_texts_are_quoted_only_where_they_must_be(tmp_path: Path) -> None:
    """RFC 4180: commas and quotes inside quotes, quotes doubled."""
    cells = csv_cells(tmp_path / "a.csv", unit=["a,b", 'a"b', "a b", ""], last=["x"] * 4)
    assert cells == ['"a,b",x', '"a""b",x', "a b,x", ",x"]


def test_texts_of_a_workbook_are_never_formulas_links_or_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    texts = ["=1+1", "http://example.org", "0012"]
    write_workbook(pl.DataFrame({"unit": texts}), path, "totals", Decimals())
    with ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert all(f"<t>{text}</t>" in strings for text in texts)


def test_too_many_rows_for_a_sheet_are_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame({"unit": pl.int_range(MOST_WORKBOOK_ROWS + 1, eager=True)})
    with pytest.raises(Problems, match="scores has 1048576 rows, more than a sheet can hold"):
        write_workbook(frame, tmp_path / "a.xlsx", "scores", Decimals())
    assert list(tmp_path.iterdir()) == []

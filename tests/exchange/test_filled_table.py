"""Filled tables come back by the titles of their columns, from workbooks and CSV alike."""

import io

import pytest
import xlsxwriter

from saima.exchange.filled_table import TableColumn, TableRow, read_table
from saima.plan.label import Label
from saima.plan.problems import Problems

COLUMNS = (
    TableColumn("code", Label(zh="代码", en="Code")),
    TableColumn("name", Label(zh="名称", en="Name")),
    TableColumn("note", Label(zh="备注", en="Note"), required=False),
)


def workbook(*rows: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("anything")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return out.getvalue()


def csv(*lines: str) -> bytes:
    return ("\ufeff" + "\r\n".join(lines)).encode()


def plain(rows: tuple[TableRow, ...]) -> list[tuple[int, dict[str, str]]]:
    return [(row.row, dict(row.cells)) for row in rows]


def test_lines_above_the_titles_and_other_orders_are_no_matter() -> None:
    rows = (("Units 2021",), ("名称", "代码"), ("东镇", "e"), ("", ""), ("西镇", "w"))
    found = read_table("t.xlsx", workbook(*rows), COLUMNS)
    assert plain(found) == [(3, {"name": "东镇", "code": "e"}), (5, {"name": "西镇", "code": "w"})]
    assert found[0].cell("code") == "B3"
    assert found[0].text("note") == ""


def test_titles_are_known_in_both_languages_and_by_their_key() -> None:
    for titles in ("代码,名称,备注", "Code,Name,Note", "code,NAME,note"):
        found = read_table("t.csv", csv(titles, "e,East,far"), COLUMNS)
        assert plain(found) == [(2, {"code": "e", "name": "East", "note": "far"})]


def test_a_text_quoted_against_formulas_comes_back_as_it_was() -> None:
    found = read_table("t.csv", csv("code,name", "e,'=East", "f,'tis"), COLUMNS)
    assert [row.text("name") for row in found] == ["=East", "'tis"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", b"", "the file is empty"),
        ("t.txt", csv("code,name", "e,East"), "neither .xlsx nor .csv"),
        ("t.csv", csv("code,place", "e,East"), "the row with the titles is not there"),
        ("t.csv", csv("code,name,nota", "e,East,x"), 'the column "nota" is not known'),
        ("t.csv", csv("code,name,名称", "e,East,x"), "is there twice"),
        ("t.csv", csv("code,name"), "no row below the titles"),
        ("t.csv", b"x" * (2 * 2**20), "expected at most 1536 KB"),
        ("t.csv", "代码,名称".encode("gb18030"), "not UTF-8"),
        ("t.xlsx", b"PK nonsense", "cannot be opened"),
    ],
)
def test_what_is_no_such_table_is_refused(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Problems, match=words):
        read_table(name, content, COLUMNS)


def test_a_formula_is_refused() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "name"])
        sheet.write_formula(1, 0, "=1+1")
    with pytest.raises(Problems, match="formula"):
        read_table("t.xlsx", out.getvalue(), COLUMNS)

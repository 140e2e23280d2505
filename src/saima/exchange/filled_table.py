"""Read a filled table (workbook or CSV) by the titles of its columns; nothing is judged here.

The tables are those that the site gives out: lines about the table may stand above its titles.
The file is a stranger's and goes through the same guards as a filled form.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from saima.exchange.filled import (
    MOST_BYTES,
    SEARCHED_ROWS,
    Line,
    Sheet,
    check_archive,
    letter,
    read_sheet,
    read_text,
)
from saima.exchange.filled_kinds import FORM_COLUMN_TWICE, FORM_EMPTY, FORM_TOO_LARGE
from saima.exchange.listing import MOST_CHARACTERS
from saima.exchange.workbook import sheet_names
from saima.plan.label import Label
from saima.plan.places import Place, nearest, problem_at
from saima.plan.problems import Problem, Problems, problem_kind

QUOTED = ("'=", "'+", "'-", "'@")
"""What a text of the CSV begins with where spreadsheets would have taken it for a formula."""

TABLE_HEADER = problem_kind(
    "table_header",
    en=(
        "the row with the titles is not there",
        "expected the columns {columns}",
        "download the table and fill in that file",
    ),
    zh=("找不到表头行", "应有列：{columns}", "请先下载该表，在下载的文件中填写"),
)
TABLE_COLUMN = problem_kind(
    "table_column",
    en=(
        'the column "{column}" is not known',
        "expected a column such as {options}",
        "correct the title, or delete the column",
    ),
    zh=("列“{column}”不存在", "应为例如 {options} 的列", "请改正列名，或删去该列"),
)
TABLE_NO_ROWS = problem_kind(
    "table_no_rows",
    en=("there is no row below the titles", "expected at least one", "fill in a row"),
    zh=("表头下没有数据行", "至少应有一行", "请填写"),
)


@dataclass(frozen=True)
class TableColumn:
    """A column: ``key`` names it in the rows, ``title`` above it; both are known when read."""

    key: str
    title: Label
    required: bool = True

    @property
    def titles(self) -> tuple[str, str, str]:
        """Everything that may stand above it."""
        return self.title.zh, self.title.en, self.key


@dataclass(frozen=True)
class TableRow:
    """A row with its number in the file; ``letters`` of the columns where it came from a file."""

    row: int
    cells: Mapping[str, str]
    letters: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What stands in a cell; empty for nothing."""
        return self.cells.get(key, "")

    def cell(self, key: str) -> str:
        """The address of a cell as the spreadsheet shows it (``D7``); without letters its row."""
        return f"{self.letters.get(key, '')}{self.row}"


def read_table(name: str, content: bytes, columns: Sequence[TableColumn]) -> tuple[TableRow, ...]:
    """The filled rows of a table whose columns are ``columns``, in any order.

    Raises Problems where the file cannot or must not be read, or is not the table.
    """
    if not content:
        raise Problems([Problem(FORM_EMPTY, name)])
    if len(content) > MOST_BYTES:
        facts = {"size": -(-len(content) // 1024), "limit": MOST_BYTES // 1024}
        raise Problems([Problem(FORM_TOO_LARGE, name, facts=facts)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        workbook = content.startswith(b"PK")
        sheet = first_sheet(path, name) if workbook else read_text(path, name)
    return table_rows(sheet, name, columns)


def first_sheet(path: Path, name: str) -> Sheet:
    """The first sheet of a workbook; raises Problems."""
    check_archive(path, name)
    return read_sheet(path, sheet_names(path, name)[0], name)


def table_rows(sheet: Sheet, name: str, columns: Sequence[TableColumn]) -> tuple[TableRow, ...]:
    """The rows below the titles in which something stands; raises Problems."""
    lines = iter(sheet.lines)
    places = find_titles(lines, name, columns)
    letters = {key: letter(sheet.first + place) for key, place in places.items()}
    rows = []
    for number, cells in lines:
        found = {
            key: plain_text(cells[place])
            for key, place in places.items()
            if place < len(cells) and cells[place]
        }
        if found:
            rows.append(TableRow(number, found, letters))
    if not rows:
        raise Problems([Problem(TABLE_NO_ROWS, name)])
    return tuple(rows)


def plain_text(text: str) -> str:
    """The text without the quote that keeps spreadsheets from taking it for a formula."""
    return text[1:] if text.startswith(QUOTED) else text


def find_titles(lines: Iterator[Line], name: str, columns: Sequence[TableColumn]) -> dict[str, int]:
    """The place of each column, from the row with the titles; raises Problems."""
    by_title = {title.casefold(): column for column in columns for title in column.titles}
    needed = {column.key for column in columns if column.required}
    for count, (number, cells) in enumerate(lines, start=1):
        titled = [(place, cell) for place, cell in enumerate(cells) if cell]
        found = [
            (by_title[cell.casefold()].key, place)
            for place, cell in titled
            if cell.casefold() in by_title
        ]
        if needed <= {key for key, _ in found}:
            refuse_titles(titled, Place(name, number), columns, by_title)
            return dict(found)
        if count >= SEARCHED_ROWS:
            break
    wanted = Label(
        zh="、".join(column.title.zh for column in columns if column.required),
        en=", ".join(column.title.en for column in columns if column.required),
    )
    raise Problems([Problem(TABLE_HEADER, name, facts={"columns": wanted})])


def refuse_titles(
    titled: Sequence[tuple[int, str]],
    at: Place,
    columns: Sequence[TableColumn],
    by_title: Mapping[str, TableColumn],
) -> None:
    """Raise Problems for columns that are there twice or are none of the table's."""
    keys = [by_title[cell.casefold()].key for _, cell in titled if cell.casefold() in by_title]
    problems = [
        problem_at(at, FORM_COLUMN_TWICE, column=column.title)
        for column in columns
        if keys.count(column.key) > 1
    ]
    known = [title for column in columns for title in column.titles[:2]]
    problems += [
        problem_at(at, TABLE_COLUMN, column=cell[:MOST_CHARACTERS], options=nearest(cell, known))
        for _, cell in titled
        if cell.casefold() not in by_title
    ]
    if problems:
        raise Problems(problems)

"""Read a filled form (workbook or CSV) into rows of texts; nothing is judged by its meaning here.

The file is a stranger's: size, parts, macros, entities, formulas, merged cells and the sheet's
reach are checked before any cell is read.
"""

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from saima.exchange.csv_file import check_encoding, numbered
from saima.exchange.filled_kinds import (
    FORM_BEYOND,
    FORM_COLUMN_TWICE,
    FORM_EMPTY,
    FORM_HEADER,
    FORM_KIND,
    FORM_MACROS,
    FORM_NOTHING,
    FORM_SHEET,
    FORM_TOO_LARGE,
    ROW_KEY,
    ROW_TWICE,
)
from saima.exchange.listing import MOST_CHARACTERS, listed
from saima.exchange.workbook import (
    CELL_ERROR,
    CELL_FORMULA,
    CELLS_MERGED,
    load,
    places,
    sheet_names,
)
from saima.exchange.workbook_scan import (
    WORKBOOK_BROKEN,
    WORKBOOK_TOO_LARGE,
    Attributes,
    column_of,
    opened,
    parse,
    row_of,
    scan_sheet,
    sheet_parts,
)
from saima.plan.form import COLUMNS, INPUTS, NUMBERS, SHEET, Field, Key, field_of_title
from saima.plan.problems import Problem, Problems

MOST_BYTES = 3 * 2**19
"""1.5 MB: a round of 60 units and 80 indicators has 0.5 MB."""

MOST_UNPACKED = 32 * 2**20
MOST_ROWS, MOST_COLUMNS = 20_000, 60
SEARCHED_ROWS = 10
NEEDED = (Field.KEY, Field.VALUE)
MACROS = ("vbaproject", "macrosheets", "dialogsheets", "activex")


@dataclass(frozen=True)
class FilledRow:
    """One filled row: its number in the file, its key, the texts of its input cells.

    ``percents``: number cells that are shown as percent and stored as a share. ``columns``: the
    letter of each column, for addresses.
    """

    row: int
    key: Key
    texts: Mapping[Field, str]
    percents: frozenset[Field]
    columns: Mapping[Field, str]

    def cell(self, field: Field) -> str:
        """The address of a cell as the spreadsheet shows it (``J4``)."""
        return f"{self.columns.get(field, '?')}{self.row}"


Line = tuple[int, Sequence[str]]
"""A row's number in the file and its texts."""


@dataclass(frozen=True)
class Sheet:
    """The texts of a sheet; ``first`` is the index of its first column, ``percents`` addresses."""

    lines: Sequence[Line]
    first: int = 0
    percents: frozenset[str] = frozenset()


def read_filled(name: str, content: bytes) -> tuple[FilledRow, ...]:
    """The filled rows of a form; rows in which nothing is filled are left out.

    Raises Problems where the file cannot or must not be read, or is not the form.
    """
    if not content:
        raise Problems([Problem(FORM_EMPTY, name)])
    if len(content) > MOST_BYTES:
        facts = {"size": -(-len(content) // 1024), "limit": MOST_BYTES // 1024}
        raise Problems([Problem(FORM_TOO_LARGE, name, facts=facts)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form"
        path.write_bytes(content)
        sheet = read_workbook(path, name) if content.startswith(b"PK") else read_text(path, name)
    return filled_rows(sheet, name)


def read_text(path: Path, name: str) -> Sheet:
    """A CSV file."""
    if not name.lower().endswith(".csv"):
        raise Problems([Problem(FORM_KIND, facts={"name": name[:MOST_CHARACTERS]})])
    check_encoding(path, name)
    text = path.read_bytes().decode("utf-8-sig")
    lines: list[Line] = []
    for number, cells in numbered(io.StringIO(text, newline=""), name):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Problems([beyond(name, number, len(cells))])
        lines.append((number, [cell.strip() for cell in cells]))
    return Sheet(lines)


def beyond(name: str, row: int, column: int) -> Problem:
    """The problem of a sheet that is larger than any form."""
    facts = {"row": row, "column": column, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    return Problem(FORM_BEYOND, name, facts=facts)


def read_workbook(path: Path, name: str) -> Sheet:
    """The sheet of a workbook that holds the form; raises Problems."""
    check_archive(path, name)
    names = sheet_names(path, name)
    known = [sheet for sheet in names if sheet in (SHEET.zh, SHEET.en)]
    if not known and len(names) > 1:
        facts = {"sheet": SHEET, "found": ", ".join(names)[:MOST_CHARACTERS]}
        raise Problems([Problem(FORM_SHEET, name, facts=facts)])
    return read_sheet(path, known[0] if known else names[0], name)


def read_sheet(path: Path, sheet: str, name: str) -> Sheet:
    """One sheet of a workbook whose archive was looked through; raises Problems."""
    try:
        check_reach(path, sheet, name)
        scan = scan_sheet(path, sheet, name)
    except ValueError as error:
        raise Problems([Problem(WORKBOOK_BROKEN, name)]) from error
    problems = [
        *listed(CELL_FORMULA, places(scan.formulas, name)),
        *listed(CELL_ERROR, places(scan.errors, name)),
        *listed(CELLS_MERGED, places(scan.merged, name)),
    ]
    if problems:
        raise Problems(problems)
    lines, first = text_lines(path, sheet, name, scan.first_row or 1)
    return Sheet(lines, first, frozenset(scan.percents))


def check_archive(path: Path, name: str) -> None:
    """Raise Problems for macros and for what unpacks into more than any form has."""
    with opened(path, name) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            facts = {"limit": MOST_UNPACKED // 2**20}
            raise Problems([Problem(WORKBOOK_TOO_LARGE, name, facts=facts)])
        parts = [part.lower() for part in archive.namelist()]
        types = archive.read("[Content_Types].xml").lower()
    if any(word in part for part in parts for word in MACROS) or b"macroenabled" in types:
        raise Problems([Problem(FORM_MACROS, name)])


def check_reach(path: Path, sheet: str, name: str) -> None:
    """Raise Problems where a cell lies far outside, because the reader fills all between."""
    row = column = 0

    def element(tag: str, attributes: Attributes) -> None:
        nonlocal row, column
        if tag == "row":
            row = max(row, int(attributes.get("r", row + 1)))
        elif tag == "c" and "r" in attributes:
            row = max(row, row_of(attributes["r"]))
            column = max(column, column_of(attributes["r"]) + 1)

    with opened(path, name) as archive:
        parse(archive, sheet_parts(archive)[sheet], element)
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise Problems([beyond(name, row, column)])


def text_lines(path: Path, sheet: str, name: str, first_row: int) -> tuple[list[Line], int]:
    """The cells as texts; numbers with fifteen digits, as a spreadsheet keeps them."""
    texts = load(path, sheet, name, "string")
    rows = texts.to_polars()
    exact = load(path, sheet, name, dict.fromkeys(range(rows.width), "float")).to_polars()
    lines: list[tuple[int, Sequence[str]]] = [
        (number, [text_of(*pair) for pair in zip(cells, numbers, strict=True)])
        for number, (cells, numbers) in enumerate(
            zip(rows.iter_rows(), exact.iter_rows(), strict=True), start=first_row
        )
    ]
    first = texts.selected_columns[0].absolute_index if texts.selected_columns else 0
    return lines, first


def text_of(text: str | None, number: float | None) -> str:
    """A cell's text; the reader shortens numbers to nine decimals when it makes texts of them."""
    if text is None:
        return ""
    try:
        float(text)
    except ValueError:
        return text.strip()
    return text.strip() if number is None or not text.isascii() else written(number, text.strip())


def written(number: float, text: str) -> str:
    """A number in plain digits; its text where it is too large for that."""
    digits = f"{number:.15g}"
    return text if "e" in digits or "n" in digits else digits


def filled_rows(sheet: Sheet, name: str) -> tuple[FilledRow, ...]:
    """The rows below the titles in which somebody filled something."""
    lines = iter(sheet.lines)
    columns = find_header(lines, name)
    letters = {field: letter(sheet.first + place) for field, place in columns.items()}
    rows: list[FilledRow] = []
    problems: list[Problem] = []
    seen: dict[int, int] = {}
    for number, cells in lines:
        texts = {field: cells[place] for field, place in columns.items() if place < len(cells)}
        filled = {field: texts[field] for field in INPUTS if texts.get(field)}
        key = Key.parse(texts.get(Field.KEY, ""))
        if not filled or is_under(texts):
            continue
        if key is None:
            address = f"{letters[Field.KEY]}{number}"
            facts = {"cell": address, "value": texts.get(Field.KEY, "")[:MOST_CHARACTERS]}
            problems.append(Problem(ROW_KEY, name, number, facts))
            continue
        if key.due in seen:
            twice = {"first": seen[key.due], "row": number}
            problems.append(Problem(ROW_TWICE, name, number, twice))
        seen.setdefault(key.due, number)
        percents = frozenset(f for f in NUMBERS if f"{letters.get(f)}{number}" in sheet.percents)
        rows.append(FilledRow(number, key, filled, percents, letters))
    if problems or not rows:
        raise Problems(problems or [Problem(FORM_NOTHING, name)])
    return tuple(rows)


def is_under(texts: Mapping[Field, str]) -> bool:
    """Whether this is the row of measures below the titles."""
    return any(
        texts.get(Field.KEY) == column.under.text(language)
        for column in COLUMNS[:1]
        for language in ("zh", "en")
    )


def find_header(lines: Iterator[Line], name: str) -> dict[Field, int]:
    """The place of every column, from the row with the titles; raises Problems."""
    for count, (_, cells) in enumerate(lines, start=1):
        found = [(field_of_title(cell), place) for place, cell in enumerate(cells)]
        columns = [(field, place) for field, place in found if field is not None]
        fields = [field for field, _ in columns]
        if all(needed in fields for needed in NEEDED):
            twice = [
                Problem(FORM_COLUMN_TWICE, name, facts={"column": column.title})
                for column in COLUMNS
                if fields.count(column.field) > 1
            ]
            if twice:
                raise Problems(twice)
            return dict(columns)
        if count >= SEARCHED_ROWS:
            break
    wanted = "、".join(column.title.zh for column in COLUMNS if column.field in (*NEEDED, *INPUTS))
    raise Problems([Problem(FORM_HEADER, name, facts={"columns": wanted})])


def letter(place: int) -> str:
    """The letters of a column, counted from 0 (26 gives AA)."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

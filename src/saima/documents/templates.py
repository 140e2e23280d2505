"""The form of a round as a workbook or CSV: only what is due, beside what is already known.

The same layout carries the report on a filled form: what was given stays in its cells, and the
remarks stand beside it.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from saima.documents.tables import harmless
from saima.plan.form import (
    ABOUT,
    COLUMNS,
    LONGEST,
    NUMBERS,
    SHEET,
    TEXTS,
    TICKS,
    YES,
    Field,
    Key,
)

HEAD, UNDER, FIRST = 1, 2, 3
"""Rows of the titles, of the measures under them, and of the first value, counted from 0."""

BEYOND = 10.0**15
GREY, PALE, ROSE, HEADING = "#F1F3F6", "#FFFBE6", "#FDE2E1", "#E9EDF3"
Cell = str | float | None
Shape = dict[str, object]


@dataclass(frozen=True)
class AskedRow:
    """One due value on the form.

    ``asked``: the number columns to be filled; ``last``, ``last_year`` and ``target`` in the
    measure; ``given``: what stands in the input cells already; ``wrong``: input cells with a
    problem; ``remark``: what is said about the row.
    """

    key: Key
    indicator: str
    unit: str
    period: str
    measure: str
    decimals: int
    asked: tuple[Field, ...]
    last: Cell = None
    last_year: Cell = None
    target: float | None = None
    given: Mapping[Field, str] = field(default_factory=dict)
    wrong: frozenset[Field] = frozenset()
    remark: str = ""


@dataclass(frozen=True)
class Form:
    """A round's form: its title, the lines of the instruction sheet, the rows, the language."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[AskedRow, ...]
    language: str = "zh-hans"


def cells_of(row: AskedRow, position: int) -> dict[Field, Cell]:
    """What stands in the cells of a row that nobody fills in."""
    return {
        Field.KEY: str(row.key),
        Field.POSITION: position,
        Field.INDICATOR: row.indicator,
        Field.UNIT: row.unit,
        Field.PERIOD: row.period,
        Field.MEASURE: row.measure,
        Field.LAST: row.last,
        Field.LAST_YEAR: row.last_year,
        Field.TARGET: row.target,
        Field.REMARK: row.remark or None,
    }


def as_csv_form(form: Form) -> bytes:
    """The form as CSV with a byte-order mark; texts cannot be taken for formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title.text(form.language) for column in COLUMNS])
    writer.writerow([column.under.text(form.language) for column in COLUMNS])
    for position, row in enumerate(form.rows, start=1):
        cells = {**cells_of(row, position), **row.given}
        writer.writerow([plain(cells.get(column.field)) for column in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain(cell: Cell) -> str:
    """A cell as CSV has it; numbers keep their sign."""
    if isinstance(cell, str):
        return cell if is_number(cell) else harmless(cell)
    return "" if cell is None else f"{cell:.15g}"


def as_form(form: Form) -> bytes:
    """The form as a workbook: input cells open, everything else locked, without a password."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = Styles(book)
    sheet = book.add_worksheet(SHEET.text(form.language))
    write_head(sheet, form, styles)
    for position, row in enumerate(form.rows, start=1):
        write_row(sheet, row, position, styles)
    set_up(sheet, form)
    validate(sheet, form)
    write_instructions(book.add_worksheet(ABOUT.text(form.language)), form, styles)
    book.close()
    return out.getvalue()


class Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **shape: object) -> Any:
        """The format of this shape."""
        key = tuple(sorted(shape.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(shape)
        return self.made[key]

    def head(self) -> Any:
        """A title."""
        return self.of(
            bold=True, border=1, bg_color=HEADING, text_wrap=True, align="center", valign="vcenter"
        )

    def known(self, decimals: int | None) -> Any:
        """A locked cell; ``decimals`` None is text."""
        shape: Shape = {"border": 1, "bg_color": GREY, "valign": "vcenter"}
        if decimals is None:
            shape["text_wrap"] = True
        else:
            shape["num_format"] = pattern(decimals)
        return self.of(**shape)

    def open(self, field: Field, *, wrong: bool) -> Any:
        """An input cell; numbers in General format, so that what is typed is what is shown."""
        shape: Shape = {"border": 1, "locked": False, "valign": "vcenter"}
        shape["bg_color"] = ROSE if wrong else PALE
        if field in TEXTS:
            shape |= {"text_wrap": True, "num_format": "@"}
        return self.of(**shape)


def pattern(decimals: int) -> str:
    """The number format of known values."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def write_head(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """The title, the column titles and the row of measures."""
    sheet.write_string(0, 1, form.title, styles.of(bold=True, font_size=14))
    small = styles.of(border=1, bg_color=HEADING, font_color="#555555", align="center")
    for position, column in enumerate(COLUMNS):
        sheet.write_string(HEAD, position, column.title.text(form.language), styles.head())
        sheet.write_string(UNDER, position, column.under.text(form.language), small)


def write_row(sheet: Worksheet, row: AskedRow, position: int, styles: Styles) -> None:
    """One due value."""
    number, known = FIRST + position - 1, cells_of(row, position)
    for place, column in enumerate(COLUMNS):
        if column.field in known:
            cell = known[column.field]
            decimals = row.decimals if isinstance(cell, float) else None
            write(sheet, (number, place), cell, styles.known(decimals))
            continue
        given = row.given.get(column.field)
        wrong = column.field in row.wrong
        if column.field in NUMBERS and column.field not in row.asked:
            style = styles.of(border=1, bg_color=ROSE if wrong else GREY, locked=not wrong)
        else:
            style = styles.open(column.field, wrong=wrong)
        is_figure = given is not None and column.field in NUMBERS and is_number(given)
        write(sheet, (number, place), float(given or 0) if is_figure else given, style)


def is_number(text: str) -> bool:
    """Whether a text can stand as a number in a cell without losing a digit."""
    try:
        number = float(text)
    except ValueError:
        return False
    return text.isascii() and abs(number) < BEYOND and len(text.strip("-")) <= 15


def write(sheet: Worksheet, place: tuple[int, int], cell: Cell, style: Any) -> None:
    """One cell; a text is always written as a text."""
    if cell is None:
        sheet.write_blank(*place, None, style)
    elif isinstance(cell, str):
        sheet.write_string(*place, cell, style)
    else:
        sheet.write_number(*place, cell, style)


def set_up(sheet: Worksheet, form: Form) -> None:
    """Widths, the hidden key, frozen panes, protection, the printed page."""
    for place, column in enumerate(COLUMNS):
        hidden = {"hidden": True} if column.field is Field.KEY else {}
        sheet.set_column(place, place, column.width, None, hidden)
    sheet.freeze_panes(FIRST, 4)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD, UNDER)
    sheet.set_footer(f"&L{'填报' if form.language.startswith('zh') else 'Values'}&C&P / &N")


def validate(sheet: Worksheet, form: Form) -> None:
    """What Excel and WPS refuse while typing; the reader checks everything once more."""
    if not form.rows:
        return
    last = FIRST + len(form.rows) - 1
    places = {column.field: place for place, column in enumerate(COLUMNS)}
    for each in NUMBERS:
        sheet.data_validation(
            *(FIRST, places[each], last, places[each]),
            {"validate": "decimal", "criteria": "between", "minimum": -BEYOND, "maximum": BEYOND},
        )
    for each in TICKS:
        sheet.data_validation(
            *(FIRST, places[each], last, places[each]),
            {"validate": "list", "source": [YES.text(form.language)]},
        )
    for each in TEXTS:
        sheet.data_validation(
            *(FIRST, places[each], last, places[each]),
            {"validate": "length", "criteria": "<=", "value": LONGEST[each]},
        )


def write_instructions(sheet: Worksheet, form: Form, styles: Styles) -> None:
    """The sheet that says how to fill it in."""
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, form.title, styles.of(bold=True, font_size=14))
    wrapped = styles.of(text_wrap=True, valign="top")
    for number, line in enumerate(form.lines, start=2):
        sheet.write_string(number, 0, line, wrapped)
    sheet.protect("")

"""A table as a workbook or as CSV: exactly what was on the page (domain 7)."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Measured:
    """A number with decimals of its own, for a column in which measures mix."""

    value: float
    decimals: int


Cell = str | float | int | Measured | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TEXT_WIDTH, SHORT = 14, 10
NUMBER_WIDTH = 10
TITLE_SIZE = 14


@dataclass(frozen=True)
class Column:
    """A column; ``decimals`` None means text. ``width`` in characters."""

    title: str
    decimals: int | None = None
    width: int | None = None

    @property
    def short(self) -> bool:
        """Whether the column holds single words, which stand in the middle of their cells."""
        return self.decimals is None and (self.width or TEXT_WIDTH) <= SHORT


@dataclass(frozen=True)
class Table:
    """A table with its title, ``lines`` under it (period, as of, ...) and the ``foot`` lines."""

    name: str
    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    foot: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows with the totals below them."""
        return self.rows if self.totals is None else (*self.rows, self.totals)


def harmless(text: str) -> str:
    """Text that no spreadsheet program takes for a formula; numbers are not text here."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte-order mark, because WPS and Excel take plain UTF-8 for GBK."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (table.title, *table.lines):
        writer.writerow([harmless(line)])
    writer.writerow([harmless(column.title) for column in table.columns])
    for row in table.body:
        writer.writerow([plain(cell) for cell in row])
    for line in table.foot:
        writer.writerow([harmless(line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def plain(cell: Cell) -> str | float | int | None:
    """A cell as CSV has it."""
    if isinstance(cell, Measured):
        return cell.value
    return harmless(cell) if isinstance(cell, str) else cell


def as_workbook(tables: Sequence[Table]) -> bytes:
    """One sheet a table: head and first columns frozen, print on A4 across, no formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = Styles(book)
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        head = write_title(sheet, table, styles)
        write_body(sheet, table, styles, head)
        set_up(sheet, table, head)
    book.close()
    return out.getvalue()


class Styles:
    """The cell formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": TITLE_SIZE})
        self.line = book.add_format({"font_color": "#555555"})
        self.head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#E9EDF3", "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        )
        self.made: dict[tuple[int | None, bool, bool], Any] = {}

    def cell(self, decimals: int | None, *, total: bool, centred: bool = False) -> Any:
        """The format of a body cell."""
        key = (decimals, total, centred)
        if key not in self.made:
            shape: dict[str, object] = {"border": 1, "bold": total, "valign": "vcenter"}
            if decimals is None:
                shape |= {"text_wrap": True, "align": "center" if centred else "left"}
            else:
                shape["num_format"] = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.made[key] = self.book.add_format(shape)
        return self.made[key]


def write_title(sheet: Worksheet, table: Table, styles: Styles) -> int:
    """Write the lines above the table; give the row of its head."""
    sheet.write_string(0, 0, table.title, styles.title)
    for row, line in enumerate(table.lines, start=1):
        sheet.write_string(row, 0, line, styles.line)
    return len(table.lines) + 1


def write_body(sheet: Worksheet, table: Table, styles: Styles, head: int) -> None:
    """Write head, rows, totals and foot; text is always written as text."""
    for position, column in enumerate(table.columns):
        sheet.write_string(head, position, column.title, styles.head)
    for row, cells in enumerate(table.body, start=head + 1):
        total = table.totals is not None and row == head + len(table.body)
        for position, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            style = styles.cell(column.decimals, total=total, centred=column.short)
            if isinstance(cell, Measured):
                own = styles.cell(cell.decimals, total=total)
                sheet.write_number(row, position, cell.value, own)
            elif cell is None:
                sheet.write_blank(row, position, None, style)
            elif isinstance(cell, str):
                sheet.write_string(row, position, cell, style)
            else:
                sheet.write_number(row, position, cell, style)
    for row, line in enumerate(table.foot, start=head + len(table.body) + 2):
        sheet.write_string(row, 0, line, styles.line)


def set_up(sheet: Worksheet, table: Table, head: int) -> None:
    """Widths, frozen panes and the printed page."""
    for position, column in enumerate(table.columns):
        usual = TEXT_WIDTH if column.decimals is None else NUMBER_WIDTH
        sheet.set_column(position, position, column.width or usual)
    sheet.freeze_panes(head + 1, 2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&L&A&C&P / &N")

"""The battle map 作战图 as a workbook: a table of tasks with a column a week beside it (S30).

A week that a task runs in is filled in the colour of its light, and marks of nodes stand in it as
shapes, so that a print without colour says the same.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from saima.documents.tables import Styles, Table, set_up, write_body, write_title
from saima.documents.workbooks import FONT, MADE, set_heights, sheet_names

A3 = 8
WEEK_WIDTH = 3.3
FILLS: Mapping[str, str] = {
    "green": "#CFE8D9",
    "watch": "#CDE7EA",
    "yellow": "#FFF2C7",
    "red": "#F8D7D5",
    "none": "#E4E8EE",
}
LATE, LIKELY = "#B3261E", "#F3F4F6"
MOST_MARKS = 2
"""How many marks a cell has room for; of more the first ones, those that are late before others."""


@dataclass(frozen=True)
class Week:
    """A column of the grid: its days and its head; ``now``: today is in it."""

    first: date
    last: date
    title: str
    now: bool = False


@dataclass(frozen=True)
class Bar:
    """What the grid shows of a row: days and light, and its marks by day; late ones say so."""

    starts: date
    due: date
    finish: date | None
    light: str
    marks: tuple[tuple[date, str, bool], ...]


def battle_map_workbook(table: Table, weeks: Sequence[Week], bars: Sequence[Bar]) -> bytes:
    """The workbook; the same rows give the same bytes. ``bars`` are those of the table's rows."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE})
    styles = Styles(book)
    sheet = book.add_worksheet(sheet_names([table.name])[0])
    head = write_title(sheet, table, styles)
    write_body(sheet, table, styles, head)
    set_up(sheet, table, head)
    if table.rows:
        set_heights(sheet, table, head)
    grid = Grid(book, sheet, len(table.columns))
    grid.heads(weeks, head)
    for row, bar in enumerate(bars, start=head + 1):
        grid.bar(bar, weeks, row)
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    book.close()
    return out.getvalue()


class Grid:
    """The columns of weeks to the right of a table; formats are made once each."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Worksheet, left: int) -> None:
        self.book, self.sheet, self.left = book, sheet, left
        self.made: dict[tuple[str, bool, bool], Any] = {}

    def cell(self, fill: str, *, late: bool, now: bool) -> Any:
        """The format of a cell: its fill, whether its mark is late, whether it is today's week."""
        key = (fill, late, now)
        if key not in self.made:
            shape: dict[str, object] = {"align": "center", "valign": "vcenter", "font_size": 9}
            shape |= {"bottom": 4, "bottom_color": "#D5DCE6"}
            shape |= {"bg_color": fill} if fill else {}
            shape |= {"font_color": LATE, "bold": True} if late else {}
            shape |= {"left": 5, "left_color": "#1F4E8C"} if now else {}
            self.made[key] = self.book.add_format(shape)
        return self.made[key]

    def heads(self, weeks: Sequence[Week], head: int) -> None:
        """The Mondays over the columns."""
        style = self.book.add_format(
            {"bold": True, "border": 1, "bg_color": "#E9EDF3", "font_size": 8, "rotation": 90}
            | {"align": "center", "valign": "vcenter"}
        )
        now = self.book.add_format(
            {"bold": True, "border": 1, "bg_color": "#1F4E8C", "font_color": "#FFFFFF"}
            | {"font_size": 8, "rotation": 90, "align": "center", "valign": "vcenter"}
        )
        for place, week in enumerate(weeks):
            style_here = now if week.now else style
            self.sheet.write_string(head, self.left + place, week.title, style_here)
        if weeks:
            self.sheet.set_column(self.left, self.left + len(weeks) - 1, WEEK_WIDTH)
        self.sheet.set_row(head, 44)

    def bar(self, bar: Bar, weeks: Sequence[Week], row: int) -> None:
        """The weeks of one row."""
        marks = dict(marks_of(bar, weeks))
        for place, week in enumerate(weeks):
            text, late = marks.get(place, ("", False))
            fill = fill_of(bar, week)
            if text or fill or week.now:
                style = self.cell(fill, late=late, now=week.now)
                self.sheet.write_string(row, self.left + place, text, style)


def fill_of(bar: Bar, week: Week) -> str:
    """The colour of a week: of the light while the task runs, pale up to its likely finish."""
    if bar.starts <= week.last and bar.due >= week.first:
        return FILLS[bar.light]
    if bar.finish is not None and bar.due < week.first <= bar.finish:
        return LIKELY
    return ""


def marks_of(bar: Bar, weeks: Sequence[Week]) -> Iterator[tuple[int, tuple[str, bool]]]:
    """The marks of each week that has any, by its place."""
    for place, week in enumerate(weeks):
        inside = [mark for mark in bar.marks if week.first <= mark[0] <= week.last]
        if inside:
            urgent = sorted(inside, key=lambda mark: not mark[2])
            shapes = "".join(shape for _day, shape, _late in urgent[:MOST_MARKS])
            yield place, (shapes, any(late for *_rest, late in inside))

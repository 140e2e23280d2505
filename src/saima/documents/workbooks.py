"""Tables as a workbook with native charts, in the layouts of the circular (domain 7).

One sheet a table: head and first columns frozen, head repeated, printed on A4 across and as wide
as the page, with a print area that holds the table and its chart. No formulas.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from saima.documents.gbt9704 import width_of
from saima.documents.tables import (
    NUMBER_WIDTH,
    TEXT_WIDTH,
    Column,
    Styles,
    Table,
    set_up,
    write_body,
    write_title,
)

FONT = "宋体"
LONGEST_NAME = 31
UNSAFE = re.compile(r"[\[\]:*?/\\]")
MOST_BARS, SHORT = 40, 20
CHART_WIDTH, CHART_HEIGHT, BAR_HEIGHT = 900, 340, 20
CHART_SHARE = 0.96
ROW_HEIGHT, LINE_HEIGHT = 20, 14.5
COLOURS = ("#2F5C8F", "#C9772B", "#7A7A7A")
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Instead of the clock, because the same tables are to give the same bytes."""

WORDS = {
    "▲": {"font_color": "#B3261E"},
    "▼": {"font_color": "#1E7B34"},
    "红灯": {"bg_color": "#F8D7D5"},
    "黄灯": {"bg_color": "#FFF2C7"},
    "红牌": {"bg_color": "#F8D7D5"},
    "黄牌": {"bg_color": "#FFF2C7"},
}
"""Colours beside the words that say the same: up is red and down is green, lights are apart."""


@dataclass(frozen=True)
class Chart:
    """A native chart of a table: ``names`` and ``values`` are columns of it, counted from 0.

    Bars stand upright for few rows and lie for many; at most forty rows are drawn.
    """

    title: str
    names: int
    values: tuple[int, ...]
    lying: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table with its chart, if any; ``frozen``: columns that stay while one scrolls."""

    table: Table
    chart: Chart | None = None
    frozen: int = 2


def as_charted_workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the same sheets give the same bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE})
    styles = Styles(book)
    names = sheet_names([each.table.name for each in sheets])
    for sheet, name in zip(sheets, names, strict=True):
        write_sheet(book, sheet, name, styles)
    book.close()
    return out.getvalue()


def write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, name: str, styles: Styles) -> None:
    """One table; its chart below it, or on a page of its own below a long one."""
    page, table = book.add_worksheet(name), sheet.table
    head = write_title(page, table, styles)
    write_body(page, table, styles, head)
    set_up(page, table, head)
    set_heights(page, table, head)
    page.freeze_panes(head + 1, sheet.frozen)
    colour(book, page, table, head)
    last = last_row(table, head)
    if sheet.chart is not None and table.rows:
        chart, height = drawn(book, sheet.chart, table, (name, head))
        if len(table.rows) <= SHORT:
            width = min(CHART_WIDTH, pixels_of(table))
            chart.set_size({"width": width, "height": height})
            page.insert_chart(last + 2, 0, chart, placing(sheet.chart))
            last += 3 + height // ROW_HEIGHT
            page.fit_to_pages(1, 1)
        else:
            write_chart_page(book, chart, height, sheet.chart)
    page.print_area(0, 0, last, len(table.columns) - 1)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)


def write_chart_page(book: xlsxwriter.Workbook, chart: Any, height: int, asked: Chart) -> None:
    """A page of its own for the chart of a long table, so that no page's end cuts it."""
    taken = [page.get_name() for page in book.worksheets()]
    page = book.add_worksheet(sheet_names([*taken, f"{taken[-1][: LONGEST_NAME - 1]}图"])[-1])
    page.insert_chart(0, 0, chart, placing(asked))
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 1)
    page.print_area(0, 0, height // ROW_HEIGHT + 1, CHART_WIDTH // 64)


def pixels_of(table: Table) -> int:
    """How wide a chart may be under a table, so that the print area does not cut its frame.

    A half-width character takes 7 pixels and a column 5 more; a little is left, because programs
    round columns each in its own way.
    """
    return int(sum(width_in(column) * 7 + 5 for column in table.columns) * CHART_SHARE)


def placing(asked: Chart) -> dict[str, object]:
    """A chart keeps its size when rows change; its title is told to screen readers."""
    return {"object_position": 3, "description": asked.title}


def set_heights(page: Worksheet, table: Table, head: int) -> None:
    """Rows as high as their text needs, because not every program works it out when it opens."""
    for row, cells in enumerate([[column.title for column in table.columns], *table.body]):
        lines = max(
            ceil(2 * width_of(str(cell)) / max(width_in(column) - 1, 1))
            for cell, column in zip(cells, table.columns, strict=True)
            if isinstance(cell, str)
        )
        page.set_row(head + row, LINE_HEIGHT * max(lines, 1) + 4)


def width_in(column: Column) -> int:
    """The width of a column in half-width characters."""
    return column.width or (TEXT_WIDTH if column.decimals is None else NUMBER_WIDTH)


def sheet_names(names: Sequence[str]) -> list[str]:
    """Names that a workbook takes: short, without its forbidden signs, each one once."""
    made: list[str] = []
    for name in names:
        plain = UNSAFE.sub(" ", name).strip(" '")[:LONGEST_NAME] or "表"
        number, free = 1, plain
        while free.lower() in {each.lower() for each in made}:
            number += 1
            end = f" {number}"
            free = plain[: LONGEST_NAME - len(end)] + end
        made.append(free)
    return made


def last_row(table: Table, head: int) -> int:
    """The last row that is written on."""
    last = head + len(table.body)
    return last + 1 + len(table.foot) if table.foot else last


def colour(book: xlsxwriter.Workbook, page: Worksheet, table: Table, head: int) -> None:
    """Colour the words for movements, lights and cards."""
    if not table.rows:
        return
    area = (head + 1, 0, head + len(table.rows), len(table.columns) - 1)
    for word, look in WORDS.items():
        rule = {"type": "text", "criteria": "begins with", "value": word}
        page.conditional_format(*area, rule | {"format": book.add_format(look)})


def drawn(
    book: xlsxwriter.Workbook, asked: Chart, table: Table, place: tuple[str, int]
) -> tuple[Any, int]:
    """The chart of a table whose head stands in a row of a sheet; and its height in pixels."""
    name, head = place
    count = min(len(table.rows), MOST_BARS)
    chart = book.add_chart({"type": "bar" if asked.lying else "column"})
    first, end = head + 1, head + count
    for column, fill in zip(asked.values, COLOURS, strict=False):
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, asked.names, end, asked.names],
                "values": [name, first, column, end, column],
                "fill": {"color": fill},
                "gap": 60,
            }
        )
    chart.set_title({"name": titled(asked, table), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom" if len(asked.values) > 1 else "none"})
    axis = {"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
    if asked.lying:
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
        chart.set_x_axis(axis)
    else:
        chart.set_x_axis({"num_font": {"size": 9}, "interval_unit": 1})
        chart.set_y_axis(axis)
    height = max(CHART_HEIGHT, count * BAR_HEIGHT + 120) if asked.lying else CHART_HEIGHT
    chart.set_size({"width": CHART_WIDTH, "height": height})
    return chart, height


def titled(chart: Chart, table: Table) -> str:
    """The chart's title; says so where not every row is drawn."""
    left_out = len(table.rows) > MOST_BARS
    return f"{chart.title}（前{MOST_BARS}项）" if left_out else chart.title

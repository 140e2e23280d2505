"""Tables of figures and forms in a word-processor file: never wider than the text area."""

from collections.abc import Sequence
from math import ceil

from saima.documents import figures
from saima.documents.docx_elements import Element, Shape, paragraph, run, tag
from saima.documents.gbt9704 import BODY, HEI, LINE, TABLE_SIZES, points, room_of, twips, width_of
from saima.documents.official import Figures, Form, FormCell, FormRow, Place
from saima.documents.tables import Cell, Column, Measured, Table

PADDING = 3.0
"""Points between a cell's text and its border."""

WIDEST_TEXT = 16.0
NARROWEST_TEXT = 3.0
CENTRED_UP_TO = 9.0
ALIGNED = {Place.INDENTED: "both", Place.LEFT: "left", Place.CENTRE: "center", Place.RIGHT: "right"}
ROW = 1.75
"""The height of a row in sizes of its type."""


def written(cell: Cell, column: Column) -> str:
    """A cell as it is printed: the column's decimals; nothing for nothing."""
    if cell is None:
        return "" if column.decimals is None else figures.NOTHING
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Measured):
        return figures.number(cell.value, cell.decimals)
    return figures.number(cell, column.decimals or 0)


def figure_table(block: Figures, width: float) -> list[Element]:
    """Title lines, the table with its head on every page, and the notes below it.

    ``width``: of the text area, in mm.
    """
    table = block.table
    size, widths = fitted(table, points(width), block.largest)
    note = Shape(line=LINE * 0.75, align="left", keep=True)
    small = BODY.sized(12.0)
    rows = [head_row(table, widths, size)]
    for position, cells in enumerate(table.body):
        total = table.totals is not None and position == len(table.rows)
        rows.append(body_row(cells, table, widths, (size, total)))
    return [
        *(paragraph([run(line, small)], note) for line in table.lines),
        framed_table(widths, rows),
        *(
            paragraph([run(line, small)], Shape(line=LINE * 0.75, align="both"))
            for line in table.foot
        ),
    ]


def largest_size(table: Table, width: float) -> float:
    """The largest type in points in which a table fits into ``width`` mm."""
    return fitted(table, points(width), TABLE_SIZES[0])[0]


def fitted(table: Table, width: float, largest: float) -> tuple[float, list[float]]:
    """The largest type in which the table fits, and its column widths in points."""
    sizes = [size for size in TABLE_SIZES if size <= largest] or [TABLE_SIZES[-1]]
    for size in sizes:
        least = [least_width(table, place, size) for place in range(len(table.columns))]
        if sum(least) <= width:
            return size, widened(table, least, (size, width))
    return sizes[-1], [each * width / sum(least) for each in least]


def widened(table: Table, least: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Share what room is left by what columns wish for; the table fills the whole width."""
    size, width = room
    natural = [natural_width(table, place, size) for place in range(len(table.columns))]
    wishes = [max(0.0, more - less) for more, less in zip(natural, least, strict=True)]
    share = min(1.0, (width - sum(least)) / max(sum(wishes), 1.0))
    wide = [less + wish * share for less, wish in zip(least, wishes, strict=True)]
    return [each * width / sum(wide) for each in wide]


def least_width(table: Table, place: int, size: float) -> float:
    """Points that a column needs so that no figure is broken over two lines."""
    column = table.columns[place]
    texts = [written(row[place], column) for row in table.body]
    longest = max((room_of(text) for text in texts), default=1.0)
    if any(isinstance(row[place], str) for row in table.body):
        lines = 2 if longest <= WIDEST_TEXT else 3
        longest = min(longest, max(NARROWEST_TEXT, ceil(longest / lines), longest_figure(texts)))
    word = max(longest, 1.0, min(width_of(column.title) / 3, 2.0))
    return word * size + 2 * PADDING + 1.0


def longest_figure(texts: Sequence[str]) -> float:
    """The widest text without Chinese in it, because that cannot be broken."""
    return max((room_of(text) for text in texts if text.isascii()), default=0.0)


def natural_width(table: Table, place: int, size: float) -> float:
    """Points in which a column's cells stand in one line, up to a limit."""
    column = table.columns[place]
    cells = max((room_of(written(row[place], column)) for row in table.body), default=1.0)
    wide = max(min(cells, WIDEST_TEXT), min(width_of(column.title), 4.0))
    return wide * size + 2 * PADDING + 1.0


def head_row(table: Table, widths: Sequence[float], size: float) -> Element:
    """The titles of the columns, repeated on every page."""
    shape = Shape(line=size * 1.3, align="center", keep=True)
    cells = [
        cell([paragraph([run(column.title, HEI.sized(size))], shape)], wide)
        for column, wide in zip(table.columns, widths, strict=True)
    ]
    return row(cells, size * ROW, head=True)


def body_row(
    cells: Sequence[Cell], table: Table, widths: Sequence[float], look_of: tuple[float, bool]
) -> Element:
    """One row of figures, never broken over two pages."""
    size, total = look_of
    face = (HEI if total else BODY).sized(size)
    made = []
    for content, column, wide in zip(cells, table.columns, widths, strict=True):
        text = written(content, column)
        short = not isinstance(content, str) or wide <= CENTRED_UP_TO * size
        shape = Shape(line=size * 1.3, align="center" if short else "left")
        made.append(cell([paragraph([run(text, face)], shape)], wide))
    return row(made, size * ROW)


def form_table(form: Form, width: float) -> Element:
    """A form: labels and places to be filled in."""
    total = sum(form.widths)
    widths = [each * points(width) / total for each in form.widths]
    rows = [form_row(each, widths) for each in form.rows]
    return framed_table(widths, rows, ruled=form.ruled)


def form_row(form: FormRow, widths: Sequence[float]) -> Element:
    """A row of a form."""
    made, start = [], 0
    for each in form.cells:
        wide = sum(widths[start : start + each.span])
        made.append(cell(form_paragraphs(each), wide, each.span))
        start += each.span
    return row(made, points(form.height), whole=not form.tall)


def form_paragraphs(content: FormCell) -> list[Element]:
    """The paragraphs of a cell of a form."""
    face = (HEI if content.label else BODY).sized(14.0)
    align = "center" if content.label else ALIGNED[content.place]
    shape = Shape(line=22.0, align=align)
    return [paragraph([run(line, face)], shape) for line in content.text.split("\n")]


def framed_table(
    widths: Sequence[float], rows: Sequence[Element], *, ruled: bool = True
) -> Element:
    """A table of fixed columns that fills the text area."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
    if not ruled:
        line = {"val": "nil"}
    margins = [
        tag(side, w=twips(padding), type="dxa")
        for side, padding in zip(
            ("top", "left", "bottom", "right"), (2.0, PADDING) * 2, strict=True
        )
    ]
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblW", w=sum(twips(wide) for wide in widths), type="dxa"),
            tag("jc", val="center"),
            tag("tblBorders", *(tag(side, **line) for side in sides)),
            tag("tblLayout", type="fixed"),
            tag("tblCellMar", *margins),
        ),
        tag("tblGrid", *(tag("gridCol", w=twips(wide)) for wide in widths)),
        *rows,
    )


def row(
    cells: Sequence[Element], height: float, *, head: bool = False, whole: bool = True
) -> Element:
    """A table row at least ``height`` points high."""
    parts = [tag("cantSplit")] if whole else []
    parts.append(tag("trHeight", val=twips(height), hRule="atLeast"))
    if head:
        parts.append(tag("tblHeader"))
    return tag("tr", tag("trPr", *parts), *cells)


def cell(content: Sequence[Element], width: float, span: int = 1) -> Element:
    """A table cell, its content in the middle of its height."""
    parts = [tag("tcW", w=twips(width), type="dxa")]
    if span > 1:
        parts.append(tag("gridSpan", val=span))
    return tag("tc", tag("tcPr", *parts, tag("vAlign", val="center")), *content)

"""Filled forms, sound and bad, made cell by cell."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from saima.plan.form import COLUMNS, Field

TITLES = [column.title.zh for column in COLUMNS]
UNDER = [column.under.zh for column in COLUMNS]
PLACES = {column.field: place for place, column in enumerate(COLUMNS)}
KEY = "r0a1b2c3d-7-0"
Cells = Mapping[Field, object]


def line(cells: Cells) -> list[object]:
    """A row of the form: the key, and these cells."""
    given = {Field.KEY: KEY, **cells}
    return [given.get(column.field) for column in COLUMNS]


def text(*rows: Cells, titles: list[str] | None = None) -> bytes:
    """The form as CSV."""
    lines: list[Sequence[object]] = [titles or TITLES, UNDER, *map(line, rows)]
    quoted = (",".join("" if c is None else f'"{c}"' for c in cells) for cells in lines)
    return "\r\n".join(quoted).encode()


def workbook(
    *rows: Cells, sheet: str = "填报", change: Callable[[Any, Any], None] | None = None
) -> bytes:
    """The form as a workbook, the title in the first row; ``change`` gets book and sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    made = book.add_worksheet(sheet)
    made.write_row(0, 1, ["2021-03"])
    made.write_row(1, 0, TITLES)
    made.write_row(2, 0, UNDER)
    for number, cells in enumerate(rows, start=3):
        for place, cell in enumerate(line(cells)):
            if cell is not None:
                made.write(number, place, cell)
    if change is not None:
        change(book, made)
    book.close()
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A workbook with one more part, or with another content of one it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)

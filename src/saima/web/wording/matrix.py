"""The cells of a table as text: a template would take most of a second for thousands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.plan.periods import Period
from saima.plan.units import Unit
from saima.records.queries.matrix import Slot
from saima.web.readings.grid import OPEN_STATES, Texts
from saima.web.readings.matrix import Column, Matrix, Slots, differs, handed
from saima.web.wording.reported import FIELDS

NOTHING: Texts = {}
KEPT = 1000
"""How many rows are kept as text, ten kilobytes each."""


@dataclass(frozen=True)
class Marks:
    """What was found in cells, by key: those that cannot be, and those that want a sentence.

    ``elsewhere``: keys whose fields stand above the table, so that no name is on the page twice.
    """

    blocked: frozenset[str] = frozenset()
    warned: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()


class Style(NamedTuple):
    """What cells of a table have in common."""

    columns: tuple[Column, ...]
    over_months: bool
    open: bool
    address: str
    not_applicable: str
    language: str


class Drawn(NamedTuple):
    """A cell as text."""

    slot: Slot
    open: bool
    text: str


def heads(matrix: Matrix, language: str) -> SafeString:
    """The heads of the columns; an indicator's leads to its list."""
    return mark_safe("".join(head_cells(matrix, language)))  # noqa: S308 - escaped below


def head_cells(matrix: Matrix, language: str) -> Iterator[str]:
    """One head after the other."""
    reporter = {} if matrix.choice.everybody else {"reporter": matrix.choice.reporter}
    for place, head in enumerate(matrix.heads):
        if isinstance(head, Period):
            words: str = escaped(figures.period_short(head, language))
        else:
            address = urlencode({"indicator": head.code, **reporter})
            words = (
                f'<a href="?{escaped(address)}">{escaped(head.label.text(language))}</a>'
                f" <small>{escaped(head.measure.text(language))}</small>"
            )
        parts = len(matrix.columns[place].names)
        wide = f' data-parts="{parts}"' if parts > 1 else ""
        yield f'<th scope="col" id="c{place}"{wide}>{words}</th>'


def body(matrix: Matrix, marks: Marks, language: str) -> SafeString:
    """The rows of the table: units down, the cells of a unit across."""
    address = reverse("value", args=[0]).removesuffix("0/")
    style = Style(matrix.columns, matrix.over_months, True, address, _("Not applicable"), language)
    rows = (
        row_head(matrix, number, unit, language)
        + "".join(row_cells(matrix, marks, number, unit.code, style))
        + "</tr>\n"
        for number, unit in enumerate(matrix.units)
    )
    return mark_safe("".join(rows))  # noqa: S308 - every text in it is escaped below


def row_head(matrix: Matrix, number: int, unit: Unit, language: str) -> str:
    """The number and the name of a unit, which leads to its list."""
    reporter = {} if matrix.choice.everybody else {"reporter": matrix.choice.reporter}
    address = escaped(urlencode({"unit": unit.code, **reporter}))
    link = f'<a href="?{address}">{escaped(unit.name(language))}</a>'
    head = f'<th scope="row" class="first" id="u{number}">{link}</th>'
    return f'<tr><td class="num order">{number + 1}</td>{head}'


def row_cells(matrix: Matrix, marks: Marks, number: int, unit: str, style: Style) -> Iterator[str]:
    """The cells of a unit; only those that differ from person to person are written anew."""
    found: dict[str, Drawn] = {}
    for inside in matrix.slots[unit]:
        found |= drawn(inside, number, style._replace(open=inside[0].reporter in matrix.mine))
    typed, held = matrix.typed, marks.blocked | marks.warned
    for place, column in enumerate(style.columns):
        cell = found.get(column.code)
        if cell is None:
            yield f'<td class="none">{matrix.known.get((unit, column.code), "")}</td>'
        elif cell.open and (cell.slot.key in typed or cell.slot.key in held):
            texts = typed.get(cell.slot.key, NOTHING)
            yield typed_cell(f"u{number} c{place}", column, cell.slot, texts, marks)
        else:
            yield cell.text


@lru_cache(maxsize=KEPT)
def drawn(inside: Slots, number: int, style: Style) -> dict[str, Drawn]:
    """The cells of a unit by column, without anything typed.

    Kept, because most units are the same for everybody who looks until somebody hands in.
    """
    places = {column.code: (place, column) for place, column in enumerate(style.columns)}
    found = {}
    for slot in inside:
        code = slot.period if style.over_months else slot.indicator
        if code in places:
            place, column = places[code]
            open_ = style.open and slot.state in OPEN_STATES
            text = (
                typed_cell(f"u{number} c{place}", column, slot, NOTHING, NO_MARKS)
                if open_
                else read_cell(column, slot, style)
            )
            found[code] = Drawn(slot, open_, text)
    return found


NO_MARKS = Marks()


def read_cell(column: Column, slot: Slot, style: Style) -> str:
    """What was handed in, leading to the value's page."""
    text = " / ".join(shown for _name, shown in handed(column.names, slot) if shown)
    if slot.not_applicable in ("1", "true"):
        text = escaped(style.not_applicable)
    return f'<td class="{slot.state}"><a href="{style.address}{slot.key}/">{text or "–"}</a></td>'


def typed_cell(labels: str, column: Column, slot: Slot, texts: Texts, marks: Marks) -> str:
    """The fields of an open cell: its numbers, the version on the screen, a sentence."""
    key = slot.key
    if key in marks.elsewhere:
        return f'<td class="{slot.state} stopped"><a href="#cell-{key}">↑</a></td>'
    inputs = ""
    for name, was in handed(column.names, slot):
        shown = escaped(texts.get(name, was))
        value = f' value="{shown}"' if shown else ""
        title = f' title="{escaped(str(FIELDS[name]))}"' if len(column.names) > 1 else ""
        inputs += (
            f'<input class="number" name="{key}.{name}"{value} aria-labelledby="{labels}"{title}>'
        )
    if slot.version:
        inputs += hidden(f"{key}.version", texts.get("version", slot.version))
    if texts.get("sentence"):
        inputs += hidden(f"{key}.sentence", texts["sentence"])
    return f'<td class="slot {slot.state}{mark(column, slot, texts, marks)}">{inputs}</td>'


def hidden(name: str, value: str) -> str:
    """A field that is not shown."""
    return f'<input type="hidden" name="{name}" value="{escaped(value)}">'


def mark(column: Column, slot: Slot, texts: Mapping[str, str], marks: Marks) -> str:
    """What a cell is marked with."""
    if slot.key in marks.blocked:
        return " blocked"
    if slot.key in marks.warned:
        return " warned"
    return " drafted" if texts and differs(column.names, slot, texts) else ""

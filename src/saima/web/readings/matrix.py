"""Many cells at once: units down; indicators, or the months of one of them, across."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.typed import fields, measured
from saima.documents import figures
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.plan.units import Unit
from saima.records.models import DueState, DueValue
from saima.records.queries.histories import readings
from saima.records.queries.matrix import Slot, asked_periods, drafted, slots
from saima.web.readings.choice import MONTHS, UNITS, Choice
from saima.web.readings.grid import OPEN_STATES, Texts, plain_text

Slots = tuple[Slot, ...]


class Column(NamedTuple):
    """A column by the code of its indicator or the text of its period; ``names`` of the numbers."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Cells by unit; ``typed`` by key: what a ``form`` brought, else the own ``drafts``.

    ``heads`` are what the columns stand for. ``mine``: the reporting units that the person may
    report for; ``known``: what the ledger has where nothing is due, by unit and column.
    """

    choice: Choice
    columns: tuple[Column, ...]
    heads: list[Indicator | Period]
    units: list[Unit]
    slots: Mapping[str, list[Slots]]
    drafts: Mapping[str, Texts]
    form: Mapping[str, Texts]
    typed: Mapping[str, Texts]
    mine: frozenset[str]
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def over_months(self) -> bool:
        """Whether the columns are periods."""
        return self.choice.view == MONTHS

    def code(self, slot: Slot) -> str:
        """The column of a cell."""
        return slot.period if self.over_months else slot.indicator

    def open(self) -> Iterator[Slot]:
        """The cells that can be typed into."""
        for inside in self.slots.values():
            for row in inside:
                if row[0].reporter in self.mine:
                    yield from (slot for slot in row if slot.state in OPEN_STATES)

    @property
    def editable(self) -> bool:
        """Whether any cell can be."""
        return next(self.open(), None) is not None

    def changed(self) -> set[str]:
        """The keys of open cells in which something is typed that is not handed in."""
        names = {column.code: column.names for column in self.columns}
        return {
            slot.key
            for slot in self.open()
            if slot.key in self.typed
            and differs(names[self.code(slot)], slot, self.typed[slot.key])
        }

    def replaced(self) -> set[str]:
        """The keys of drafts that the form says something else than, be it nothing."""
        return {key for key in self.form if self.drafts.get(key, self.form[key]) != self.form[key]}

    def waiting(self, changed: set[str]) -> int:
        """How many open cells have nothing handed in and nothing typed."""
        return sum(slot.state == DueState.DUE and slot.key not in changed for slot in self.open())


def differs(names: tuple[str, ...], slot: Slot, texts: Texts) -> bool:
    """Whether texts say something else than what was handed in."""
    if slot.state == DueState.DUE:
        return any(texts.get(name, "").strip() for name in names)
    if texts.get("sentence"):
        return True
    return any(texts.get(name, was) != was for name, was in handed(names, slot))


def handed(names: tuple[str, ...], slot: Slot) -> list[tuple[str, str]]:
    """The numbers that were handed in, as somebody would type them; none once taken back."""
    if slot.state == DueState.DUE:
        return [(name, "") for name in names]
    return [(name, plain_text(getattr(slot, name))) for name in names]


def read_matrix(by: By, choice: Choice, form: Mapping[str, Texts]) -> Matrix:
    """The cells that are chosen and that ``by`` may see, in two queries (months: three)."""
    rows = due_values(by, choice)
    columns, heads = columns_of(choice)
    found: dict[str, list[Slots]] = {}
    for unit, inside in slots(rows):
        found.setdefault(unit, []).append(inside)
    units = [unit for unit in choice.plan.units if unit.code in found]
    over_months = choice.view == MONTHS
    drafts = drafted(by.person, rows)
    return Matrix(
        choice,
        columns,
        heads,
        units,
        {unit.code: found[unit.code] for unit in units},
        drafts,
        form,
        {**drafts, **form},
        frozenset(
            unit.code for unit in choice.reporters if by.standing.may(Right.VALUE_REPORT, unit.code)
        ),
        known_values(choice, columns, units) if over_months else {},
    )


def due_values(by: By, choice: Choice) -> QuerySet[DueValue]:
    """The due values of the table: of the month, or of all the plan's months."""
    rows = DueValue.objects.filter(choice.shown(by.standing))
    if choice.view == UNITS:
        return rows.filter(round=choice.opened)
    periods = [column.code for column in columns_of(choice)[0]]
    return rows.filter(round__plan=choice.opened.plan, period__in=periods)


def columns_of(choice: Choice) -> tuple[tuple[Column, ...], list[Indicator | Period]]:
    """The indicators that are shown, or the periods of the one that is."""
    shown = choice.shown_indicators
    if choice.view == UNITS:
        return tuple(Column(one.code, fields(one)) for one in shown), list(shown)
    periods = [period for one in shown[:1] for period in asked_periods(one, choice.plan.year)]
    names = fields(shown[0]) if shown else ()
    return tuple(Column(period.text, names) for period in periods), list(periods)


def known_values(
    choice: Choice, columns: tuple[Column, ...], units: list[Unit]
) -> dict[tuple[str, str], str]:
    """What the ledger has of an indicator, as printed, by unit and period."""
    if not columns:
        return {}
    indicator = choice.shown_indicators[0]
    pairs = {(unit.code, indicator.code) for unit in units}
    rows = readings(choice.plan.code, pairs, [column.code for column in columns])
    return {
        (unit, period): figures.number(measured(indicator, reading), indicator.decimals)
        for (unit, _, period), reading in rows.items()
    }

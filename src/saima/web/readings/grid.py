"""A month as rows to type into: every cell with what stands beside it and what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.permissions import Right, Standing
from saima.actions.typed import fields, is_empty, measured, read_typed
from saima.plan.problems import Problem, Problems
from saima.plan.tree import Indicator
from saima.plan.units import Unit
from saima.records.models import DueState, Round, Submission
from saima.records.queries.grid import Cell, grid
from saima.records.queries.plans import plan_of

OPEN_STATES = frozenset({DueState.DUE, DueState.REPORTED, DueState.RETURNED})
ANSWERS = ("sentence",)
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A due value as a row; ``texts`` is what its fields show, ``handed`` what was handed in."""

    cell: Cell
    unit: Unit
    open: bool
    texts: Texts
    handed: Texts
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> int:
        """The id of the due value."""
        return self.cell.due.pk

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.cell.indicator

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The numbers with their texts."""
        return [(name, self.texts.get(name, "")) for name in fields(self.indicator)]

    @property
    def version(self) -> str:
        """The version that was on the screen."""
        there = self.cell.submission.version if self.cell.submission else 0
        return self.texts.get("version", str(there))

    @property
    def kept_at(self) -> datetime | None:
        """When a draft of what is typed was kept."""
        return self.cell.draft.saved_at if self.cell.draft and self.changed else None

    @property
    def last(self) -> float | None:
        """The period before, in the measure."""
        return measured(self.indicator, self.cell.last)

    @property
    def last_year(self) -> float | None:
        """The same period last year, in the measure."""
        return measured(self.indicator, self.cell.last_year)

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not handed in."""
        if not self.open:
            return False
        if self.cell.due.state == DueState.DUE:
            return not is_empty(self.indicator, self.texts)
        names = (*fields(self.indicator), *ANSWERS)
        return any(self.texts.get(name, "") != self.handed.get(name, "") for name in names)

    @property
    def warned(self) -> bool:
        """Whether every problem is a warning, so that a sentence answers it."""
        return bool(self.problems) and all(one.kind.warning for one in self.problems)

    @property
    def stopped(self) -> bool:
        """Whether it cannot be handed in as it is typed."""
        return bool(self.problems) and not (self.warned and self.texts.get("sentence", "").strip())

    @property
    def understood(self) -> dict[str, str]:
        """The numbers as they were understood; nothing where they were not."""
        try:
            reading = read_typed(self.indicator, self.texts).reading
        except Problems:
            return {}
        return {name: plain(getattr(reading, name)) for name in fields(self.indicator)}

    @property
    def completion(self) -> float | None:
        """The share of the target to date that what is typed would reach."""
        return completion(self.cell, self.texts)


@dataclass(frozen=True)
class Month:
    """The rows of a person in a round; ``reporters`` and ``indicators`` to choose from."""

    opened: Round
    rows: list[Row]
    reporters: list[Unit]
    indicators: list[Indicator]
    reporter: str
    indicator: str = ""
    unit: str = ""
    units: list[Unit] = field(default_factory=list)


def completion(cell: Cell, texts: Texts) -> float | None:
    """The share of the target to date that these texts would reach; None where they say none."""
    try:
        return cell.completion(read_typed(cell.indicator, texts).reading)
    except Problems:
        return None


def read_month(
    by: By, opened: Round, asked: Texts, typed: Mapping[int, Texts], *, only: bool = False
) -> Month:
    """The rows that ``by`` may see: of the unit that is asked for, or of the own one.

    ``asked``: ``reporter``, ``indicator`` and ``unit`` of the address; ``typed``: texts of a form
    that was sent, by due value; ``only``: those cells alone.
    """
    plan = plan_of(opened.version)
    known = visible_codes(by.standing, opened)
    reporters = [unit for unit in plan.units if unit.code in {code for code, _, _ in known}]
    own = by.standing.units(Right.VALUE_REPORT)
    reporter = asked.get("reporter", "")
    if reporter not in {unit.code for unit in reporters}:
        first = next((unit.code for unit in reporters if unit.code in own), None)
        reporter = first or (reporters[0].code if reporters else "")
    codes = {code for owner, code, _ in known if owner == reporter}
    places = {unit for owner, _, unit in known if owner == reporter}
    indicator = asked.get("indicator", "") if asked.get("indicator") in codes else ""
    unit = asked.get("unit", "") if asked.get("unit") in places else ""
    shown = by.standing.visible() & Q(reporter=reporter)
    shown &= Q(indicator=indicator) if indicator else Q()
    shown &= Q(unit=unit) if unit else Q()
    shown &= Q(pk__in=list(typed)) if only else Q()
    may = by.standing.may(Right.VALUE_REPORT, reporter)
    cells = grid(opened, by.person, shown)
    return Month(
        opened,
        [
            row_of(cell, plan.unit_by_code[cell.due.unit], typed.get(cell.due.pk), may=may)
            for cell in cells
        ],
        reporters,
        [each for each in plan.indicators if each.code in codes],
        reporter,
        indicator,
        unit,
        [each for each in plan.units if each.code in places],
    )


def visible_codes(standing: Standing, opened: Round) -> set[tuple[str, str, str]]:
    """Reporter, indicator and unit of all due values that may be seen."""
    rows = opened.due_values.filter(standing.visible())
    return set(rows.values_list("reporter", "indicator", "unit"))


def row_of(cell: Cell, unit: Unit, typed: Texts | None, *, may: bool) -> Row:
    """A cell as a row: what the form has, else the draft, else what was handed in."""
    handed = texts_of(cell.submission) if cell.due.state != DueState.DUE else {}
    draft = cell.draft.content if cell.draft else None
    texts = {**handed, **(typed if typed is not None else draft or {})}
    takes = may and cell.due.state in OPEN_STATES
    return Row(cell, unit, takes, texts if takes else handed, handed)


def texts_of(submission: Submission | None) -> dict[str, str]:
    """What was handed in, as somebody would type it."""
    if submission is None:
        return {}
    numbers = {
        name: plain(getattr(submission, name))
        for name in ("value", "numerator", "denominator", "field")
    }
    return {**numbers, "sentence": submission.sentence}


def plain(value: Decimal | int | None) -> str:
    """A number without separators and needless zeros."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def given_by(rows: Iterable[Row]) -> tuple[dict[int, Given], dict[int, tuple[Problem, ...]]]:
    """What the rows hand in, and the problems of those that are no numbers."""
    found: dict[int, Given] = {}
    wrong: dict[int, tuple[Problem, ...]] = {}
    for row in rows:
        try:
            found[row.key] = read_typed(row.indicator, row.texts)
        except Problems as problems:
            wrong[row.key] = tuple(problems.problems)
    return found, wrong

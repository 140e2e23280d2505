"""A month as rows to type into: every cell with what stands beside it and what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.permissions import Right
from saima.actions.typed import fields, is_empty, measured, read_typed
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems
from saima.plan.tree import Indicator
from saima.plan.units import Unit
from saima.records.models import DueState, DueValue, Round, Submission
from saima.records.queries.grid import Cell, cells, typed_cells
from saima.records.queries.plans import plan_of
from saima.web.readings.choice import Choice, read_choice

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
    """The rows of a person in a round, and what was chosen."""

    choice: Choice
    rows: list[Row]

    @property
    def opened(self) -> Round:
        """The round."""
        return self.choice.opened


def completion(cell: Cell, texts: Texts) -> float | None:
    """The share of the target to date that these texts would reach; None where they say none."""
    try:
        return cell.completion(read_typed(cell.indicator, texts).reading)
    except Problems:
        return None


def read_month(by: By, opened: Round, asked: Texts, typed: Mapping[int, Texts]) -> Month:
    """The rows that ``by`` may see: of the unit that is asked for, or of the own one.

    ``asked``: the texts of the address; ``typed``: texts of a form that was sent, by due value.
    """
    choice = read_choice(by, opened, asked)
    rows = DueValue.objects.filter(choice.shown(by.standing), round=opened)
    found = cells(choice.plan, rows, by.person)
    return Month(choice, rows_of(by, choice.plan, found, typed))


def read_typed_rows(by: By, opened: Round, typed: Mapping[int, Texts]) -> list[Row]:
    """The rows of what is typed that ``by`` may see, with what a check needs beside them.

    Values of other months of the plan too, because a view shows the whole year.
    """
    plan = plan_of(opened.version)
    rows = DueValue.objects.filter(
        by.standing.visible(),
        round__plan=opened.plan,
        pk__in=list(typed),
        unit__in=plan.unit_by_code,
        indicator__in=plan.indicator_by_code,
    )
    return rows_of(by, plan, typed_cells(plan, rows), typed)


def read_row(by: By, due: DueValue) -> Row:
    """One value that ``by`` may see."""
    plan = plan_of(due.round.version)
    return rows_of(by, plan, cells(plan, DueValue.objects.filter(pk=due.pk), by.person), {})[0]


def rows_of(by: By, plan: Plan, found: list[Cell], typed: Mapping[int, Texts]) -> list[Row]:
    """Cells as rows."""
    may = {
        code: by.standing.may(Right.VALUE_REPORT, code)
        for code in {cell.due.reporter for cell in found}
    }
    units = plan.unit_by_code
    return [
        row_of(cell, units[cell.due.unit], typed.get(cell.due.pk), may=may[cell.due.reporter])
        for cell in found
    ]


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
    return "" if value is None else plain_text(f"{Decimal(value):f}")


def plain_text(text: str) -> str:
    """The digits of a number as a database writes them, without needless zeros."""
    if "e" in text:
        text = f"{Decimal(text):f}"
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

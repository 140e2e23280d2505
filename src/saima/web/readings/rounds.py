"""Months as the office sees them: how far each has come, what waits, whom to remind."""

from dataclasses import dataclass
from datetime import date

from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.records.models import DueState, DueValue, Round
from saima.records.queries.counts import Counts, by_reporter, by_round
from saima.records.queries.grid import sort_as_planned
from saima.records.queries.rounds import rounds
from saima.records.queries.todo import Reminder, reminders

STATES = tuple(state.value for state in DueState)


@dataclass(frozen=True)
class RoundLine:
    """A month that was opened."""

    opened: Round
    month: Period
    counts: Counts


@dataclass(frozen=True)
class ReporterLine:
    """A reporting unit in a month."""

    unit: str
    name: str
    counts: Counts


def read_rounds(plan: Plan, today: date) -> list[RoundLine]:
    """All months that were opened, the newest first; two queries."""
    counts = by_round(plan.code, today)
    return [
        RoundLine(opened, Period.parse(opened.month), counts.get(opened.pk, Counts()))
        for opened in rounds(plan.code)
    ]


def months_to_open(plan: Plan, lines: list[RoundLine], today: date) -> list[Period]:
    """Months of the plan's year that began and were not opened yet, the newest first."""
    opened = {line.month for line in lines}
    year = Period.of(plan.year, PeriodKind.YEAR)
    begun = [month for month in year.inside(PeriodKind.MONTH) if first_day(month) <= today]
    return [month for month in reversed(begun) if month not in opened]


def first_day(month: Period) -> date:
    """The first day of a month."""
    return date(month.year, month.last_month, 1)


def read_reporters(opened: Round, plan: Plan, language: str, today: date) -> list[ReporterLine]:
    """The reporting units of a month in the order of the plan."""
    counts = by_reporter(opened, today)
    return [
        ReporterLine(unit.code, unit.name(language), counts[unit.code])
        for unit in plan.units
        if unit.code in counts
    ]


def added(lines: list[ReporterLine]) -> Counts:
    """All units together."""
    names = Counts.__dataclass_fields__
    return Counts(**{name: sum(getattr(line.counts, name) for line in lines) for name in names})


def read_reminders(opened: Round, lines: list[ReporterLine], today: date) -> list[Reminder]:
    """Whom to remind today of what they still owe; nobody once the month is frozen."""
    if opened.frozen_at is not None:
        return []
    units = {line.unit for line in lines}
    return [one for one in reminders(today) if one.reporter in units]


def read_values(opened: Round, plan: Plan, reporter: str, state: str) -> list[DueValue]:
    """The due values of a round, perhaps of one reporter or in one state, in plan order."""
    rows = DueValue.objects.filter(round=opened)
    if reporter:
        rows = rows.filter(reporter=reporter)
    if state in STATES:
        rows = rows.filter(state=state)
    found = list(rows)
    sort_as_planned(plan, found)
    return found

"""The burden of reporting as a table: units down, months across."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.queries.burden import Burden, asked_twice, burden
from saima.records.queries.rounds import rounds


@dataclass(frozen=True)
class BurdenLine:
    """A unit with its months in the order of the head; None where nothing was asked."""

    unit: str
    name: str
    months: tuple[Burden | None, ...]
    fields: int
    minutes: float | None


@dataclass(frozen=True)
class BurdenTable:
    """The months that were opened, oldest first, and the units with the most fields first."""

    months: tuple[Period, ...]
    lines: tuple[BurdenLine, ...]
    total: BurdenLine


@dataclass(frozen=True)
class RepeatLine:
    """Two indicators that ask for one fact."""

    indicator: str
    other: str
    why: str
    part: str
    other_part: str


def read_burden(plan: Plan, language: str) -> BurdenTable:
    """All units and months."""
    rows = burden(plan.code)
    months = tuple(sorted({Period.parse(row.month) for row in rows}))
    found = {(row.reporter, row.month): row for row in rows}
    units = {row.reporter for row in rows}
    lines = [
        line(unit.code, unit.name(language), [found.get((unit.code, str(m))) for m in months])
        for unit in plan.units
        if unit.code in units
    ]
    lines.sort(key=lambda each: -each.fields)
    sums = [together([row for row in rows if row.month == str(month)]) for month in months]
    return BurdenTable(months, tuple(lines), line("", "", sums))


def line(unit: str, name: str, months: Sequence[Burden | None]) -> BurdenLine:
    """A line with its sums."""
    asked = [month for month in months if month is not None]
    measured = [month.minutes for month in asked if month.minutes is not None]
    return BurdenLine(
        unit,
        name,
        tuple(months),
        sum(month.fields for month in asked),
        sum(measured) if measured else None,
    )


def together(rows: list[Burden]) -> Burden:
    """All units of one month."""
    measured = [row.minutes for row in rows if row.minutes is not None]
    return Burden(
        "",
        rows[0].month,
        sum(row.values for row in rows),
        sum(row.fields for row in rows),
        sum(measured) if measured else None,
    )


def read_repeats(plan_code: str) -> list[RepeatLine]:
    """What the newest month asks twice."""
    newest = rounds(plan_code).first()
    if newest is None:
        return []
    return [
        RepeatLine(one.indicator, one.other, one.why, one.part, one.other_part)
        for one in asked_twice(newest)
    ]

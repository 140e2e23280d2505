"""Every value that a month asks for, known from the plan alone: who reports it, who checks it."""

from collections.abc import Iterator
from dataclasses import dataclass

from saima.engine.assign import group_weights, ranked_units
from saima.engine.schedule import due_periods
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Indicator

SELF = "self"
OFFICE = ""
"""The checker of values that no other department checks."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A value that is due: ``reporter`` and ``checker`` are unit codes, the office is empty."""

    unit: str
    indicator: str
    period: Period
    reporter: str
    checker: str


def duties(plan: Plan, month: Period) -> list[Duty]:
    """The duties of a month: values of its own and of longer periods that end with it.

    Indicators in plan order, units in plan order. What is derived is nobody's duty (S63).
    """
    needed = needed_pairs(plan, month)
    return [
        duty_of(plan, indicator, unit.code, period)
        for indicator in plan.indicators
        if indicator.derived is None
        for period in due_periods(indicator, month.year)
        if period.end == month.end
        for unit in plan.units
        if (unit.code, indicator.code) in needed
    ]


def needed_pairs(plan: Plan, month: Period) -> frozenset[tuple[str, str]]:
    """Units and indicators whose values are scored, shown, or compared with."""
    pairs: set[tuple[str, str]] = set()
    for indicator in plan.indicators:
        for unit in units_asked(plan, indicator, month):
            pairs.add((unit, indicator.code))
            pairs.update((unit, other) for other in compared_with(plan, indicator))
    return frozenset(pairs)


def units_asked(plan: Plan, indicator: Indicator, month: Period) -> list[str]:
    """Units scored on their own value, and the city where others answer for its value.

    The city too where nobody is scored, because the value is shown.
    """
    weights = group_weights(plan, indicator)
    units = [
        unit.code
        for unit in ranked_units(plan, month)
        if weights.get(unit.group or "", 0) > 0 and unit.code not in indicator.except_units
    ]
    if plan.city is not None and (indicator.held_by or not units):
        units.append(plan.city)
    return units


def compared_with(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """Other indicators whose values this one's ratio or target needs."""
    named = [indicator.denominator]
    if indicator.target is not None:
        named.append(indicator.target.relative_to)
    return (code for code in named if code is not None and code in plan.indicator_by_code)


def duty_of(plan: Plan, indicator: Indicator, unit: str, period: Period) -> Duty:
    """Who reports and who checks one value.

    A department that reports is checked by the office; a unit that reports for itself by the
    department that leads the indicator; the city's own value is reported by that department.
    """
    lead = lead_of(indicator)
    reporter = unit if indicator.reporter == SELF else indicator.reporter
    if indicator.reporter == SELF and unit == plan.city:
        reporter = lead or unit
    checker = lead if indicator.reporter == SELF and lead not in (None, reporter) else OFFICE
    return Duty(unit, indicator.code, period, reporter, checker or OFFICE)


def lead_of(indicator: Indicator) -> str | None:
    """The department that leads the indicator, or None."""
    return next((holding.unit for holding in indicator.held_by if holding.lead), None)

"""Who has to report what, when, and about how much is expected.

A duty is one unit whose value one indicator needs: a unit of a group that the indicator has
points for, or the city itself where departments answer for the whole (``held_by``) or nobody is
scored (shown only). Values that other indicators are compared with are needed too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from saima.plan.plan import Plan
from saima.plan.targets import Target
from saima.plan.tree import Indicator
from saima.plan.units import Unit, UnitKind

AREAS = frozenset({UnitKind.TOWN, UnitKind.STREET, UnitKind.PLATFORM})
"""Kinds of units that together are the city, so that their amounts add up to its."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit that one indicator needs values of; ``target`` is the whole year's, where stated."""

    unit: Unit
    indicator: Indicator
    target: float | None

    @property
    def key(self) -> tuple[str, str]:
        """Unit code and indicator code."""
        return self.unit.code, self.indicator.code


def duties(plan: Plan) -> list[Duty]:
    """Give every duty of the plan once: indicators in plan order, units in plan order."""
    needed: dict[tuple[str, str], None] = {}
    for indicator in plan.indicators:
        for unit in observed_units(plan, indicator):
            needed[unit.code, indicator.code] = None
            for other in compared_with(plan, indicator):
                needed[unit.code, other] = None
    return [
        Duty(unit, indicator, year_target(plan, unit, indicator))
        for indicator in plan.indicators
        for unit in plan.units
        if (unit.code, indicator.code) in needed
    ]


def observed_units(plan: Plan, indicator: Indicator) -> Iterator[Unit]:
    """Units whose values the indicator is scored on, else the city, so that it is shown."""
    found = False
    for unit in plan.units:
        if scored_itself(plan, indicator, unit):
            found = True
            yield unit
    if plan.city is not None and (indicator.held_by or not found):
        yield plan.unit_by_code[plan.city]


def scored_itself(plan: Plan, indicator: Indicator, unit: Unit) -> bool:
    """Whether the unit has points for its own value of the indicator."""
    if unit.group is None or unit.code in indicator.except_units:
        return False
    weight = indicator.weight
    points = weight.get(unit.group, 0.0) if isinstance(weight, dict) else weight
    return points > 0 and unit.active(date(plan.year, 12, 31))


def compared_with(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """Other indicators whose values the indicator's target or ratio needs."""
    named = [indicator.denominator]
    if indicator.target is not None:
        named.append(indicator.target.relative_to)
    yield from (code for code in named if code in plan.indicator_by_code and code is not None)


def year_target(plan: Plan, unit: Unit, indicator: Indicator) -> float | None:
    """The unit's target of the year: its own latest row, else the one stated for all or the city.

    A range counts as its middle.
    """
    rows = [
        row
        for row in plan.targets
        if (row.unit, row.indicator, row.period) == (unit.code, indicator.code, str(plan.year))
    ]
    if rows:
        return max(rows, key=lambda row: row.version).target
    target = indicator.target
    if target is None or not (target.every_unit or unit.code == plan.city):
        return None
    return target.value if target.value is not None else middle(target)


def middle(target: Target) -> float | None:
    """The middle of a target range, or its only end."""
    ends = [end for end in (target.low, target.high) if end is not None]
    return sum(ends) / len(ends) if ends else None

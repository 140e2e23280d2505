"""A derived value with the objects it was counted from, in pages of 50."""

from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.plan.derivation import Derivation, Objects
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.models import DerivedValue, Entry
from saima.records.queries.derived_values import Named, names_of, newest_entry
from saima.web.links import link
from saima.web.paging import Paged, paged
from saima.web.readings.hard_problems import unit_name
from saima.web.wording.derivations import derivation_words

PAGES: Mapping[Objects, tuple[str, Right]] = {
    Objects.TASKS: ("task", Right.TASK_READ),
    Objects.NODES: ("task", Right.TASK_READ),
    Objects.HARD_PROBLEMS: ("hard_problem", Right.HARD_PROBLEM_READ),
    Objects.DOCUMENTS: ("document", Right.DOCUMENT_READ),
}


@dataclass(frozen=True)
class ObjectLine:
    """An object with what it counted for, and whether it is in the part of a share."""

    name: str
    unit: str
    counted: str
    inside: bool
    address: str


@dataclass(frozen=True)
class DerivedReading:
    """The value, its sentence, and the page of its objects."""

    value: DerivedValue
    entry: Entry
    indicator: Indicator | None
    unit: str
    words: str
    share: bool
    paged: Paged[ObjectLine]


def entry_behind(plan: Plan, period: Period, unit: str, code: str) -> int | None:
    """The entry of a derived indicator behind a score: the unit's own value, or the city's."""
    indicator = plan.indicator_by_code.get(code)
    if indicator is None or indicator.derived is None:
        return None
    kind = PeriodKind(indicator.frequency.value)
    year = [Period.of(period.year, kind, place) for place in range(1, 12 // kind.months + 1)]
    inside = [str(one) for one in year if one.end <= period.end]
    for whose in (unit, plan.city):
        found = newest_entry(plan.code, [whose], code, inside) if whose else None
        if found is not None:
            return found
    return None


def read_derived(
    by: By, plan: Plan, value: DerivedValue, asked: Mapping[str, str], language: str
) -> DerivedReading:
    """One value; objects that somebody may not open are named without a link."""
    derived = Derivation.model_validate(value.query)
    entry = value.entry
    found = paged(value.objects_found, asked)
    names = names_of(derived, [key for key, _, _ in found.rows])
    page, right = PAGES[derived.objects]
    lines = []
    for key, counted, inside in found.rows:
        one = names.get(key, Named(str(key), (), 0))
        seen = any(by.standing.may(right, unit or None) for unit in one.units)
        address = link(page, one.page) if seen else ""
        unit = unit_name(plan, one.units[0], language) if one.units else ""
        lines.append(ObjectLine(one.name, unit, counted, inside, address))
    return DerivedReading(
        value,
        entry,
        plan.indicator_by_code.get(entry.indicator),
        unit_name(plan, entry.unit, language),
        derivation_words(plan, derived, language),
        derived.of is not None,
        found.of(lines),
    )

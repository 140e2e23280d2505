"""Objections in words: how far one has come, what it is about, what was ruled, what happened."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.records.models import ObjectionState, Ruled
from saima.web.wording.formula import exact
from saima.web.wording.reported import Numbers, parts_words, reading_words
from saima.web.wording.steps import StepWord

STATES: Mapping[str, StepWord] = {
    ObjectionState.FILED: StepWord("watch", "◐", ObjectionState.FILED.label),
    ObjectionState.ANSWERED: StepWord("green", "●", ObjectionState.ANSWERED.label),
    ObjectionState.APPEALED: StepWord("yellow", "▲", ObjectionState.APPEALED.label),
    ObjectionState.DECIDED: StepWord("green", "■", ObjectionState.DECIDED.label),
    ObjectionState.WITHDRAWN: StepWord("none", "×", ObjectionState.WITHDRAWN.label),
}
RULED: Mapping[str, StepWord] = {
    Ruled.UPHELD: StepWord("green", "●", Ruled.UPHELD.label),
    Ruled.PARTLY: StepWord("watch", "◐", Ruled.PARTLY.label),
    Ruled.REJECTED: StepWord("none", "×", Ruled.REJECTED.label),
}


def subject(plan: Plan, code: str, language: str) -> str:
    """An indicator, node, bonus, deduction or consequence by its name."""
    found = plan.indicator_by_code.get(code) or plan.node_by_code.get(code)
    if found is not None:
        return found.label.text(language)
    labels = {one.code: one.label for one in plan.adjustments}
    labels |= {one.code: one.label for one in plan.consequences}
    return labels[code].text(language) if code in labels else code


def unit_in(plan: Plan, code: str, language: str) -> str:
    """A unit's name; its code where the plan does not know it."""
    unit = plan.unit_by_code.get(code)
    return unit.name(language) if unit else code


def number(value: Decimal | float | None) -> str:
    """A number with the digits it has; empty for none."""
    return "" if value is None else exact(float(value))


def claim(claimed: Numbers | None, indicator: Indicator, measure: str) -> str:
    """What the unit says the value ought to be, with the digits that it has."""
    if claimed is None:
        return _("no value named")
    parts = parts_words(indicator, claimed)
    if parts or claimed.field is not None:
        words = f"{reading_words(indicator, claimed)} {measure}".strip()
        return f"{words} ({parts})" if parts else words
    return f"{number(claimed.value)} {measure}".strip()

"""States and steps of good cases in templates."""

from collections.abc import Iterable

from django import template

from saima.actions.good_case_steps import Act
from saima.web.wording import good_cases

register = template.Library()


@register.inclusion_tag("saima/parts/state.html")
def case_state(value: str) -> dict[str, object]:
    """How far a case has come, as shape and word."""
    return {"state": good_cases.STATES[value]}


@register.filter
def verbs(acts: Iterable[Act]) -> list[tuple[str, str, str]]:
    """The steps that are a button: code, verb, and the label of the text."""
    offered = set(acts)
    return [
        (act.value, str(verb), str(label))
        for act, (verb, label) in good_cases.VERBS.items()
        if act in offered
    ]

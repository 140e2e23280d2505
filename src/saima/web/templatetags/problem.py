"""Hard problems and derived values in templates."""

from django import template

from saima.actions.hard_problem_steps import Act
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.web.templatetags.saima import language
from saima.web.wording.derivations import derivation_words
from saima.web.wording.hard_problem_states import STATES
from saima.web.wording.hard_problems import STEP_WORDS
from saima.web.wording.states import State

register = template.Library()


@register.inclusion_tag("saima/parts/state.html")
def problem_state(code: str) -> dict[str, object]:
    """How far a hard problem has come."""
    return {"state": STATES[code]}


@register.inclusion_tag("saima/parts/state.html")
def shown_state(state: State) -> dict[str, object]:
    """A state that was decided before."""
    return {"state": state}


@register.simple_tag
def problem_step(code: str) -> str:
    """What was done with a hard problem."""
    return str(STEP_WORDS[Act(code)])


@register.simple_tag
def derived_words(plan: Plan, indicator: Indicator) -> str:
    """How a derived indicator is counted; empty for every other one."""
    return derivation_words(plan, indicator.derived, language()) if indicator.derived else ""

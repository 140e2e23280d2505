"""What can be chosen in the forms of hard problems."""

from collections.abc import Sequence

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.plan.hard_problems import Ask, HardProblemKind
from saima.plan.plan import Plan
from saima.records.models import Task
from saima.records.models.tasks import OPEN_TASK
from saima.web.readings.hard_problems import longest_levels
from saima.web.readings.meetings import unit_choices
from saima.web.wording.hard_problem_states import level_word

Choices = list[tuple[str, str]]
MOST_TASKS = 500


def kind_choices(plan: Plan, language: str) -> Choices:
    """The kinds of the plan."""
    return [(kind.code, kind.label.text(language)) for kind in plan.hard_problems]


def level_choices(plan: Plan, language: str) -> Choices:
    """The levels by the names of the kind with most of them."""
    kind = longest_levels(plan)
    most = len(kind.rises_after) if kind else 0
    return [(str(level), level_word(kind, level, language)) for level in range(most + 1)]


def raising_units(by: By, plan: Plan, language: str) -> Choices:
    """The units that somebody may raise a problem for: all, or their own."""
    if by.standing.everywhere(Right.HARD_PROBLEM_RAISE):
        return unit_choices(plan, language)
    own = by.standing.units(Right.HARD_PROBLEM_RAISE)
    return [(code, name) for code, name in unit_choices(plan, language) if code in own]


def lists_of(
    plan: Plan, kind: HardProblemKind, units: Sequence[str] | None, language: str
) -> dict[Ask, Choices]:
    """The lists that a kind's fields choose from; tasks that are open, of the own units."""
    found: dict[Ask, Choices] = {}
    if Ask.INDICATOR in kind.asks:
        found[Ask.INDICATOR] = [(one.code, one.label.text(language)) for one in plan.indicators]
    if Ask.TASK in kind.asks:
        rows = Task.objects.filter(plan=plan.code, state__in=OPEN_TASK).order_by("code")
        if units is not None:
            rows = rows.filter(unit__in=units)
        found[Ask.TASK] = [(str(one.pk), str(one)) for one in rows[:MOST_TASKS]]
    return found

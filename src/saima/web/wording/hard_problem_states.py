"""Hard problems: states, levels, ages and days as shape and word."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saima.plan.hard_problems import HardProblemKind
from saima.records.models import HardProblem, HardProblemState
from saima.records.models.hard_problems import OPEN_PROBLEM
from saima.records.queries.hard_problems import AGES
from saima.web.wording.states import State

STATES: Mapping[str, State] = {
    one.value: State(code, shape, one.label)
    for one, code, shape in (
        (HardProblemState.RAISED, "none", "○"),
        (HardProblemState.ACCEPTED, "none", "◔"),
        (HardProblemState.ASSIGNED, "watch", "◐"),
        (HardProblemState.PLANNED, "watch", "◑"),
        (HardProblemState.HANDLED, "watch", "◕"),
        (HardProblemState.CLOSED, "green", "●"),
        (HardProblemState.DECLINED, "none", "–"),
    )
}
LATE = State("red", "■", gettext_lazy("overdue"))
SOON = State("yellow", "▲", gettext_lazy("due soon"))
SOON_DAYS = 3
ASKS: Mapping[str, str | Promise] = {
    "text": gettext_lazy("Description"),
    "organisation": gettext_lazy("Organisation"),
    "task": gettext_lazy("Task"),
    "indicator": gettext_lazy("Indicator"),
    "quantity": gettext_lazy("Quantity"),
}


def level_word(kind: HardProblemKind | None, level: int, language: str) -> str:
    """Who has it on the table; the number of the level where the kind does not name it."""
    if level == 0:
        return _("the unit itself")
    if kind is not None and level <= len(kind.rises_after):
        return kind.rises_after[level - 1].label.text(language)
    return _("level %(level)s") % {"level": level}


def age_word(position: int) -> str:
    """An age as a span of days."""
    least, most = AGES[position]
    if most is None:
        return _("over %(days)s days") % {"days": least - 1}
    return _("%(least)s–%(most)s days") % {"least": least, "most": most}


def urgency(problem: HardProblem, today: date) -> State | None:
    """Whether an open problem is late or soon due; None for everything else."""
    if problem.state not in OPEN_PROBLEM:
        return None
    left = (problem.due - today).days
    if left < 0:
        return LATE
    return SOON if left <= SOON_DAYS else None


def days_words(problem: HardProblem, today: date) -> str:
    """How many days are left or over; empty for what has ended."""
    if problem.state not in OPEN_PROBLEM:
        return ""
    left = (problem.due - today).days
    if left < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}

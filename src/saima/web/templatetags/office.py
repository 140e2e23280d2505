"""Dates, roles, readings and log sentences in the templates of the office."""

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime

from saima.documents import figures
from saima.records.models import DueValue, Role
from saima.web.place import Place
from saima.web.wording import audit, office, steps

register = template.Library()


@register.simple_tag
def done_words(done: str, count: str) -> str:
    """What was just done."""
    return office.done_words(done, count)


@register.filter
def day(value: date | None) -> str:
    """A date in a table."""
    return "" if value is None else figures.day(value)


@register.filter
def local_minute(value: datetime | None) -> str:
    """A moment in the city's time."""
    return "" if value is None else figures.minute(localtime(value))


@register.filter
def role_word(value: str) -> str:
    """A role by its code."""
    return str(Role(value).label)


@register.simple_tag
def unit_at(place: Place | None, code: str) -> str:
    """A unit's name; the office where the code is empty and its code where no plan knows it."""
    return steps.unit_or_office(place, code)


@register.inclusion_tag("saima/parts/step.html")
def step_state(due: DueValue) -> dict[str, object]:
    """How far a due value has come, as shape and word."""
    return {"step": steps.step_of(due)}


@register.filter
def action_word(value: str) -> str:
    """An action by its code."""
    return audit.action_word(value)


@register.simple_tag
def state_word(value: str) -> str:
    """A state by its code."""
    return str(steps.STEPS[value].word)


@register.filter
def local_second(value: datetime) -> str:
    """A moment in the city's time to the second."""
    return localtime(value).strftime("%Y-%m-%d %H:%M:%S")


@register.simple_tag
def fault_words(fault: str) -> str:
    """What is wrong with a record of the log."""
    return str(audit.FAULTS[fault])

"""Pledges in templates: their state, what differs, how firmly a target is promised."""

from datetime import date

from django import template

from saima.actions.pledge_contents import PledgeDifference
from saima.documents import figures
from saima.plan.periods import Period
from saima.plan.targets import Modality
from saima.web.wording import pledges, targets

register = template.Library()


@register.inclusion_tag("saima/parts/step.html")
def pledge_state(state: str) -> dict[str, object]:
    """How far a unit's pledge has come."""
    return {"step": pledges.STATES[state]}


@register.filter
def difference_words(one: PledgeDifference) -> str:
    """What sort of thing differs."""
    return pledges.difference_words(one)


@register.filter
def kept_number(text: str, decimals: int) -> str:
    """A number that was kept as a text."""
    return figures.number(float(text), decimals) if text else figures.NOTHING


@register.filter
def kept_day(text: str) -> str:
    """A day that was kept as a text."""
    return figures.day(date.fromisoformat(text)) if text else figures.NOTHING


@register.filter
def kept_month(text: str) -> int:
    """The month of a period that was kept as a text."""
    return Period.parse(text).index


@register.filter
def modality_word(code: str) -> str:
    """How firmly a target is promised."""
    return str(targets.MODALITIES[Modality(code)]) if code else ""

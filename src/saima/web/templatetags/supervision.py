"""Colours, states, steps and levels of supervision sheets in templates."""

from django import template

from saima.documents import figures
from saima.records.models import SupervisionStep
from saima.web.place import Place
from saima.web.templatetags.saima import language
from saima.web.wording import supervision

register = template.Library()


@register.inclusion_tag("saima/parts/state.html")
def sheet_colour(code: str) -> dict[str, object]:
    """The colour of a sheet as colour, shape and word."""
    return {"state": supervision.COLOURS[code]}


@register.inclusion_tag("saima/parts/state.html")
def sheet_state(code: str) -> dict[str, object]:
    """How far a sheet has come."""
    return {"state": supervision.STATES[code]}


@register.filter
def urgency_word(code: str) -> str:
    """An urgency."""
    return str(supervision.URGENCIES.get(code, code))


@register.simple_tag
def level_name(place: Place | None, level: int) -> str:
    """The name of the level that a sheet rose to; empty for the unit itself."""
    levels = place.plan.supervision.levels if place is not None else ()
    return levels[level - 1].label.text(language()) if 0 < level <= len(levels) else ""


@register.simple_tag
def risen_to(place: Place | None, step: SupervisionStep) -> str:
    """What a step of the daily run did: the colour it turned, or the level it reached."""
    once = step.once
    if not once.startswith("level:"):
        return supervision.colour_word(once)
    code = once.partition(":")[2]
    levels = place.plan.supervision.levels if place is not None else ()
    names = {one.code: one.label.text(language()) for one in levels}
    return names.get(code, code)


@register.filter
def sheet_step(code: str) -> str:
    """What was done with a sheet."""
    return str(supervision.STEPS.get(code, code))


@register.filter
def hours(value: float | None) -> str:
    """Hours with one decimal."""
    return figures.NOTHING if value is None else figures.number(value, 1)

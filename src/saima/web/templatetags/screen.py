"""Lights, colours and levels of work in the templates of the leading group's page."""

from datetime import datetime

from django import template
from django.utils.timezone import localtime

from saima.web.readings.work_links import Linked
from saima.web.wording import screen

register = template.Library()


@register.inclusion_tag("saima/screen/light.html")
def task_light(code: str, linked: Linked) -> dict[str, object]:
    """How many tasks shine in a light, as a link to them."""
    return {"state": screen.light(code), "linked": linked}


@register.inclusion_tag("saima/screen/count.html")
def counted(linked: Linked) -> dict[str, object]:
    """A count as a link to what it counts; nothing is a dash."""
    return {"linked": linked}


@register.filter
def lateness(days: int) -> str:
    """How long something is late, or how much time it has."""
    return screen.lateness(days)


@register.filter
def clock_time(value: datetime) -> str:
    """Hours and minutes in the city."""
    return localtime(value).strftime("%H:%M")

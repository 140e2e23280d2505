"""Marks and words of the calendar's days."""

from django import template
from django.utils import dates
from django.utils.functional import Promise
from django.utils.translation import get_language

from saima.web.readings.calendar import Day
from saima.web.wording.calendar import MARKS, SORTS

register = template.Library()
Words = str | Promise


@register.simple_tag
def weekdays() -> list[str]:
    """The days of the week from Monday, short: one character in Chinese, as calendars have it."""
    names = [str(dates.WEEKDAYS_ABBR[number]) for number in range(7)]
    chinese = (get_language() or "").startswith("zh")
    return [name[-1] for name in names] if chinese else names


@register.simple_tag
def day_mark(day: Day) -> Words:
    """What stands below the number of a day; empty for ordinary days."""
    return MARKS.get(day.sort, "")


@register.simple_tag
def day_sorts() -> list[tuple[str, Words, Words]]:
    """The legend: class, mark and words of every sort but ordinary working days."""
    return [(sort.value, MARKS.get(sort, ""), words) for sort, words in SORTS.items()][1:]

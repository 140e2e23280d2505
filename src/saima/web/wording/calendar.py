"""Sorts of days in words, and the mark that stands beside the number of the day."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.web.readings.calendar import Sort

Words = str | Promise

SORTS: Mapping[Sort, Words] = {
    Sort.WORK: _("working day"),
    Sort.WEEKEND: _("weekend"),
    Sort.HOLIDAY: _("public holiday"),
    Sort.MADE_UP: _("worked to make up for a holiday"),
    Sort.OWN_OFF: _("day off, set by the office"),
    Sort.OWN_WORK: _("working day, set by the office"),
}
FREE, WORKED = pgettext_lazy("day", "off"), pgettext_lazy("day", "on")
MARKS: Mapping[Sort, Words] = {
    Sort.HOLIDAY: FREE,
    Sort.OWN_OFF: FREE,
    Sort.MADE_UP: WORKED,
    Sort.OWN_WORK: WORKED,
}
"""One character in Chinese, as printed calendars have it."""

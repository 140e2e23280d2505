"""The days of a year that are not ordinary, as a file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Column, Table
from saima.web.readings.calendar import Day, Sheet, Sort
from saima.web.wording.calendar import SORTS


def calendar_export(year: int, sheets: Iterable[Sheet]) -> Table:
    """Holidays, make-up days and the city's own days, one a row."""
    return Table(
        name=_("Calendar"),
        title=_("Calendar %(year)s") % {"year": year},
        lines=(),
        columns=(
            Column(_("Day"), None, 14),
            Column(_("What it is"), None, 24),
            Column(_("Why"), None, 40),
        ),
        rows=tuple(
            (figures.day(day.day), str(SORTS[day.sort]), day.why) for day in unusual(sheets)
        ),
    )


def unusual(sheets: Iterable[Sheet]) -> list[Day]:
    """The days that are neither ordinary working days nor ordinary weekends."""
    ordinary = (Sort.WORK, Sort.WEEKEND)
    return [
        day
        for sheet in sheets
        for week in sheet.weeks
        for day in week
        if day is not None and day.sort not in ordinary
    ]

"""The city's own days off and days of work that count at present."""

from datetime import date

from saima.records.models import CalendarException, DayOrder


def decided(year: int | None = None) -> dict[date, CalendarException]:
    """The decision that counts for each day (of ``year``), in the order of the days; one query.

    Days whose decision was taken back are left out.
    """
    rows = CalendarException.objects.select_related("decided_by").order_by("day", "id")
    if year is not None:
        rows = rows.filter(day__year=year)
    newest = {row.day: row for row in rows}
    return {day: row for day, row in newest.items() if row.order != DayOrder.USUAL}


def exceptions() -> dict[date, bool]:
    """Whether people work on the days that were set apart, as ``plan.calendar`` takes them."""
    return {day: row.order == DayOrder.WORK for day, row in decided().items()}

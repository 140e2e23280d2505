"""Working days in China, and the dates by which a month is reported, checked, frozen, shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from chinese_calendar import Holiday, is_workday
from chinese_calendar.constants import holidays, workdays

from saima.plan.label import Label
from saima.plan.periods import Period

WEEKDAYS_ONLY = Label(
    zh="{year}年的节假日和调休安排尚未收录，日期按周一至周五推算，请核对",
    en="holidays and make-up days of {year} are not known yet: dates count Monday to Friday; check",
)
"""Stated wherever dates rest on weekdays alone, because a holiday may lie among them."""

Exceptions = Mapping[date, bool]
"""Days that the city itself has set apart, and whether people work on them."""

NO_EXCEPTIONS: Exceptions = MappingProxyType({})

REPORT_DAY, CHECK_DAY, FREEZE_DAY, SHOW_DAY = 12, 18, 20, 25
"""Days of the next month: self-report, source check, freeze, show (domain section 6, proposal)."""


def known(year: int) -> bool:
    """Whether holidays and make-up days of ``year`` are known."""
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:  # what the library says of years it has no holidays for
        return False
    return True


def holiday(day: date) -> Label | None:
    """The holiday for which ``day`` is free or is worked to make up; None on ordinary days."""
    name = holidays.get(day) or workdays.get(day)
    if name is None:
        return None
    found = Holiday(name)
    return Label(zh=found.chinese, en=found.value)


def working_day(day: date, exceptions: Exceptions = NO_EXCEPTIONS) -> bool:
    """Whether people work on ``day``; Monday to Friday in years that are not known.

    What ``exceptions`` says of the day goes before the holidays of the State Council.
    """
    if day in exceptions:
        return exceptions[day]
    return bool(is_workday(day)) if known(day.year) else day.weekday() < 5


def next_working_day(day: date, exceptions: Exceptions = NO_EXCEPTIONS) -> date:
    """``day`` itself where people work, else the first day after it on which they do."""
    while not working_day(day, exceptions):
        day += timedelta(days=1)
    return day


def after_working_days(day: date, count: int, exceptions: Exceptions = NO_EXCEPTIONS) -> date:
    """The ``count``-th working day after ``day`` (S52's periods for objections count so)."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), exceptions)
    return day


def moved_working_days(day: date, count: int, exceptions: Exceptions = NO_EXCEPTIONS) -> date:
    """The ``count``-th working day after ``day``, before it where negative, ``day`` for 0."""
    for _ in range(-count):
        day -= timedelta(days=1)
        while not working_day(day, exceptions):
            day -= timedelta(days=1)
    return after_working_days(day, max(count, 0), exceptions)


def working_days_between(first: date, last: date, exceptions: Exceptions = NO_EXCEPTIONS) -> int:
    """Working days after ``first`` up to ``last``; negative where ``last`` is earlier."""
    if last < first:
        return -working_days_between(last, first, exceptions)
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(working_day(day, exceptions) for day in days)


@dataclass(frozen=True)
class Deadlines:
    """The dates of a period's round; ``note`` where they rest on weekdays alone, else None."""

    opens: date
    report: date
    check: date
    freeze: date
    show: date
    note: Label | None = None


def deadlines(period: Period, exceptions: Exceptions = NO_EXCEPTIONS) -> Deadlines:
    """Dates in the month after ``period``, each moved to the next working day.

    ``exceptions`` are the city's own days off and days of work. Order is kept: where holidays
    push two dates together, the later one moves on.
    """
    year, month = divmod(period.end + 1, 12)
    opens = next_working_day(date(year, month + 1, 1), exceptions)
    dates = []
    earliest = opens
    for number in (REPORT_DAY, CHECK_DAY, FREEZE_DAY, SHOW_DAY):
        found = next_working_day(max(date(year, month + 1, number), earliest), exceptions)
        dates.append(found)
        earliest = found + timedelta(days=1)
    report, check, freeze, show = dates
    return Deadlines(opens, report, check, freeze, show, weekday_note(year))


def weekday_note(year: int) -> Label | None:
    """What must be said about dates in ``year``, or None where its holidays are known."""
    if known(year):
        return None
    return Label(zh=WEEKDAYS_ONLY.zh.format(year=year), en=WEEKDAYS_ONLY.en.format(year=year))

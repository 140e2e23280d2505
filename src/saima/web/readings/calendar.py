"""A year of days: which are free, which are worked to make up, which the city has set apart."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from saima.plan.calendar import Deadlines, Exceptions, deadlines, holiday, working_day
from saima.plan.label import Label
from saima.plan.periods import Period, PeriodKind
from saima.records.models import CalendarException, DayOrder, Round
from saima.records.queries.rounds import rounds


class Sort(StrEnum):
    """What sort of day it is; also the end of its CSS class."""

    WORK = "work"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MADE_UP = "made-up"
    OWN_OFF = "own-off"
    OWN_WORK = "own-work"


@dataclass(frozen=True)
class Day:
    """A day; ``why`` names its holiday or the city's reason, empty for ordinary days."""

    day: date
    sort: Sort
    why: str
    today: bool


@dataclass(frozen=True)
class Sheet:
    """A month in weeks from Monday; None for days of other months."""

    month: Period
    weeks: tuple[tuple[Day | None, ...], ...]


@dataclass(frozen=True)
class Dates:
    """The dates of a month's round; of ``opened`` ones those that were set with it."""

    month: Period
    opened: bool
    dates: Deadlines


@dataclass(frozen=True)
class Run:
    """Days in a row, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Stretch:
    """A holiday with its free days in a row and the days that are worked for it."""

    name: Label
    free: tuple[Run, ...]
    worked: tuple[date, ...]


Own = Mapping[date, CalendarException]


def read_sheets(year: int, own: Own, today: date, language: str) -> list[Sheet]:
    """The twelve months of a year."""
    weeks = Calendar()
    return [
        Sheet(
            month,
            tuple(
                tuple(
                    read_day(day, own, today, language) if day.month == month.index else None
                    for day in week
                )
                for week in weeks.monthdatescalendar(year, month.index)
            ),
        )
        for month in months(year)
    ]


def months(year: int) -> tuple[Period, ...]:
    """The months of a year."""
    return Period.of(year, PeriodKind.YEAR).inside(PeriodKind.MONTH)


def read_day(day: date, own: Own, today: date, language: str) -> Day:
    """One day: the city's decision goes before the holidays."""
    if day in own:
        works = own[day].order == DayOrder.WORK
        sort = Sort.OWN_WORK if works else Sort.OWN_OFF
        return Day(day, sort, own[day].reason, day == today)
    named = holiday(day)
    if working_day(day):
        sort = Sort.WORK if named is None else Sort.MADE_UP
    else:
        sort = Sort.WEEKEND if named is None else Sort.HOLIDAY
    return Day(day, sort, "" if named is None else named.text(language), day == today)


def read_holidays(year: int) -> list[Stretch]:
    """The holidays of a year in their order; none in years that are not known."""
    free: dict[str, list[date]] = {}
    worked: dict[str, list[date]] = {}
    names: dict[str, Label] = {}
    for month in months(year):
        for day in Calendar().itermonthdates(year, month.index):
            named = holiday(day) if day.month == month.index else None
            if named is not None:
                names.setdefault(named.en, named)
                (worked if working_day(day) else free).setdefault(named.en, []).append(day)
    return [
        Stretch(names[name], runs(free.get(name, ())), tuple(worked.get(name, ())))
        for name in names
    ]


def runs(days: Iterable[date]) -> tuple[Run, ...]:
    """Days in their order as runs without a gap: New Year's Day may fall on both ends of a year."""
    found: list[Run] = []
    for day in days:
        if found and day - found[-1].last == timedelta(days=1):
            found[-1] = Run(found[-1].first, day)
        else:
            found.append(Run(day, day))
    return tuple(found)


def read_dates(year: int, plan: str | None, exceptions: Exceptions) -> list[Dates]:
    """When each month of a year is reported, checked, frozen and shown."""
    opened = {one.month: one for one in rounds(plan)} if plan else {}
    return [
        Dates(month, opened=True, dates=of_round(opened[str(month)]))
        if str(month) in opened
        else Dates(month, opened=False, dates=deadlines(month, exceptions))
        for month in months(year)
    ]


def of_round(opened: Round) -> Deadlines:
    """The dates that a round was opened with."""
    return Deadlines(
        opens=opened.opened_at.date(),
        report=opened.due_on,
        check=opened.check_on,
        freeze=opened.freeze_on,
        show=opened.show_on,
    )

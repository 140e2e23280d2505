"""When each value is recorded: in time, late, or corrected afterwards.

Units report a month by the 12th of the next one, the office freezes on the 20th (domain 6).
"""

from datetime import date, datetime, timedelta
from functools import cache

from saima.demo.chance import Chance
from saima.plan.periods import Period

IN_TIME = (4, 12)
OUTSIDE = (14, 20)
LATE = (13, 22)
LATE_SHARE = 0.03

MORNING = (8 * 60 + 30, 11 * 60 + 30)
AFTERNOON = (13 * 60 + 30, 17 * 60 + 30)
"""Office hours in minutes of the day."""

LAST_DAY_BEFORE_SPRING = 10
FIRST_DAY_AFTER_HOLIDAY = {4: 6, 5: 6, 10: 8}
"""Tomb-Sweeping Day, the weeks of Labour Day and National Day."""


@cache
def working_days(year: int, month: int, first: int, last: int) -> tuple[date, ...]:
    """Working days of a month between two days of it, as far as weekends and feasts tell."""
    first = max(first, FIRST_DAY_AFTER_HOLIDAY.get(month, 1))
    if month == 2 and first <= LAST_DAY_BEFORE_SPRING:
        last = min(last, LAST_DAY_BEFORE_SPRING)
    days = (date(year, month, day) for day in range(first, last + 1))
    return tuple(day for day in days if day.weekday() < 5)


def next_month(period: Period) -> tuple[int, int]:
    """Year and month after the period's last month."""
    year, month = divmod(period.end + 1, 12)
    return year, month + 1


def moment(day: date, chance: Chance) -> str:
    """A time of day in office hours, as ISO text."""
    minutes = chance.whole(*(MORNING if chance.share() < 0.4 else AFTERNOON))
    return f"{day.isoformat()}T{minutes // 60:02d}:{minutes % 60:02d}:00"


def recorded_between(period: Period, days: tuple[int, int], chance: Chance) -> str:
    """A moment on a working day of the month after the period."""
    return moment(chance.choice(working_days(*next_month(period), *days)), chance)


def first_recorded(period: Period, chance: Chance) -> str:
    """When a unit's own value arrives: nearly always in time."""
    late = chance.share() < LATE_SHARE
    return recorded_between(period, LATE if late else IN_TIME, chance)


def corrected_after(recorded_at: str, chance: Chance) -> str:
    """A moment two to seven weeks after the first value, on a working day."""
    day = datetime.fromisoformat(recorded_at).date() + timedelta(days=chance.whole(15, 45))
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return moment(day, chance)

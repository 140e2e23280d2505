"""The city's own days off and days of work, which move the dates of months not yet opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import DATES_CROSSED, EMPTY_REASON, refused
from saima.plan.calendar import working_day
from saima.plan.problems import problem_kind
from saima.records.models import CalendarException, DayOrder
from saima.records.queries.calendar import exceptions

MOST_DAYS = 31

TOO_MANY_DAYS = problem_kind(
    "too_many_days",
    en=("these are {count} days", "expected at most {limit} at once", "take fewer days"),
    zh=("共 {count} 天", "一次应不超过 {limit} 天", "请缩短日期范围"),
)
NOTHING_CHANGES = problem_kind(
    "nothing_changes",
    en=(
        "the calendar says so already from {first} to {last}",
        "expected at least one day that changes",
        "choose other days",
    ),
    zh=("{first} 至 {last} 在日历中已是如此", "至少应有一天发生变化", "请另选日期"),
)


@dataclass(frozen=True)
class Days:
    """Days in a row, both ends included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        return (
            self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1)
        )


def set_days(by: By, days: Days, order: DayOrder, reason: str) -> list[CalendarException]:
    """Decide that people work, or do not, on ``days``; ``usual`` takes decisions back.

    Days that are so already are left alone, so that a week off names its working days only. The
    months that are open keep their dates. Raises Denied; Refused without a reason, for days that
    are past, crossed or too many, and where nothing would change.
    """
    by.needs(Right.ROUND_OPEN)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    if days.first < by.today:
        raise refused(DATES_CROSSED, later=days.first, earlier=by.today - timedelta(days=1))
    if days.last < days.first:
        raise refused(DATES_CROSSED, later=days.last, earlier=days.first)
    count = (days.last - days.first).days + 1
    if count > MOST_DAYS:
        raise refused(TOO_MANY_DAYS, count=count, limit=MOST_DAYS)
    with transaction.atomic():
        known = exceptions()
        changed = [day for day in days if changes(day, order, known)]
        if not changed:
            raise refused(NOTHING_CHANGES, first=days.first, last=days.last)
        made = [
            CalendarException.objects.create(
                day=day,
                order=order,
                reason=reason.strip()[:500],
                decided_by=by.person,
                decided_at=by.now,
            )
            for day in changed
        ]
        audit.record(
            by,
            "calendar.set",
            made[0],
            days=[day.isoformat() for day in changed],
            order=order.value,
            reason=made[0].reason,
        )
    return made


def changes(day: date, order: DayOrder, known: dict[date, bool]) -> bool:
    """Whether ``order`` makes anything of ``day`` that it is not."""
    if order is DayOrder.USUAL:
        return day in known
    return working_day(day, known) is not (order is DayOrder.WORK)

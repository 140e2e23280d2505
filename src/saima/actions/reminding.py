"""Remind units of values that are due soon, and once more when they are late."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from saima.actions.pacing import Pace
from saima.actions.telling import Telling, tell_unit
from saima.records.models import Message, Role
from saima.records.queries.posts import on_day
from saima.records.queries.todo import Reminder, reminders

KIND = "due_reminder"


def remind(now: datetime) -> int:
    """Put today's reminders into inboxes: how many units were reminded for the first time.

    A unit is reminded of a deadline once before it and once after it.
    """
    found = reminders(localdate(now))
    told = set(
        Message.objects.filter(kind=KIND, once__in=[once_of(one) for one in found])
        .values_list("once", flat=True)
        .distinct()
    )
    staffed = set(
        on_day(localdate(now))
        .filter(role__in=[Role.REPORTER, Role.APPROVER])
        .values_list("unit", flat=True)
    )
    count, pace = 0, Pace()
    for one in found:
        if once_of(one) in told or one.reporter not in staffed:
            continue
        with transaction.atomic():
            tell_unit(one.reporter, Telling(KIND, once_of(one), facts(one)), now)
        count += 1
        pace.step()
    return count


def once_of(one: Reminder) -> str:
    """The event of a reminder."""
    return f"due:{one.reporter}:{one.until.isoformat()}:{'late' if one.overdue else 'soon'}"


def facts(one: Reminder) -> dict[str, object]:
    """The facts of the sentence."""
    return {
        "key": one.until,
        "title": f"{one.count}项指标填报" + ("（已逾期）" if one.overdue else ""),
        "unit": one.reporter,
        "due": one.until,
        "count": one.count,
    }

"""Pledges by unit, and the tasks that a pledge is made of."""

from django.db.models import QuerySet

from saima.records.models import Pledge, Task, TaskState

PLEDGED = (
    TaskState.RUNNING,
    TaskState.ADJUSTING,
    TaskState.CANCELLING,
    TaskState.COMPLETING,
    TaskState.COMPLETED,
)
"""States of a task that was approved and not cancelled."""


def pledged_tasks(plan: str) -> QuerySet[Task]:
    """The approved tasks of a plan by unit and due day."""
    return Task.objects.filter(plan=plan, state__in=PLEDGED).order_by("unit", "due", "code")


def pledges_of(plan: str, unit: str = "") -> QuerySet[Pledge]:
    """The pledges of a plan (of one unit), the newest first."""
    rows = Pledge.objects.filter(plan=plan)
    rows = rows.filter(unit=unit) if unit else rows
    return rows.select_related("made_by", "kept_by").order_by("-number", "-pk")


def newest_pledges(plan: str) -> dict[str, Pledge]:
    """The newest pledge of each unit; one query."""
    rows = Pledge.objects.filter(plan=plan).select_related("version").order_by("number")
    return {row.unit: row for row in rows}

"""Pledges by unit, and the tasks that a pledge is made of."""

from dataclasses import dataclass

from django.db.models import Max, QuerySet

from saima.records.models import Pledge, Task, TaskNode, TaskState, TaskStep

PLEDGED = (
    TaskState.RUNNING,
    TaskState.ADJUSTING,
    TaskState.CANCELLING,
    TaskState.COMPLETING,
    TaskState.COMPLETED,
)
"""States of a task that was approved and not cancelled."""


@dataclass(frozen=True)
class TaskMark:
    """The last rows of everything that changes a task; equal marks mean equal tasks."""

    task: int
    node: int
    step: int


def task_mark(plan: str) -> TaskMark:
    """The mark of a plan's tasks now: every change of a task leaves a step."""
    task = Task.objects.filter(plan=plan).aggregate(last=Max("pk"))["last"]
    node = TaskNode.objects.aggregate(last=Max("pk"))["last"]
    step = TaskStep.objects.aggregate(last=Max("pk"))["last"]
    return TaskMark(task or 0, node or 0, step or 0)


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

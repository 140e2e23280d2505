"""Nodes of tasks under way that are late or will be due; ``node_days`` says when one is late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, QuerySet

from saima.records.models import NodeState, TaskNode
from saima.records.models.tasks import OPEN_TASK
from saima.records.queries.node_days import late


@dataclass(frozen=True)
class UnitLate:
    """A unit with its late nodes and the day of the oldest one."""

    unit: str
    count: int
    since: date


def late_nodes(
    plan: str,
    today: date,
    units: Collection[str] | None = None,
    contests: Collection[str] | None = None,
) -> QuerySet[TaskNode]:
    """The late nodes of a plan's tasks, the oldest first; ``units``: of tasks they lead."""
    rows = TaskNode.objects.filter(late(today), task__plan=plan, task__state__in=OPEN_TASK)
    if units is not None:
        rows = rows.filter(task__unit__in=sorted(units))
    if contests is not None:
        rows = rows.filter(task__contest__in=sorted(contests))
    return rows.select_related("task").order_by("due", "pk")


def unreported(rows: QuerySet[TaskNode]) -> QuerySet[TaskNode]:
    """Those of ``rows`` that the unit still has to report, for what is asked of the unit."""
    return rows.filter(state=NodeState.OPEN)


def coming_nodes(plan: str, today: date, until: date, units: Collection[str]) -> QuerySet[TaskNode]:
    """The open nodes of what these units lead that are due from today to ``until``."""
    rows = TaskNode.objects.filter(
        task__plan=plan,
        task__state__in=OPEN_TASK,
        task__unit__in=sorted(units),
        dropped=False,
        due__range=(today, until),
    )
    return unreported(rows).select_related("task").order_by("due", "pk")


def late_by_unit(rows: QuerySet[TaskNode]) -> list[UnitLate]:
    """How many of ``rows`` each unit leads, the most first; one query."""
    groups = rows.order_by().values(unit=F("task__unit"))
    found = groups.annotate(count=Count("pk"), since=Min("due")).order_by("-count", "since", "unit")
    return [UnitLate(one["unit"], one["count"], one["since"]) for one in found]

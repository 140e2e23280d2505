"""How tasks stand against their nodes on a day, for one page of them or for all."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from saima.engine.task_lights import NOTHING_PLANNED, TaskStanding, standing
from saima.plan.rules import Lights
from saima.records.models import Task, TaskNode
from saima.records.queries.node_days import NodeDays, node_days

__all__ = ["NOTHING_PLANNED", "TaskStanding", "standing_of", "standings"]


def standings(
    tasks: Iterable[int] | QuerySet[Task], rule: Lights, today: date
) -> dict[int, TaskStanding]:
    """The standing of each task that has nodes, by its id, in one query.

    ``tasks``: ids, or a query of tasks, which then stays inside the database.
    """
    chosen = tasks.values("pk") if isinstance(tasks, QuerySet) else list(tasks)
    rows = TaskNode.objects.filter(task__in=chosen, dropped=False)
    columns = rows.values_list("task", "weight", "due", "state", "done_on", "reported_at")
    nodes: dict[int, list[NodeDays]] = {}
    for task, weight, due, state, done_on, reported_at in columns:
        days = node_days(weight, due, state, done_on, reported_at)
        nodes.setdefault(task, []).append(days)
    return {task: standing(rule, found, today) for task, found in nodes.items()}


def standing_of(task: int, rule: Lights, today: date) -> TaskStanding:
    """The standing of one task."""
    return standings([task], rule, today).get(task, NOTHING_PLANNED)

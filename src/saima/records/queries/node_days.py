"""When a node is late, in one place: as a condition of the database, and of a node that is read.

A node is late when its day is over and it is neither accepted nor waits. It waits while its report
of its own day or before lies with its checker. The report's day counts, not the day that the report
claims, because a claimed day can be any. ``engine.task_lights.NodeDays`` says the same of one node.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q
from django.utils.timezone import localdate

from saima.engine.task_lights import NodeDays
from saima.records.models import NodeState, TaskNode

__all__ = ["NodeDays", "days_of", "late", "node_days", "waits"]


def waits(path: str = "") -> Q:
    """Nodes that were reported by their day and are neither accepted nor returned.

    ``path`` leads to the nodes: ``"nodes__"`` from a task.
    """
    in_time = Q(**{f"{path}reported_at__date__lte": F(f"{path}due")})
    return Q(**{f"{path}state": NodeState.REPORTED}) & in_time


def late(today: date, path: str = "") -> Q:
    """Nodes whose day is over, which are neither accepted nor wait; whatever their task's state."""
    unheard = Q(**{f"{path}reported_at": None})
    too_late = unheard | Q(**{f"{path}reported_at__date__gt": F(f"{path}due")})
    reported = Q(**{f"{path}state": NodeState.REPORTED}) & too_late
    over = Q(**{f"{path}dropped": False, f"{path}due__lt": today})
    return over & (Q(**{f"{path}state": NodeState.OPEN}) | reported)


def node_days(
    weight: Decimal, due: date, state: str, done_on: date | None, reported_at: datetime | None
) -> NodeDays:
    """A node as the engine takes it, from its columns."""
    accepted = done_on if state == NodeState.ACCEPTED else None
    waiting = state == NodeState.REPORTED and reported_at is not None
    return NodeDays(weight, due, accepted, localdate(reported_at) if waiting else None)


def days_of(node: TaskNode) -> NodeDays:
    """A node that is read already, as the engine takes it."""
    return node_days(node.weight, node.due, node.state, node.done_on, node.reported_at)

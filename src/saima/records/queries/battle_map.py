"""The tasks of a battle map with their nodes: chosen, counted and put in order by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from saima.engine.critical import Critical, critical
from saima.engine.task_lights import NOTHING_PLANNED, TaskStanding, standing
from saima.plan.rules import Lights
from saima.records.models import OPEN_TASK, NodeState, Task, TaskNode, TaskState
from saima.records.queries.lit_tasks import counted, lit_among, lit_tasks
from saima.records.queries.node_days import NodeDays, late, node_days
from saima.records.queries.tasks import Wanted, filtered

__all__ = [
    "ON_THE_MAP",
    "Asked",
    "Critical",
    "MapNode",
    "MapTask",
    "Totals",
    "chosen",
    "lights_of",
    "map_tasks",
    "task_rows",
    "totals",
    "with_nodes",
]

ON_THE_MAP = (TaskState.PROPOSED, *OPEN_TASK, TaskState.COMPLETED)
"""States of tasks that a map can show; drafts and what was cancelled stand in the list of tasks."""

APPROVED = (*OPEN_TASK, TaskState.COMPLETED)
"""States that a map shows where none is asked for."""


@dataclass(frozen=True)
class Asked:
    """What is chosen of a plan's tasks; empty: everything.

    ``tasks`` are those that may be seen. ``order`` gives the codes of
    ``grouping`` (a column of the task) in the order of their groups.
    """

    plan: str
    tasks: QuerySet[Task]
    rule: Lights
    today: date
    light: str = ""
    state: str = ""
    unit: str = ""
    contest: str = ""
    late: bool = False
    task: int | None = None
    grouping: str = "contest"
    order: tuple[str, ...] = ()


class MapNode(NamedTuple):
    """A node as it is drawn; ``done_on`` as reported, ``days`` as its light counts it."""

    pk: int
    number: int
    title: str
    due: date
    first_due: date
    state: str
    done_on: date | None
    days: NodeDays

    @property
    def accepted(self) -> bool:
        """Whether it counts as done."""
        return self.state == NodeState.ACCEPTED


@dataclass(frozen=True)
class MapTask:
    """A task as it is drawn: its facts, its nodes in order, how it stands, why it is critical."""

    pk: int
    code: str
    title: str
    contest: str
    unit: str
    leader: str
    owner: str
    starts: date
    due: date
    state: str
    ended_on: date | None
    nodes: tuple[MapNode, ...]
    standing: TaskStanding
    critical: Critical

    @property
    def open(self) -> bool:
        """Whether it was approved and is not over."""
        return self.state in OPEN_TASK


@dataclass(frozen=True)
class Totals:
    """How many tasks are chosen, how many of them are late; their first and last day."""

    count: int
    late: int
    first: date | None
    last: date | None


FACTS = ("pk", "code", "title", "contest", "unit", "leader", "owner", "starts", "due", "state")


def chosen(asked: Asked) -> QuerySet[Task]:
    """The tasks that are asked for, each once, without an order."""
    rows = asked.tasks.filter(plan=asked.plan).order_by()
    if asked.task is not None:
        return rows.filter(pk=asked.task)
    states = (asked.state,) if asked.state in ON_THE_MAP else APPROVED
    contests = [asked.contest] if asked.contest else None
    rows = filtered(rows.filter(state__in=states), Wanted(unit=asked.unit, contests=contests))
    if asked.late:
        rows = rows.filter(is_late(asked.today))
    if asked.light:
        known = lit_tasks(asked.plan, asked.rule, asked.today)
        rows = rows.filter(pk__in=[key for key, task in known.items() if task.light == asked.light])
    return rows


def is_late(today: date) -> Q:
    """Tasks under way with a late node.

    A task whose nodes are all accepted only waits for its completion to be reported.
    """
    nodes = TaskNode.objects.filter(late(today), task=OuterRef("pk"))
    return Q(state__in=OPEN_TASK) & Q(Exists(nodes))


def totals(asked: Asked) -> Totals:
    """The figures of a map, in one query."""
    behind = Count("pk", filter=is_late(asked.today))
    found = Task.objects.filter(pk__in=chosen(asked).values("pk")).aggregate(
        count=Count("pk"), first=Min("starts"), last=Max("due"), late=behind
    )
    return Totals(found["count"], found["late"], found["first"], found["last"])


def lights_of(asked: Asked) -> dict[str, int]:
    """How many of the chosen tasks shine in each light, in two queries."""
    return counted(lit_among(chosen(asked), asked.plan, asked.rule, asked.today)).lights


def in_order(asked: Asked) -> QuerySet[Task]:
    """The chosen tasks by group, then by the day on which they are due."""
    places = [When(**{asked.grouping: code}, then=place) for place, code in enumerate(asked.order)]
    if not places:
        return chosen(asked).order_by(asked.grouping, "due", "code", "pk")
    last = Value(len(places))
    group = Case(*places, default=last, output_field=IntegerField())
    return (
        chosen(asked).annotate(place=group).order_by("place", asked.grouping, "due", "code", "pk")
    )


def group_counts(asked: Asked) -> list[tuple[str, int]]:
    """How many tasks each group has, in the order of the map."""
    counted = chosen(asked).values_list(asked.grouping).annotate(n=Count("pk", distinct=True))
    places = {code: place for place, code in enumerate(asked.order)}
    rows: list[tuple[str, int]] = list(counted)
    return sorted(rows, key=lambda row: (places.get(row[0], len(places)), row[0]))


def task_rows(asked: Asked) -> "QuerySet[Task, tuple[Any, ...]]":
    """The facts of the chosen tasks in the order of the map, without their nodes."""
    return in_order(asked).values_list(*FACTS, "ended_on")


def map_tasks(asked: Asked, begin: int = 0, end: int | None = None) -> list[MapTask]:
    """The chosen tasks from ``begin`` to before ``end`` with their nodes, in two queries."""
    return with_nodes(list(task_rows(asked)[begin:end]), asked)


def with_nodes(rows: Sequence[tuple[Any, ...]], asked: Asked) -> list[MapTask]:
    """Rows of ``FACTS`` and ``ended_on`` with their nodes and what follows from them."""
    keys = [row[0] for row in rows]
    nodes = TaskNode.objects.filter(task__in=keys, dropped=False).order_by("task", "number")
    columns = ("task", "weight", "reported_at", *MapNode._fields[:-1])
    drawn: dict[int, list[MapNode]] = {}
    for row in nodes.values_list(*columns):
        task, weight, reported_at, pk, number, title, due, first_due, state, done_on = row
        days = node_days(weight, due, state, done_on, reported_at)
        node = MapNode(pk, number, title, due, first_due, state, done_on, days)
        drawn.setdefault(task, []).append(node)
    return [map_task(one, drawn.get(one[0], []), asked.rule, asked.today) for one in rows]


def map_task(row: tuple[Any, ...], nodes: list[MapNode], rule: Lights, today: date) -> MapTask:
    """One task; only what is under way is critical."""
    facts = dict(zip((*FACTS, "ended_on"), row, strict=True))
    weighed = [node.days for node in nodes]
    stands = standing(rule, weighed, today) if weighed else NOTHING_PLANNED
    why = Critical.NOT
    if facts["state"] in OPEN_TASK:
        why = critical(stands, facts["due"], weighed, today)
    return MapTask(**facts, nodes=tuple(nodes), standing=stands, critical=why)

"""The tasks of a battle map with their nodes: chosen, counted and put in order by the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Round

from saima.engine.critical import Critical, critical
from saima.engine.lights import FARTHEST, GREEN, steps
from saima.engine.task_lights import NOT_PLANNED, NOTHING_PLANNED, NodeDays, TaskStanding, standing
from saima.plan.rules import Lights
from saima.records.models import OPEN_TASK, CoUnit, NodeState, Task, TaskNode, TaskState

ON_THE_MAP = (TaskState.PROPOSED, *OPEN_TASK, TaskState.COMPLETED)
"""States of tasks that a map can show; drafts and what was cancelled stand in the list of tasks."""

APPROVED = (*OPEN_TASK, TaskState.COMPLETED)
"""States that a map shows where none is asked for."""

LATE = Q(dropped=False) & ~Q(state=NodeState.ACCEPTED)


@dataclass(frozen=True)
class Asked:
    """What is chosen of a plan's tasks; empty: everything.

    ``units`` are those whose tasks may be seen, None for all. ``order`` gives the codes of
    ``grouping`` (a column of the task) in the order of their groups.
    """

    plan: str
    units: frozenset[str] | None
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
    """A node as it is drawn; ``done_on`` as reported, ``accepted`` once the checker agreed."""

    pk: int
    number: int
    title: str
    due: date
    first_due: date
    state: str
    done_on: date | None

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
    """How many tasks are chosen, how many of each light, how many are late; their days."""

    count: int
    late: int
    lights: dict[str, int]
    first: date | None
    last: date | None


FACTS = ("pk", "code", "title", "contest", "unit", "leader", "owner", "starts", "due", "state")


def chosen(asked: Asked) -> QuerySet[Task]:
    """The tasks that are asked for, each once, without an order."""
    rows = Task.objects.filter(plan=asked.plan).filter(seen(asked.units)).order_by()
    if asked.task is not None:
        return rows.filter(pk=asked.task)
    states = (asked.state,) if asked.state in ON_THE_MAP else APPROVED
    rows = rows.filter(state__in=states)
    if asked.unit:
        rows = rows.filter(taking_part([asked.unit]))
    if asked.contest:
        rows = rows.filter(contest=asked.contest)
    if asked.late:
        rows = rows.filter(is_late(asked.today))
    if asked.light:
        rows = lit(rows, asked.rule, asked.today).filter(light=asked.light)
    return rows


def seen(units: frozenset[str] | None) -> Q:
    """Tasks that a unit leads, helps with or checks a node of; all for None."""
    if units is None:
        return Q()
    checked = TaskNode.objects.filter(task=OuterRef("pk"), checker__in=units)
    return taking_part(units) | Q(Exists(checked))


def taking_part(units: Iterable[str]) -> Q:
    """Tasks that one of the units leads or helps with."""
    codes = sorted(units)
    helping = CoUnit.objects.filter(task=OuterRef("pk"), unit__in=codes)
    return Q(unit__in=codes) | Q(Exists(helping))


def is_late(today: date) -> Q:
    """Tasks under way with a node, or their own day, that is over and not done."""
    nodes = TaskNode.objects.filter(LATE, task=OuterRef("pk"), due__lt=today)
    return Q(state__in=OPEN_TASK) & (Q(due__lt=today) | Q(Exists(nodes)))


def lit(rows: QuerySet[Task], rule: Lights, today: date) -> Any:
    """The same tasks with their ``light``: what ``engine.task_lights`` says, in SQL.

    Because a page of fifty must not read the nodes of all tasks to know which fifty they are; that
    both agree is tested over many tasks.
    """
    whole, planned = summed(Q()), summed(Q(nodes__due__lt=today))
    done = summed(Q(nodes__state=NodeState.ACCEPTED, nodes__done_on__isnull=False))
    late = Count("nodes", filter=~Q(nodes__state=NodeState.ACCEPTED) & there(nodes__due__lt=today))
    counted = rows.annotate(whole=whole, planned=planned, done=done, late_nodes=late)
    behind = counted.annotate(
        behind=Case(
            When(whole__gt=0, then=Round((F("planned") - F("done")) * 100 / F("whole"), 9)),
            output_field=FloatField(),
        )
    )
    nearest = steps(rule)[0].light
    found = [
        When(behind__isnull=True, then=Value(NOT_PLANNED)),
        When(behind__lte=0, late_nodes=0, then=Value(GREEN)),
        When(behind__lte=0, then=Value(nearest)),
    ]
    for step in steps(rule):
        within = "lte" if step.inclusive else "lt"
        found.append(When(**{f"behind__{within}": step.limit}, then=Value(step.light)))
    return behind.annotate(light=Case(*found, default=Value(FARTHEST)))


def summed(which: Q) -> Combinable:
    """The weight of a task's nodes as a number that the database divides exactly enough."""
    weights = Sum(Cast("nodes__weight", FloatField()), filter=there() & which)
    return Coalesce(weights, Value(0.0))


def there(**which: object) -> Q:
    """Nodes that no adjustment took out."""
    return Q(nodes__dropped=False, **which)


def totals(asked: Asked) -> Totals:
    """The figures above a map, in two queries."""
    rows = chosen(asked)
    found = rows.aggregate(
        count=Count("pk"),
        first=Min("starts"),
        last=Max("due"),
        late=Count("pk", filter=is_late(asked.today)),
    )
    inside = lit(Task.objects.filter(pk__in=rows.values("pk")), asked.rule, asked.today)
    lights: dict[str, int] = {}
    for light in inside.values_list("light", flat=True):
        lights[light] = lights.get(light, 0) + 1
    return Totals(found["count"], found["late"], lights, found["first"], found["last"])


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


def map_tasks(asked: Asked, begin: int = 0, end: int | None = None) -> list[MapTask]:
    """The chosen tasks from ``begin`` to before ``end`` with their nodes, in two queries."""
    rows = list(in_order(asked)[begin:end].values_list(*FACTS, "ended_on"))
    return with_nodes(rows, asked.rule, asked.today)


def with_nodes(rows: Sequence[tuple[Any, ...]], rule: Lights, today: date) -> list[MapTask]:
    """Rows of ``FACTS`` and ``ended_on`` with their nodes and what follows from them."""
    keys = [row[0] for row in rows]
    nodes = TaskNode.objects.filter(task__in=keys, dropped=False).order_by("task", "number")
    columns = ("task", "weight", "pk", "number", "title", "due", "first_due", "state", "done_on")
    drawn: dict[int, list[MapNode]] = {}
    weighed: dict[int, list[NodeDays]] = {}
    for task, weight, *facts in nodes.values_list(*columns):
        node = MapNode(*facts)
        drawn.setdefault(task, []).append(node)
        weighed.setdefault(task, []).append(days_of(weight, node))
    return [
        map_task(row, drawn.get(row[0], []), weighed.get(row[0], []), (rule, today)) for row in rows
    ]


def days_of(weight: Decimal, node: MapNode) -> NodeDays:
    """A node as its light counts it."""
    return NodeDays(weight, node.due, node.done_on if node.accepted else None)


def map_task(
    row: tuple[Any, ...],
    nodes: list[MapNode],
    weighed: list[NodeDays],
    by: tuple[Lights, date],
) -> MapTask:
    """One task; only what is under way is critical."""
    rule, today = by
    stands = standing(rule, weighed, today) if weighed else NOTHING_PLANNED
    due, state = row[FACTS.index("due")], row[FACTS.index("state")]
    why = critical(stands, due, weighed, today) if state in OPEN_TASK else Critical.NOT
    return MapTask(*row, tuple(nodes), stands, why)

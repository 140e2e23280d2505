"""The lights of all tasks of a plan at once, so that lists filter, count and sort by them.

The database adds up the weights of each task's nodes; a light is then the engine's, of a few whole
numbers a task. So 5,000 tasks with 20,000 nodes are one query and one pass, and the rule stands in
one place. Weights have two decimals: hundredths are whole numbers, which add up without binary
noise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from saima.engine.lights import GREEN, light_behind
from saima.plan.rules import Lights
from saima.records.keeping import Keeper
from saima.records.models import NodeState, Task, TaskState
from saima.records.models.tasks import OPEN_TASK
from saima.records.queries.node_days import late, waits

SHINING = (*OPEN_TASK, TaskState.COMPLETED)
"""States in which a task has a light; before and after it is not under way."""

DARK = "none"
LIGHTS = ("red", "yellow", "watch", "green", DARK)
"""The lights in the order of urgency."""


@dataclass(frozen=True, slots=True)
class LitTask:
    """A task with its light: ``done`` and ``planned`` are shares of its whole weight (0..1).

    ``late`` counts its late nodes, ``late_since`` is the day of the oldest of them.
    """

    pk: int
    code: str
    state: str
    due: date
    programme: int | None
    unit: str
    contest: str
    light: str
    done: float
    planned: float
    late: int
    late_since: date | None

    @property
    def urgency(self) -> tuple[int, date, date, str]:
        """Sorts the most urgent first: by light, by how long it is late, by its day."""
        return LIGHTS.index(self.light), self.late_since or date.max, self.due, self.code


LIT: "Keeper[dict[int, LitTask]]" = Keeper(4)


def lit_tasks(plan: str, rule: Lights, today: date) -> dict[int, LitTask]:
    """All tasks of a plan with their lights by id, the most urgent first; one query, kept."""
    return LIT.now(
        (plan, rule, today), lambda: read_lit(Task.objects.filter(plan=plan), rule, today)
    )


def lit_among(tasks: QuerySet[Task], plan: str, rule: Lights, today: date) -> list[LitTask]:
    """Those of ``tasks`` that belong to a plan, the most urgent first; one query besides."""
    keys = set(tasks.filter(plan=plan).order_by().values_list("pk", flat=True))
    return [task for key, task in lit_tasks(plan, rule, today).items() if key in keys]


def read_lit(tasks: QuerySet[Task], rule: Lights, today: date) -> dict[int, LitTask]:
    """As ``lit_tasks``, of these tasks, out of the records: quicker where they are few."""
    node = Q(nodes__dropped=False)
    accepted = Q(nodes__state=NodeState.ACCEPTED)
    over = node & Q(nodes__due__lt=today)
    behind = late(today, "nodes__")
    rows = tasks.order_by().values(*FACTS)
    summed = rows.annotate(
        whole=weight(node),
        planned=weight(over),
        waiting=weight(over & waits("nodes__")),
        done=weight(node & accepted),
        late=Count("nodes", filter=behind),
        late_since=Min("nodes__due", filter=behind),
    )
    found = [lit_task(rule, row) for row in summed.values_list(*COLUMNS)]
    return {task.pk: task for task in sorted(found, key=lambda task: task.urgency)}


FACTS = ("pk", "code", "state", "due", "programme", "unit", "contest")
COLUMNS = (*FACTS, "whole", "planned", "waiting", "done", "late", "late_since")
Facts = tuple[int, str, str, date, int | None, str, str]
Row = tuple[*Facts, int | None, int | None, int | None, int | None, int, date | None]


def weight(which: Q) -> Sum:
    """The weight of some nodes in whole hundredths; None without any."""
    return Sum(Cast(Round(F("nodes__weight") * 100), BigIntegerField()), filter=which)


def lit_task(rule: Lights, row: Row) -> LitTask:
    """A task with its light, by the engine's rule (``engine.task_lights.standing``)."""
    pk, code, state, due, programme, unit, contest = row[:7]
    facts = (pk, code, state, due, programme, unit, contest)
    whole, planned, waiting, done, behind, since = row[7:]
    if not whole:
        return LitTask(*facts, DARK, 0.0, 0.0, 0, None)
    done, planned = done or 0, planned or 0
    shares = (done / whole, planned / whole)
    if state not in SHINING:
        return LitTask(*facts, DARK, *shares, 0, None)
    light = light_behind(rule, (planned - (waiting or 0) - done) * 100 / whole)
    if behind and light == GREEN:
        light = "watch"
    return LitTask(*facts, light, *shares, behind, since)


@dataclass(frozen=True)
class TaskCounts:
    """How many tasks there are by light, and how many have a late node."""

    lights: dict[str, int]
    late: int
    whole: int


def counted(tasks: Iterable[LitTask]) -> TaskCounts:
    """How many of the tasks shine in each light."""
    lights = dict.fromkeys(LIGHTS, 0)
    late = 0
    for task in tasks:
        lights[task.light] += 1
        late += bool(task.late)
    return TaskCounts(lights, late, sum(lights.values()))

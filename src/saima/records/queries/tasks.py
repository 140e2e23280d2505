"""Tasks as lists ask for them: who may see them, what is looked for, how many there are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from saima.plan.rules import Lights
from saima.records.models import CoUnit, Task, TaskIndicator, TaskNode, TaskState, TaskTag
from saima.records.models.tasks import OPEN_TASK
from saima.records.queries.lit_tasks import LitTask, lit_among


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is left empty is not asked.

    ``unit`` leads or helps, ``contests`` are the contests of a chapter or one of them,
    ``programmes`` a programme with its lines (None: not asked).
    """

    state: str = ""
    light: str = ""
    unit: str = ""
    contests: Collection[str] | None = None
    programmes: Collection[int] | None = None
    indicator: str = ""
    tag: str = ""
    leader: str = ""
    origin: str = ""
    text: str = ""
    late: bool = False


def visible(units: Collection[str] | None) -> QuerySet[Task]:
    """The tasks that these units lead, help with or check; None: all of them."""
    if units is None:
        return Task.objects.all()
    helps = CoUnit.objects.filter(task=OuterRef("pk"), unit__in=sorted(units))
    checks = TaskNode.objects.filter(task=OuterRef("pk"), checker__in=sorted(units), dropped=False)
    return Task.objects.filter(Q(unit__in=sorted(units)) | Exists(helps) | Exists(checks))


def filtered(tasks: QuerySet[Task], wanted: Wanted) -> QuerySet[Task]:
    """The tasks that fit everything but light and lateness, which ``chosen`` looks at."""
    if wanted.unit:
        helps = CoUnit.objects.filter(task=OuterRef("pk"), unit=wanted.unit)
        tasks = tasks.filter(Q(unit=wanted.unit) | Exists(helps))
    if wanted.contests is not None:
        tasks = tasks.filter(contest__in=sorted(wanted.contests))
    if wanted.programmes is not None:
        tasks = tasks.filter(programme__in=sorted(wanted.programmes))
    if wanted.indicator:
        serves = TaskIndicator.objects.filter(task=OuterRef("pk"), indicator=wanted.indicator)
        tasks = tasks.filter(Exists(serves))
    if wanted.tag:
        tagged = TaskTag.objects.filter(task=OuterRef("pk"), tag=wanted.tag)
        tasks = tasks.filter(Exists(tagged))
    exact = {"state": wanted.state, "leader": wanted.leader, "origin": wanted.origin}
    tasks = tasks.filter(**{name: value for name, value in exact.items() if value})
    if wanted.text:
        tasks = tasks.filter(Q(title__icontains=wanted.text) | Q(code__icontains=wanted.text))
    return tasks


def chosen(tasks: Iterable[LitTask], wanted: Wanted) -> list[LitTask]:
    """The tasks with the light and lateness that are looked for, in their order."""
    return [
        task
        for task in tasks
        if (not wanted.light or task.light == wanted.light) and (task.late or not wanted.late)
    ]


def listed(
    tasks: QuerySet[Task], plan: str, wanted: Wanted, rule: Lights, today: date
) -> list[LitTask]:
    """The tasks that are looked for, with their lights, the most urgent first; two queries."""
    return chosen(lit_among(filtered(tasks, wanted), plan, rule, today), wanted)


def state_counts(tasks: QuerySet[Task]) -> dict[str, int]:
    """How many tasks are in each state; one query."""
    rows = tasks.order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return {state.value: found.get(state.value, 0) for state in TaskState}


def with_parts(tasks: QuerySet[Task] | Iterable[int]) -> QuerySet[Task]:
    """Tasks with nodes, co-units, indicators and tags, five queries however many."""
    rows = tasks if isinstance(tasks, QuerySet) else Task.objects.filter(pk__in=list(tasks))
    return rows.select_related("programme").prefetch_related(
        "nodes", "co_units", "indicators", "tags"
    )


def in_order(keys: Sequence[int]) -> list[Task]:
    """The tasks of a page in its order, with programme and co-units; two queries."""
    rows = Task.objects.filter(pk__in=keys).select_related("programme")
    found = {task.pk: task for task in rows.prefetch_related("co_units")}
    return [found[key] for key in keys if key in found]


def leaders(tasks: QuerySet[Task]) -> list[str]:
    """The responsible leaders' posts that tasks name."""
    rows = tasks.exclude(leader="").order_by("leader")
    return list(rows.values_list("leader", flat=True).distinct())


def tags(plan: str) -> list[tuple[str, str]]:
    """The tags that tasks of a plan have, by kind."""
    rows = TaskTag.objects.filter(task__plan=plan).order_by("kind", "tag")
    return list(rows.values_list("kind", "tag").distinct())


def busy_units(plan: str) -> set[str]:
    """The units that lead or help with a task that is under way (S24); one query."""
    open_tasks = Task.objects.filter(plan=plan, state__in=OPEN_TASK)
    helping = CoUnit.objects.filter(task__plan=plan, task__state__in=OPEN_TASK)
    return set(
        open_tasks.values_list("unit")
        .union(helping.values_list("unit"))
        .values_list("unit", flat=True)
    )

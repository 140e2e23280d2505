"""Tasks as they are written down and changed before they are approved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from saima.actions.by import By
from saima.actions.found import find, newest_version
from saima.actions.new_tasks import NewCoUnit, NewNode, NewTask
from saima.actions.permissions import Right
from saima.actions.refusals import TAKEN, Refused
from saima.actions.task_faults import Fault, faults
from saima.actions.task_steps import Act, Taken, next_step, take, written
from saima.plan.problems import Problem
from saima.records.models import (
    CoUnit,
    PlanVersion,
    Programme,
    Task,
    TaskIndicator,
    TaskNode,
    TaskTag,
)
from saima.records.queries.plans import plan_of

FIELDS = (
    *("title", "text", "programme_id", "contest", "unit", "leader", "owner", "origin"),
    *("starts", "due"),
)
"""Columns of a task that its writing sets as they are."""


def write(by: By, plan: str, new: NewTask) -> Task:
    """Write a task down as a draft. Raises Denied, and Refused with all faults of it at once."""
    by.needs(Right.TASK_PROPOSE, new.unit)
    with transaction.atomic():
        lock_codes(plan)
        refuse_faulty(plan, new)
        code = new.code.strip() or next_code(plan)
        if Task.objects.filter(plan=plan, code=code).exists():
            raise Refused([Problem(TAKEN, facts={"name": code})])
        task = Task(plan=plan, code=code, made_by=by.person, made_at=by.now)
        put(task, new)
        written(by, task, Taken(Act.WRITE))
    return task


def edit(by: By, task: int, new: NewTask) -> Task:
    """Change a draft; what was approved is changed by an adjustment only.

    Raises Denied, and Refused with all faults, or where it is no draft any more.
    """
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.EDIT)
        by.needs(Right.TASK_PROPOSE, new.unit)
        refuse_faulty(found.plan, new)
        put(found, new)
        take(by, found, Taken(Act.EDIT))
    return found


def lock_codes(plan: str) -> None:
    """Let two writers of one plan follow each other, because they count the same codes."""
    list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update().values("pk"))


def next_code(plan: str) -> str:
    """The first free code of the row ``T0001``."""
    codes = set(Task.objects.filter(plan=plan, code__startswith="T").values_list("code", flat=True))
    number = len(codes) + 1
    while f"T{number:04}" in codes:
        number += 1
    return f"T{number:04}"


def refuse_faulty(plan: str, new: NewTask) -> None:
    """Raise Refused with everything that is wrong with a task."""
    found = list(faults_of(plan, [new]))
    if found:
        raise Refused([fault.problem for fault in found])


def faults_of(plan: str, tasks: Sequence[NewTask]) -> Iterator[Fault]:
    """What is wrong with tasks of a plan; the plan is read once for all of them."""
    known = plan_of(newest_version(plan))
    programmes = set(Programme.objects.filter(plan=plan).values_list("pk", flat=True))
    for index, new in enumerate(tasks):
        for fault in faults(known, new, programmes):
            yield replace(fault, task=index)


def put(task: Task, new: NewTask) -> None:
    """Keep the task as it is written, with its nodes, co-units, indicators and tags.

    First days are those of the newest draft, until somebody approves it.
    """
    for name in FIELDS:
        value = getattr(new, name)
        setattr(task, name, value.strip() if isinstance(value, str) else value)
    task.first_due = task.due
    task.save()
    put_nodes(task, new.nodes)
    replace_all(task, new)


def put_nodes(task: Task, nodes: Iterable[NewNode]) -> None:
    """Keep the nodes by their number; those that are not written any more are dropped."""
    known = {node.number: node for node in task.nodes.all()}
    following = max(known, default=0)
    kept: set[int] = set()
    for new in nodes:
        number = new.number
        if number is None:
            following = number = max(following, *kept, 0) + 1
        node = known.get(number) or TaskNode(task=task, number=number)
        node.title, node.due, node.first_due = new.title.strip(), new.due, new.due
        node.weight, node.starts, node.checker = new.weight, new.starts, new.checker
        node.dropped = False
        node.save()
        kept.add(number)
    gone = [node.pk for number, node in known.items() if number not in kept]
    TaskNode.objects.filter(pk__in=gone).update(dropped=True)


def add_nodes(task: Task, nodes: Iterable[NewNode]) -> None:
    """Add nodes below those that the task has ever had."""
    last = max(task.nodes.values_list("number", flat=True), default=0)
    TaskNode.objects.bulk_create(
        TaskNode(
            task=task,
            number=number,
            title=new.title.strip(),
            due=new.due,
            first_due=new.due,
            weight=new.weight,
            starts=new.starts,
            checker=new.checker,
        )
        for number, new in enumerate(nodes, start=last + 1)
    )


def put_co_units(task: Task, units: Iterable[NewCoUnit]) -> None:
    """Keep exactly these co-units."""
    task.co_units.all().delete()
    CoUnit.objects.bulk_create(CoUnit(task=task, unit=one.unit, share=one.share) for one in units)


def replace_all(task: Task, new: NewTask) -> None:
    """Keep co-units, indicators and tags exactly as they are written."""
    put_co_units(task, new.co_units)
    task.indicators.all().delete()
    TaskIndicator.objects.bulk_create(
        TaskIndicator(task=task, indicator=code) for code in dict.fromkeys(new.indicators)
    )
    task.tags.all().delete()
    TaskTag.objects.bulk_create(
        TaskTag(task=task, kind=kind, tag=tag) for kind, tag in dict.fromkeys(new.tags)
    )


def written_as(task: Task) -> NewTask:
    """A task as it would have to be written to be what it is now.

    Ask for it with nodes, co-units, indicators and tags fetched, where there are many.
    """
    nodes = sorted((n for n in task.nodes.all() if not n.dropped), key=lambda n: n.number)
    return NewTask(
        **{name: getattr(task, name) for name in FIELDS},
        code=task.code,
        nodes=tuple(
            NewNode(n.title, n.due, n.weight, n.starts, n.checker, n.number) for n in nodes
        ),
        co_units=tuple(
            NewCoUnit(one.unit, one.share)
            for one in sorted(task.co_units.all(), key=lambda one: one.pk)
        ),
        indicators=tuple(
            one.indicator for one in sorted(task.indicators.all(), key=lambda one: one.pk)
        ),
        tags=tuple((one.kind, one.tag) for one in sorted(task.tags.all(), key=lambda one: one.pk)),
    )

"""Who is told of a step of a task or of its node."""

from dataclasses import replace

from django.utils.timezone import localdate

from saima.actions.by import By
from saima.actions.found import newest_version
from saima.actions.task_steps import checking, leading
from saima.actions.telling import Telling, tell, tell_role, tell_unit
from saima.plan.heirs import heir
from saima.records.models import Role, Task, TaskNode, TaskStep
from saima.records.queries.plans import plan_of
from saima.records.queries.posts import on_day


def telling(kind: str, task: Task, step: TaskStep, **more: object) -> Telling:
    """What is told of a step; the step's own number names the event."""
    data = {
        "title": task.title,
        "unit": task.unit,
        "key": task.pk,
        "due": task.due,
        "number": task.code,
        "text": step.text,
        "act": step.act,
    }
    return Telling(kind, f"{kind}:{step.pk}", data | more)


def tell_office(by: By, task: Task, step: TaskStep) -> None:
    """Something waits for the office's decision."""
    tell_role(Role.OFFICE, telling("task_approve", task, step), by.now)


def tell_lead(by: By, task: Task, step: TaskStep) -> None:
    """The office has decided on what the lead unit wanted, or changed something by itself."""
    tell_unit(leading(task), telling("task_returned", task, step), by.now)


def tell_both_leads(by: By, task: Task, step: TaskStep, former: str) -> None:
    """Another unit leads the task from now on: tell it, and the one that led it.

    The former lead gets no way to the page where it has no part in the task any more.
    """
    reason = step.data.get("reason") or step.text
    told = telling("task_handed_over", task, step, former=former, text=reason)
    tell_unit(leading(task), told, by.now)
    if not task.co_units.filter(unit=former).exists():
        told = replace(told, data={**told.data, "key": None})
    tell_unit(heir(plan_of(newest_version(task.plan)), former), told, by.now)


def tell_checker(by: By, task: Task, node: TaskNode, step: TaskStep) -> None:
    """A node waits for its named checker, or for the office."""
    told = telling("node_accept", task, step, title=f"{task.title} {node.title}", due=node.due)
    checker = checking(task, node)
    if not checker:
        tell_role(Role.OFFICE, told, by.now)
        return
    posts = on_day(localdate(by.now)).filter(unit=checker, role=Role.CHECKER)
    tell(posts.values_list("person", flat=True), told, by.now)


def tell_returned_node(by: By, task: Task, node: TaskNode, step: TaskStep) -> None:
    """A node went back to the lead unit."""
    told = telling("node_returned", task, step, title=f"{task.title} {node.title}", due=node.due)
    tell_unit(leading(task), told, by.now)

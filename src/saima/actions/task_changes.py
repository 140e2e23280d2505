"""Adjustments and cancellations: asked for with a reason, decided by the office, never silent."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from saima.actions.asked_changes import Change
from saima.actions.by import By
from saima.actions.change_faults import checked, refuse_impossible, still_open
from saima.actions.found import find
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.task_edits import add_nodes, put_co_units
from saima.actions.task_steps import Act, Taken, next_step, take
from saima.actions.task_telling import tell_both_leads, tell_lead, tell_office
from saima.records.models import Task, TaskNode


def ask_adjust(by: By, task: int, change: Change, reason: str) -> Task:
    """Ask the office for other days, nodes or facts; until it decides, everything stays.

    Raises Denied; Refused without a reason or a change, for nodes that are done, and with
    everything that is wrong with what is asked for.
    """
    with transaction.atomic():
        found = locked(by, task, Act.ASK_ADJUST, reason)
        real = checked(found, change)
        asked = {"reason": reason.strip()[:1000], **real.kept()}
        taken = asking(Act.ASK_ADJUST, reason, asked)
        step = take(by, found, replace(taken, data=asked | before(found, real)))
        tell_office(by, found, step)
    return found


def adjust(by: By, task: int, change: Change, reason: str) -> Task:
    """Adjust a running task as the office, at once. Raises as ``ask_adjust``."""
    with transaction.atomic():
        found = locked(by, task, Act.ADJUST, reason)
        return applied(by, found, checked(found, change), Taken(Act.ADJUST, reason.strip()[:1000]))


def grant_adjust(by: By, task: int, remark: str = "") -> Task:
    """Grant what is asked for; the step repeats the reason that the unit gave.

    Nodes that were reported meanwhile keep their days. Raises Denied; Refused where nothing is
    asked for, and where what is asked for is not possible any more.
    """
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.GRANT_ADJUST)
        asked = Change.of(found.asked)
        refuse_impossible(found, asked)
        taken = Taken(
            Act.GRANT_ADJUST, remark.strip()[:1000], {"reason": found.asked.get("reason", "")}
        )
        return applied(by, found, still_open(found, asked), taken)


def refuse_adjust(by: By, task: int, reason: str) -> Task:
    """Leave everything as it is. Raises Denied; Refused without a reason."""
    return refuse(by, task, Act.REFUSE_ADJUST, reason)


def ask_cancel(by: By, task: int, reason: str) -> Task:
    """Ask the office for cancellation. Raises Denied; Refused without a reason."""
    with transaction.atomic():
        found = locked(by, task, Act.ASK_CANCEL, reason)
        asked = {"reason": reason.strip()[:1000]}
        step = take(by, found, asking(Act.ASK_CANCEL, reason, asked))
        tell_office(by, found, step)
    return found


def cancel(by: By, task: int, reason: str) -> Task:
    """Cancel a running task as the office. Raises Denied; Refused without a reason."""
    with transaction.atomic():
        found = locked(by, task, Act.CANCEL, reason)
        return ended(by, found, Act.CANCEL, reason, reason)


def grant_cancel(by: By, task: int, remark: str = "") -> Task:
    """Grant a cancellation. Raises Denied; Refused where none is asked for."""
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.GRANT_CANCEL)
        return ended(by, found, Act.GRANT_CANCEL, remark, found.asked["reason"])


def refuse_cancel(by: By, task: int, reason: str) -> Task:
    """Let the task go on. Raises Denied; Refused without a reason."""
    return refuse(by, task, Act.REFUSE_CANCEL, reason)


def locked(by: By, task: int, act: Act, reason: str) -> Task:
    """The task, where the act is possible and has a reason."""
    found = find(Task, task, lock=True)
    next_step(by, found, act)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    return found


def asking(act: Act, reason: str, asked: Mapping[str, object]) -> Taken:
    """A step that leaves a wish with the task."""
    return Taken(act, reason.strip()[:1000], asked, {"asked": dict(asked)})


def applied(by: By, task: Task, change: Change, taken: Taken) -> Task:
    """Let the change come true; the step and the log say what stood before."""
    data = {**change.kept(), **before(task, change), **taken.data}
    former, left = task.unit, {task.unit, *task.co_units.values_list("unit", flat=True)}
    moved = list(task.nodes.filter(number__in=change.days))
    for node in moved:
        node.due = change.days[node.number]
    TaskNode.objects.bulk_update(moved, ["due"])
    task.nodes.filter(number__in=change.dropped).update(dropped=True)
    add_nodes(task, change.added)
    if change.facts.co_units is not None:
        put_co_units(task, change.facts.co_units)
    last = max(task.nodes.filter(dropped=False).values_list("due", flat=True))
    due = max(change.due or task.due, last)
    changes = {**change.facts.texts, "due": due, "asked": {}}
    taken = replace(taken, data=data | {"due": due}, changes=changes, left=frozenset(left))
    step = take(by, task, taken)
    if task.unit == former:
        tell_lead(by, task, step)
    else:
        tell_both_leads(by, task, step, former)
    return task


def before(task: Task, change: Change) -> dict[str, object]:
    """What stands where the change asks for something else."""
    moved = task.nodes.filter(number__in=change.days).order_by("number")
    return {
        "before": {str(number): due for number, due in moved.values_list("number", "due")},
        "due_before": task.due,
        "facts_before": change.facts.before(task),
    }


def ended(by: By, task: Task, act: Act, text: str, reason: str) -> Task:
    """Cancel a task with the reason that stands for it."""
    changes = {"ended_on": by.today, "result": reason.strip()[:1000], "asked": {}}
    step = take(by, task, Taken(act, text.strip()[:1000], changes=changes))
    tell_lead(by, task, step)
    return task


def refuse(by: By, task: int, act: Act, reason: str) -> Task:
    """Refuse what is asked for."""
    with transaction.atomic():
        found = locked(by, task, act, reason)
        step = take(by, found, Taken(act, reason.strip()[:1000], changes={"asked": {}}))
        tell_lead(by, found, step)
    return found

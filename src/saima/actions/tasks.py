"""Tasks on their way: proposed, approved, carried through, completed (S27, S39, S60)."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from saima.actions.asked_changes import Change
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.task_changes import adjust, ask_adjust
from saima.actions.task_refusals import NODES_NEEDED, NODES_OPEN, RESULT_NEEDED
from saima.actions.task_steps import Act, Taken, next_step, take
from saima.actions.task_telling import tell_lead, tell_office
from saima.records.models import NodeState, Task, TaskNode


def propose(by: By, task: int) -> Task:
    """Hand a draft in for approval. Raises Denied; Refused without a node, or where it is none."""
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.PROPOSE)
        if not found.nodes.filter(dropped=False).exists():
            raise refused(NODES_NEEDED)
        step = take(by, found, Taken(Act.PROPOSE))
        tell_office(by, found, step)
    return found


def assign(by: By, task: int) -> Task:
    """Hand a draft in and approve it in one go, as the office does with what it sets itself.

    Raises Denied unless ``by`` may do both; Refused as ``propose``.
    """
    by.needs(Right.TASK_APPROVE)
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.PROPOSE)
        if not found.nodes.filter(dropped=False).exists():
            raise refused(NODES_NEEDED)
        take(by, found, Taken(Act.PROPOSE))
        take(by, found, Taken(Act.APPROVE))
    return found


def approve(by: By, task: int, remark: str = "") -> Task:
    """Let a proposed task run. Raises Denied, and Refused where it is not proposed."""
    return simple(by, task, Act.APPROVE, remark)


def send_back(by: By, task: int, reason: str) -> Task:
    """Return a proposed task to its unit. Raises Denied; Refused without a reason."""
    return with_reason(by, task, Act.RETURN, reason)


def withdraw(by: By, task: int, reason: str) -> Task:
    """Take back what the lead unit has asked for, before it is decided.

    Raises Denied; Refused without a reason, or where nothing is asked for.
    """
    return with_reason(by, task, Act.WITHDRAW, reason)


def drop(by: By, task: int, reason: str) -> Task:
    """Give a draft up, which stays in the records. Raises Denied; Refused without a reason."""
    return with_reason(by, task, Act.DROP, reason)


def complete(by: By, task: int, result: str) -> Task:
    """Report completion of a task whose nodes are all accepted.

    Raises Denied; Refused without a result, or while a node is open.
    """
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.COMPLETE)
        undone = found.nodes.filter(dropped=False).exclude(state=NodeState.ACCEPTED).count()
        if undone:
            raise refused(NODES_OPEN, count=undone)
        if not result.strip():
            raise refused(RESULT_NEEDED)
        text = result.strip()[:1000]
        step = take(by, found, Taken(Act.COMPLETE, text, changes={"result": text}))
        tell_office(by, found, step)
    return found


def confirm(by: By, task: int, remark: str = "") -> Task:
    """Confirm a reported completion. Raises Denied, and Refused where none is reported."""
    return simple(by, task, Act.CONFIRM, remark)


def reopen(by: By, task: int, reason: str) -> Task:
    """Do not take a reported completion. Raises Denied; Refused without a reason."""
    return with_reason(by, task, Act.REOPEN, reason)


def move_nodes(by: By, task: int, days: Mapping[int, date], reason: str) -> Task:
    """Move nodes (by id) to other days: at once for the office, asked for by the lead unit.

    Raises Denied; Refused without a reason, for nodes that are done or not of the task, and where
    another change waits already.
    """
    rows = TaskNode.objects.filter(task=task, pk__in=days).values_list("pk", "number")
    numbers = dict(rows)
    change = Change(days={numbers.get(key, 0): day for key, day in days.items()})
    move = adjust if by.standing.may(Right.TASK_APPROVE) else ask_adjust
    return move(by, task, change, reason)


def with_reason(by: By, task: int, act: Act, reason: str) -> Task:
    """Take a step that needs a reason; permission and state come first."""
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, act)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        return stepped(by, found, act, reason)


def simple(by: By, task: int, act: Act, remark: str) -> Task:
    """Take a step whose remark may be empty."""
    with transaction.atomic():
        return stepped(by, find(Task, task, lock=True), act, remark)


def stepped(by: By, task: Task, act: Act, text: str) -> Task:
    """Take a step, with the fields that change with it, and tell the unit what was decided."""
    changes: dict[str, object] = {}
    if act in (Act.CONFIRM, Act.DROP):
        changes["ended_on"] = by.today
    if act is Act.DROP:
        changes["result"] = text.strip()[:1000]
    if act in (Act.WITHDRAW, Act.REOPEN):
        changes |= {"asked": {}, "result": ""}
    step = take(by, task, Taken(act, text.strip()[:1000], changes=changes))
    if act in (Act.RETURN, Act.REOPEN):
        tell_lead(by, task, step)
    return task

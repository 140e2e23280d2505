"""Adjustments and cancellations: asked for with a reason, decided by the office, never silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from saima.actions.by import By
from saima.actions.found import find
from saima.actions.refusals import DATES_CROSSED, EMPTY_REASON, NOT_THERE, refused
from saima.actions.task_refusals import LAST_NODE, NODE_DONE, NOTHING_ASKED
from saima.actions.task_steps import Act, Taken, next_step, take
from saima.actions.task_telling import tell_lead, tell_office
from saima.records.models import NodeState, Task, TaskNode


@dataclass(frozen=True)
class Change:
    """New days by node number, nodes to be taken out, and a new last day of the task.

    Without ``due`` the task ends when it did, or with the last node where that is later.
    """

    days: Mapping[int, date] = field(default_factory=dict)
    dropped: Sequence[int] = ()
    due: date | None = None

    def kept(self) -> dict[str, object]:
        """As a waiting task keeps it."""
        return {
            "days": {str(number): day.isoformat() for number, day in sorted(self.days.items())},
            "dropped": sorted(self.dropped),
            "due": self.due and self.due.isoformat(),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Change":
        """The change that a task keeps."""
        due = kept.get("due")
        return cls(
            {int(number): date.fromisoformat(day) for number, day in kept["days"].items()},
            tuple(kept["dropped"]),
            date.fromisoformat(due) if due else None,
        )


def ask_adjust(by: By, task: int, change: Change, reason: str) -> Task:
    """Ask the office for other days or for nodes to be taken out.

    Raises Denied; Refused without a reason or a change, and for nodes that are done.
    """
    with transaction.atomic():
        found = locked(by, task, Act.ASK_ADJUST, reason)
        real = checked(found, change)
        asked = {"reason": reason.strip()[:1000], **real.kept()}
        step = take(by, found, asking(Act.ASK_ADJUST, reason, asked))
        tell_office(by, found, step)
    return found


def adjust(by: By, task: int, change: Change, reason: str) -> Task:
    """Adjust a running task as the office, at once. Raises as ``ask_adjust``."""
    with transaction.atomic():
        found = locked(by, task, Act.ADJUST, reason)
        return applied(by, found, checked(found, change), Taken(Act.ADJUST, reason.strip()[:1000]))


def grant_adjust(by: By, task: int, remark: str = "") -> Task:
    """Grant what is asked for. Raises Denied; Refused where nothing is, or a node is done by now.

    Nodes that were reported meanwhile keep their days.
    """
    with transaction.atomic():
        found = find(Task, task, lock=True)
        next_step(by, found, Act.GRANT_ADJUST)
        change = still_open(found, Change.of(found.asked))
        return applied(by, found, change, Taken(Act.GRANT_ADJUST, remark.strip()[:1000]))


def refuse_adjust(by: By, task: int, reason: str) -> Task:
    """Leave the days as they are. Raises Denied; Refused without a reason."""
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


def checked(task: Task, change: Change) -> Change:
    """The change without days that stay as they are.

    Raises Refused for nodes that are not there or done, where nothing changes, where no node would
    be left, and for days before the beginning.
    """
    nodes = {node.number: node for node in task.nodes.filter(dropped=False)}
    for number in {*change.days, *change.dropped}:
        if number not in nodes:
            raise refused(NOT_THERE)
        if nodes[number].state != NodeState.OPEN:
            raise refused(NODE_DONE, number=number)
    dropped = sorted(set(change.dropped))
    days = {
        number: day
        for number, day in change.days.items()
        if number not in dropped and day != nodes[number].due
    }
    for number, day in days.items():
        begins = nodes[number].starts or task.starts
        if day < begins:
            raise refused(DATES_CROSSED, later=day, earlier=begins)
    due = change.due if change.due != task.due else None
    if not days and not dropped and due is None:
        raise refused(NOTHING_ASKED)
    left = [days.get(number, node.due) for number, node in nodes.items() if number not in dropped]
    if not left:
        raise refused(LAST_NODE)
    if due is not None and due < max(left):
        raise refused(DATES_CROSSED, later=due, earlier=max(left))
    return Change(days, dropped, due)


def still_open(task: Task, change: Change) -> Change:
    """The change without nodes that were reported since it was asked for."""
    still = task.nodes.filter(dropped=False, state=NodeState.OPEN)
    numbers = set(still.values_list("number", flat=True))
    return Change(
        {number: day for number, day in change.days.items() if number in numbers},
        tuple(number for number in change.dropped if number in numbers),
        change.due,
    )


def applied(by: By, task: Task, change: Change, taken: Taken) -> Task:
    """Move and take out the nodes; the log says what stood before."""
    moved = list(task.nodes.filter(number__in=change.days))
    before = {str(node.number): node.due for node in moved}
    for node in moved:
        node.due = change.days[node.number]
    TaskNode.objects.bulk_update(moved, ["due"])
    task.nodes.filter(number__in=change.dropped).update(dropped=True)
    last = max(task.nodes.filter(dropped=False).values_list("due", flat=True))
    due = max(change.due or task.due, last)
    data = {**change.kept(), "before": before, "due": due, "due_before": task.due}
    step = take(by, task, Taken(taken.act, taken.text, data, {"due": due, "asked": {}}))
    tell_lead(by, task, step)
    return task


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

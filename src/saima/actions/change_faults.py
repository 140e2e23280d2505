"""What is wrong with an adjustment of a task; its parts are judged as they are at drawing up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from saima.actions.asked_changes import Change, helping
from saima.actions.found import newest_version
from saima.actions.new_tasks import NewTask
from saima.actions.refusals import DATES_CROSSED, NO_SUCH_UNIT, NOT_THERE, Refused, refused
from saima.actions.task_faults import (
    MOST_NODES,
    Fault,
    co_unit_faults,
    fault,
    node_faults,
    works,
)
from saima.actions.task_refusals import (
    LAST_NODE,
    NAME_NEEDED,
    NODE_DONE,
    NODE_OF_NEW_LEAD,
    NOTHING_ASKED,
    TOO_MANY_NODES,
)
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.models import NodeState, Task, TaskNode
from saima.records.queries.plans import plan_of


def checked(task: Task, change: Change) -> Change:
    """The change without what stays as it is.

    Raises Refused for nodes that are not there or done, where nothing changes, where no node would
    be left, for days before the beginning, and with all that is wrong with what is new.
    """
    nodes = {node.number: node for node in task.nodes.filter(dropped=False)}
    dropped = sorted(set(change.dropped))
    days = real_days(task, change, nodes)
    due = change.due if change.due != task.due else None
    real = Change(days, dropped, due, tuple(change.added), change.facts.other_than(task))
    if real.empty:
        raise refused(NOTHING_ASKED)
    left = [days.get(number, node.due) for number, node in nodes.items() if number not in dropped]
    if not left and not real.added:
        raise refused(LAST_NODE)
    if due is not None and left and due < max(left):
        raise refused(DATES_CROSSED, later=due, earlier=max(left))
    refuse_impossible(task, real)
    return real


def real_days(task: Task, change: Change, nodes: dict[int, TaskNode]) -> dict[int, date]:
    """The days that become others. Raises Refused as ``checked``."""
    for number in {*change.days, *change.dropped}:
        if number not in nodes:
            raise refused(NOT_THERE)
        if nodes[number].state != NodeState.OPEN:
            raise refused(NODE_DONE, number=number)
    days = {
        number: day
        for number, day in change.days.items()
        if number not in change.dropped and day != nodes[number].due
    }
    for number, day in days.items():
        begins = nodes[number].starts or task.starts
        if day < begins:
            raise refused(DATES_CROSSED, later=day, earlier=begins)
    return days


def refuse_impossible(task: Task, change: Change) -> None:
    """Raise Refused with everything that is wrong with facts and nodes that are new.

    Asked again when it is granted, because plan and nodes may be others by then.
    """
    plan = plan_of(newest_version(task.plan))
    nodes = [n for n in task.nodes.filter(dropped=False) if n.number not in change.dropped]
    found = list(impossible(plan, task, change, nodes))
    if found:
        raise Refused([one.problem for one in found])


def impossible(
    plan: Plan, task: Task, change: Change, nodes: Sequence[TaskNode]
) -> Iterator[Fault]:
    """What is wrong with facts and nodes that are new; what stays is not judged again."""
    facts, new = change.facts, after(plan, task, change)
    if not new.title:
        yield fault("title", NAME_NEEDED)
    if facts.unit is not None and not works(plan, facts.unit):
        yield fault("unit", NO_SUCH_UNIT, unit=facts.unit, plan=plan.code)
    if facts.unit is not None or facts.co_units is not None:
        yield from co_unit_faults(plan, new)
    for node in nodes:
        held = node.checker and heir(plan, node.checker) == new.unit
        if facts.unit is not None and held and node.state != NodeState.ACCEPTED:
            yield fault("checker", NODE_OF_NEW_LEAD, number=node.number, unit=node.checker)
    yield from node_faults(plan, new)
    if change.added and len(new.nodes) <= MOST_NODES < len(nodes) + len(new.nodes):
        count = len(nodes) + len(new.nodes)
        yield fault("nodes", TOO_MANY_NODES, count=count, limit=MOST_NODES)


def after(plan: Plan, task: Task, change: Change) -> NewTask:
    """The task as it would be, with only the nodes that are new."""
    facts = change.facts
    return NewTask(
        title=(task.title if facts.title is None else facts.title).strip(),
        unit=heir(plan, task.unit if facts.unit is None else facts.unit),
        starts=task.starts,
        due=change.ends(task),
        nodes=tuple(replace(node, number=None) for node in change.added),
        co_units=helping(task) if facts.co_units is None else facts.co_units,
    )


def still_open(task: Task, change: Change) -> Change:
    """The change without nodes that were reported since it was asked for."""
    still = task.nodes.filter(dropped=False, state=NodeState.OPEN)
    numbers = set(still.values_list("number", flat=True))
    return replace(
        change,
        days={number: day for number, day in change.days.items() if number in numbers},
        dropped=tuple(number for number in change.dropped if number in numbers),
    )

"""Tasks of the cast: commerce leads, statistics checks, town a helps; all fictitious."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from saima.actions.by import By
from saima.actions.new_tasks import NewCoUnit, NewNode, NewTask
from saima.actions.nodes import accept_node, report_node
from saima.actions.task_edits import write
from saima.actions.tasks import assign, complete
from saima.records.models import NodeState, Task, TaskNode, TaskState
from tests.cast import NOW, Cast, by

PLAN = "small"
FIRST = NewNode("签订协议", date(2021, 3, 31), Decimal(2), checker="statistics")
SECOND = NewNode("开工建设", date(2021, 6, 30))
NEW = NewTask(
    "引进大项目",
    "commerce",
    date(2021, 1, 10),
    date(2021, 9, 30),
    (FIRST, SECOND),
    code="A1",
    leader="分管副市长",
    co_units=(NewCoUnit("a", Decimal(30)),),
    indicators=("investment",),
    tags=(("chain", "前沿材料"),),
)


def new_task(**changed: Any) -> NewTask:
    """The task of these tests with something else."""
    return replace(NEW, **changed)


def draft(cast: Cast, **changed: Any) -> Task:
    """A draft of commerce."""
    return write(by(cast.reporter), PLAN, new_task(**changed))


def running(cast: Cast, **changed: Any) -> Task:
    """A task that the office has set."""
    office = by(cast.office)
    return assign(office, write(office, PLAN, new_task(**changed)).pk)


def node(task: Task, number: int = 1) -> TaskNode:
    """A node of a task."""
    return TaskNode.objects.get(task=task, number=number)


def reported(cast: Cast, task: Task, number: int = 1) -> TaskNode:
    """A node that commerce has reported; the first one six days after its day."""
    return report_node(by(cast.reporter), node(task, number).pk, date(2021, 4, 1), "已签订")


def reported_in_time(cast: Cast, task: Task, number: int = 1) -> TaskNode:
    """A node that commerce reported at the last minute of 31 March in the city."""
    moment = datetime(2021, 3, 31, 15, 59, tzinfo=UTC)
    return report_node(
        by(cast.reporter, moment), node(task, number).pk, date(2021, 3, 31), "已签订"
    )


def accepted(cast: Cast, task: Task, number: int = 1) -> TaskNode:
    """A node that the office has accepted."""
    return accept_node(by(cast.office), reported(cast, task, number).pk)


def all_accepted(cast: Cast, task: Task) -> Task:
    """A task whose nodes are all accepted."""
    for number in TaskNode.objects.filter(task=task).values_list("number", flat=True):
        accepted(cast, task, number)
    return task


def in_state(cast: Cast, state: str, **changed: Any) -> Task:
    """A task in a state, with everything that the state asks for, whatever led to it."""
    if state == TaskState.COMPLETING:
        return complete(by(cast.reporter), all_accepted(cast, running(cast, **changed)).pk, "完成")
    made = draft(cast, **changed) if state == TaskState.DRAFT else running(cast, **changed)
    asked: dict[str, Any] = {}
    if state == TaskState.ADJUSTING:
        asked = {"reason": "x", "days": {"2": "2021-07-31"}, "dropped": [], "due": None}
    elif state == TaskState.CANCELLING:
        asked = {"reason": "x"}
    ended: dict[str, Any] = {}
    if state in (TaskState.COMPLETED, TaskState.CANCELLED):
        ended = {"ended_on": NOW.date(), "result": "x"}
    Task.objects.filter(pk=made.pk).update(state=state, asked=asked, **ended)
    return Task.objects.get(pk=made.pk)


def node_in_state(cast: Cast, state: str, **changed: Any) -> TaskNode:
    """The first node of a running task in a state."""
    task = running(cast, **changed)
    if state == NodeState.OPEN:
        return node(task)
    return reported(cast, task) if state == NodeState.REPORTED else accepted(cast, task)


def office(cast: Cast) -> By:
    """The office."""
    return by(cast.office)

"""How a task and its nodes go from one state to the next: two tables, and nothing beside them.

What was approved is carried through (S60): a task ends completed or cancelled, both with words and
with approval; its days, nodes, lead and co-units change by an adjustment with a reason and by
nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions import audit, taking
from saima.actions.by import By
from saima.actions.derivations import follow_task
from saima.actions.found import newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.taking import any_step, moved
from saima.actions.task_refusals import NODE_NOT_NOW, OWN_NODE, TASK_NOT_NOW
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.chain import plain
from saima.records.models import NodeState, Task, TaskNode, TaskState, TaskStep
from saima.records.models.tasks import OPEN_TASK
from saima.records.queries.plans import plan_of

State = TaskState


class Act(StrEnum):
    """What somebody does with a task."""

    WRITE = "write"
    EDIT = "edit"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    DROP = "drop"
    ASK_ADJUST = "ask_adjust"
    ADJUST = "adjust"
    GRANT_ADJUST = "grant_adjust"
    REFUSE_ADJUST = "refuse_adjust"
    ASK_CANCEL = "ask_cancel"
    CANCEL = "cancel"
    GRANT_CANCEL = "grant_cancel"
    REFUSE_CANCEL = "refuse_cancel"
    COMPLETE = "complete"
    CONFIRM = "confirm"
    REOPEN = "reopen"


class NodeAct(StrEnum):
    """What somebody does with a node."""

    REPORT = "report"
    ACCEPT = "accept"
    RETURN = "return"
    CHECKER = "checker"


@dataclass(frozen=True)
class Step:
    """The state that follows, and the right that is needed for it."""

    to: State
    right: Right


@dataclass(frozen=True)
class NodeStep:
    """The same of a node."""

    to: NodeState
    right: Right


WRITING, LEADING, APPROVING = Right.TASK_PROPOSE, Right.TASK_REPORT, Right.TASK_APPROVE

STEPS: Mapping[tuple[State, Act], Step] = {
    (State.DRAFT, Act.EDIT): Step(State.DRAFT, WRITING),
    (State.DRAFT, Act.PROPOSE): Step(State.PROPOSED, WRITING),
    (State.DRAFT, Act.DROP): Step(State.CANCELLED, WRITING),
    (State.PROPOSED, Act.WITHDRAW): Step(State.DRAFT, LEADING),
    (State.PROPOSED, Act.APPROVE): Step(State.RUNNING, APPROVING),
    (State.PROPOSED, Act.RETURN): Step(State.DRAFT, APPROVING),
    (State.RUNNING, Act.ASK_ADJUST): Step(State.ADJUSTING, LEADING),
    (State.RUNNING, Act.ADJUST): Step(State.RUNNING, APPROVING),
    (State.RUNNING, Act.ASK_CANCEL): Step(State.CANCELLING, LEADING),
    (State.RUNNING, Act.CANCEL): Step(State.CANCELLED, APPROVING),
    (State.RUNNING, Act.COMPLETE): Step(State.COMPLETING, LEADING),
    (State.ADJUSTING, Act.WITHDRAW): Step(State.RUNNING, LEADING),
    (State.ADJUSTING, Act.GRANT_ADJUST): Step(State.RUNNING, APPROVING),
    (State.ADJUSTING, Act.REFUSE_ADJUST): Step(State.RUNNING, APPROVING),
    (State.CANCELLING, Act.WITHDRAW): Step(State.RUNNING, LEADING),
    (State.CANCELLING, Act.GRANT_CANCEL): Step(State.CANCELLED, APPROVING),
    (State.CANCELLING, Act.REFUSE_CANCEL): Step(State.RUNNING, APPROVING),
    (State.COMPLETING, Act.WITHDRAW): Step(State.RUNNING, LEADING),
    (State.COMPLETING, Act.CONFIRM): Step(State.COMPLETED, APPROVING),
    (State.COMPLETING, Act.REOPEN): Step(State.RUNNING, APPROVING),
}
"""Nothing leads back from completed or cancelled; every act asks for one right."""

NODE_STEPS: Mapping[tuple[NodeState, NodeAct], NodeStep] = {
    (NodeState.OPEN, NodeAct.REPORT): NodeStep(NodeState.REPORTED, LEADING),
    (NodeState.REPORTED, NodeAct.ACCEPT): NodeStep(NodeState.ACCEPTED, Right.NODE_ACCEPT),
    (NodeState.REPORTED, NodeAct.RETURN): NodeStep(NodeState.OPEN, Right.NODE_ACCEPT),
    (NodeState.OPEN, NodeAct.CHECKER): NodeStep(NodeState.OPEN, APPROVING),
    (NodeState.REPORTED, NodeAct.CHECKER): NodeStep(NodeState.REPORTED, APPROVING),
}
"""Only nodes of a task that is running, or waits for an answer to what it asked."""


@dataclass(frozen=True)
class Taken(taking.Taken):
    """A step; ``left`` are units that the task counted for until now and that are counted anew."""

    left: frozenset[str] = frozenset()


def right_of(act: Act | NodeAct) -> Right:
    """The right that an act asks for, in whatever state."""
    if isinstance(act, NodeAct):
        return any_step(NODE_STEPS, act).right
    if act is Act.WRITE:
        return WRITING
    return any_step(STEPS, act).right


def leading(task: Task, plan: Plan | None = None) -> str:
    """The unit that leads now: the one it was merged into, where it was (domain section 6).

    ``plan``: the newest of the task, where it is known; so in all that follows.
    """
    return heir(plan or plan_of(newest_version(task.plan)), task.unit)


def checking(task: Task, node: TaskNode, plan: Plan | None = None) -> str:
    """The unit that accepts a node now; empty for the office."""
    return node.checker and heir(plan or plan_of(newest_version(task.plan)), node.checker)


def own_units(by: By) -> set[str]:
    """The units in which somebody sits or holds a post."""
    return {by.person.unit, *(unit for _, unit in by.standing.held)} - {""}


def may_act(by: By, task: Task, act: Act, plan: Plan | None = None) -> bool:
    """Whether somebody may take a step of a task at all, in whatever state it is."""
    right = right_of(act)
    return by.standing.may(right, None if right is APPROVING else leading(task, plan))


def next_step(by: By, task: Task, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told;
    Refused where it is not the time for it.
    """
    if not may_act(by, task, act):
        raise Denied(right=right_of(act), unit=task.unit)
    step = STEPS.get((State(task.state), act))
    if step is None:
        raise refused(TASK_NOT_NOW, task=task.code, state=task.state, act=act.value)
    return step


def take(by: By, task: Task, taken: Taken) -> TaskStep:
    """Take a step: the new state, a row of its history, a record of the log.

    Call it inside the transaction that holds the lock on the task. Raises as ``next_step``.
    """
    step = next_step(by, task, Act(taken.act))
    before = moved(task, step.to, taken)
    return written(by, task, taken, before=before)


def written(by: By, task: Task, taken: Taken, *, before: str = "") -> TaskStep:
    """The row of the history and the record of the log; ``before``: the state until now."""
    made: TaskStep = TaskStep.objects.create(
        task=task,
        act=taken.act,
        state=task.state,
        text=taken.text[:1000],
        data=plain(taken.data),
        by=by.person,
        at=by.now,
    )
    audit.record(
        by,
        f"task.{taken.act}",
        task,
        task=task.title,
        unit=task.unit,
        code=task.code,
        before=before,
        after=task.state,
        text=taken.text,
        data=taken.data,
    )
    follow_task(task, by.now, *taken.left)
    return made


def may_accept(by: By, task: Task, node: TaskNode, plan: Plan | None = None) -> bool:
    """Whether somebody may accept or return a node: the named checker or the office.

    Never the unit that reported it, nor whoever reported it.
    """
    right = Right.NODE_ACCEPT
    if not by.standing.may(right, checking(task, node, plan) or None):
        return False
    return leading(task, plan) not in own_units(by) and node.reported_by_id != by.person.pk


def may_act_on(by: By, task: Task, node: TaskNode, act: NodeAct, plan: Plan | None = None) -> bool:
    """Whether somebody may take a step of a node at all, in whatever state it is."""
    right = right_of(act)
    if right is Right.NODE_ACCEPT:
        return may_accept(by, task, node, plan)
    return by.standing.may(right, None if right is APPROVING else leading(task, plan))


def next_node_step(by: By, task: Task, node: TaskNode, act: NodeAct) -> NodeStep:
    """The step that the act takes from here. Raises as ``next_step``."""
    if not may_act_on(by, task, node, act):
        own = right_of(act) is Right.NODE_ACCEPT and by.standing.may_somewhere(Right.NODE_ACCEPT)
        raise Denied(OWN_NODE, unit=task.unit) if own else Denied(unit=task.unit)
    step = NODE_STEPS.get((NodeState(node.state), act))
    if step is None or task.state not in OPEN_TASK or node.dropped:
        state = task.state if task.state not in OPEN_TASK else node.state
        facts = {"task": task.code, "number": node.number, "state": state, "act": act.value}
        raise refused(NODE_NOT_NOW, **facts)
    return step


def take_node(by: By, task: Task, node: TaskNode, taken: Taken) -> TaskStep:
    """Take a step of a node, inside the transaction that holds the lock on its task.

    Raises as ``next_node_step``.
    """
    step = next_node_step(by, task, node, NodeAct(taken.act))
    before = moved(node, step.to, taken)
    made: TaskStep = TaskStep.objects.create(
        task=task,
        node=node,
        act=taken.act,
        state=node.state,
        text=taken.text[:1000],
        data=plain(taken.data),
        by=by.person,
        at=by.now,
    )
    audit.record(
        by,
        f"node.{taken.act}",
        node,
        task=task.title,
        unit=task.unit,
        number=node.number,
        before=before,
        after=node.state,
        text=taken.text,
        data=taken.data,
    )
    follow_task(task, by.now)
    return made

"""One task as its page shows it: standing, nodes, who carries it, what it serves, its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from saima.actions.asked_changes import Change
from saima.actions.by import By
from saima.actions.task_changes import before
from saima.actions.task_steps import checking
from saima.plan.plan import Plan
from saima.records.models import NodeEvidence, NodeState, Task, TaskForce, TaskNode, TaskStep
from saima.records.queries.node_days import days_of
from saima.records.queries.tasks import with_parts
from saima.web.readings.tasks import TaskLine, read_lines
from saima.web.wording.audit import action_word
from saima.web.wording.objections import unit_in
from saima.web.wording.states import State
from saima.web.wording.task_changes import Difference, Names, differences
from saima.web.wording.tasks import LATE_NODE, LATE_REPORTED, NODES, REPORTED_NODE


@dataclass(frozen=True)
class NodeLine:
    """A node; ``share`` is its part of the task's whole weight, ``moved`` where its day changed."""

    node: TaskNode
    state: State
    share: float
    checker: str
    files: tuple[NodeEvidence, ...]
    moved: bool
    days_late: int


@dataclass(frozen=True)
class Shared:
    """A unit with its part of the task."""

    unit: str
    share: Decimal
    leads: bool


@dataclass(frozen=True)
class Served:
    """An indicator that the task serves."""

    code: str
    name: str


@dataclass(frozen=True)
class StepLine:
    """A step of the story: what it asked for or changed, and the reason where others gave it."""

    step: TaskStep
    word: str
    differences: tuple[Difference, ...]
    reason: str


@dataclass(frozen=True)
class AskedFor:
    """What the lead unit has asked for: why, and what would become another."""

    reason: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class TaskReading:
    """Everything on the page of a task."""

    line: TaskLine
    nodes: tuple[NodeLine, ...]
    dropped: tuple[TaskNode, ...]
    units: tuple[Shared, ...]
    indicators: tuple[Served, ...]
    tags: tuple[str, ...]
    forces: tuple[TaskForce, ...]
    asked: AskedFor | None
    steps: tuple[StepLine, ...]

    @property
    def task(self) -> Task:
        """The row."""
        return self.line.task


def read_task(by: By, plan: Plan, task: int, language: str) -> TaskReading:
    """A task; ten queries, however many nodes and steps it has."""
    row = with_parts(Task.objects.filter(pk=task)).get()
    nodes = sorted(row.nodes.all(), key=lambda node: node.number)
    living = [node for node in nodes if not node.dropped]
    steps = row.steps.select_related("by", "node").order_by("pk")
    titles = {node.number: node.title for node in nodes}
    names = Names(lambda code: unit_in(plan, code, language), titles)
    return TaskReading(
        line=read_lines(by, plan, [row], language)[0],
        nodes=tuple(node_lines(by, plan, row, living, language)),
        dropped=tuple(node for node in nodes if node.dropped),
        units=tuple(shares(row, plan, language)),
        indicators=tuple(
            Served(one.indicator, name_of(plan, one.indicator, language))
            for one in row.indicators.all()
        ),
        tags=tuple(f"{one.get_kind_display()} {one.tag}" for one in row.tags.all()),
        forces=tuple(row.task_forces.order_by("name")),
        asked=asked_for(row, names) if row.asked else None,
        steps=tuple(step_line(step, names) for step in steps),
    )


def name_of(plan: Plan, code: str, language: str) -> str:
    """The name of an indicator."""
    found = plan.indicator_by_code.get(code)
    return found.label.text(language) if found else code


def shares(task: Task, plan: Plan, language: str) -> list[Shared]:
    """The lead with what the co-units leave, then these."""
    helping = [
        Shared(unit_in(plan, one.unit, language), one.share, leads=False)
        for one in task.co_units.all()
    ]
    rest = Decimal(100) - sum((one.share for one in helping), Decimal())
    return [Shared(unit_in(plan, task.unit, language), rest, leads=True), *helping]


def node_lines(
    by: By, plan: Plan, task: Task, nodes: Sequence[TaskNode], language: str
) -> list[NodeLine]:
    """The nodes with their files; one query for these."""
    files: dict[int, list[NodeEvidence]] = {}
    kept = NodeEvidence.objects.filter(node__in=nodes).select_related("stored", "by")
    for file in kept.order_by("pk"):
        files.setdefault(file.node_id, []).append(file)
    whole = sum((node.weight for node in nodes), Decimal())
    return [
        NodeLine(
            node=node,
            state=node_state(node, by),
            share=float(node.weight / whole) if whole else 0.0,
            checker=unit_in(plan, checking(task, node, plan), language) if node.checker else "",
            files=tuple(files.get(node.pk, ())),
            moved=node.due != node.first_due,
            days_late=days_of(node).days_late(by.today),
        )
        for node in nodes
    ]


def node_state(node: TaskNode, by: By) -> State:
    """How far a node has come, and whether it is late; what was reported waits to be accepted."""
    late = days_of(node).late(by.today)
    if node.state == NodeState.REPORTED:
        return LATE_REPORTED if late else REPORTED_NODE
    return LATE_NODE if late else NODES[node.state]


def asked_for(task: Task, names: Names) -> AskedFor:
    """What waits for the office, beside what stands now."""
    reason = str(task.asked.get("reason", ""))
    if "days" not in task.asked:
        return AskedFor(reason, ())
    change = Change.of(task.asked)
    data = {**change.kept(), **before(task, change), "due": change.ends(task)}
    return AskedFor(reason, tuple(differences(data, names)))


def step_line(step: TaskStep, names: Names) -> StepLine:
    """A step of the story in words."""
    subject = "node" if step.node_id else "task"
    reason = str(step.data.get("reason") or "")
    return StepLine(
        step,
        action_word(f"{subject}.{step.act}"),
        tuple(differences(step.data, names)),
        reason if reason != step.text else "",
    )

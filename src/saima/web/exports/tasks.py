"""Tasks with their nodes as a file that can be changed and given back: one row a node."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saima.actions.task_rows import COLUMNS, KINDS, NODE_COLUMNS
from saima.documents import figures
from saima.documents.tables import Cell, Column, Table
from saima.plan.plan import Plan
from saima.records.models import TagKind, Task, TaskNode, TaskOrigin
from saima.records.queries.tasks import with_parts
from saima.web.wording.objections import unit_in
from saima.web.wording.tasks import NODES, TASKS

WIDTHS = {"title": 32, "text": 32, "node_title": 28, "co_units": 28, "indicators": 28}
JOINT = "；"


def tasks_export(keys: Sequence[int], plan: Plan, language: str) -> Table:
    """The tasks in this order; the columns of a task stand in the row of its first node."""
    found = {task.pk: task for task in with_parts(keys)}
    tasks = [found[key] for key in keys if key in found]
    return Table(
        name=_("Tasks"),
        title=_("Tasks"),
        lines=(_("Demo data (fictitious)"),) if plan.fictitious else (),
        columns=tuple(
            Column(column.title.text(language), None, WIDTHS.get(column.key, 14))
            for column in COLUMNS
        ),
        rows=tuple(row for task in tasks for row in rows_of(task, plan, language)),
    )


def rows_of(task: Task, plan: Plan, language: str) -> list[tuple[Cell, ...]]:
    """A task in one row for each node, or in one row without any."""
    nodes = sorted((one for one in task.nodes.all() if not one.dropped), key=lambda n: n.number)
    own = task_cells(task, plan, language)
    state = str(TASKS[task.state].word)
    rows: list[tuple[Cell, ...]] = []
    for index, node in enumerate(nodes or [None]):
        head = own if index == 0 else (task.code, *[""] * (len(own) - 1))
        rows.append((*head, *node_cells(node, state if index == 0 else "", plan, language)))
    return rows


def task_cells(task: Task, plan: Plan, language: str) -> tuple[Cell, ...]:
    """The columns of a task."""
    contest = plan.node_by_code.get(task.contest)
    return (
        task.code,
        task.title,
        task.text,
        task.programme.code if task.programme else "",
        contest.code if contest else task.contest,
        readable(plan, task.unit, language),
        JOINT.join(
            f"{readable(plan, one.unit, language)} {one.share.normalize():f}"
            if one.share
            else readable(plan, one.unit, language)
            for one in task.co_units.all()
        ),
        task.leader,
        task.owner,
        str(TaskOrigin(task.origin).label),
        JOINT.join(one.indicator for one in task.indicators.all()),
        JOINT.join(f"{KINDS[TagKind(one.kind)]}:{one.tag}" for one in task.tags.all()),
        figures.day(task.starts),
        figures.day(task.due),
    )


def readable(plan: Plan, code: str, language: str) -> str:
    """A unit's name; its code where another unit has the same name."""
    name = unit_in(plan, code, language)
    same = sum(unit.name(language) == name for unit in plan.units)
    return name if same == 1 else code


def node_cells(node: TaskNode | None, state: str, plan: Plan, language: str) -> tuple[Cell, ...]:
    """The columns of a node, and how far task and node have come."""
    if node is None:
        return (*[""] * len(NODE_COLUMNS), state, "", "", "")
    return (
        str(node.number),
        node.title,
        f"{node.weight.normalize():f}",
        figures.day(node.starts) if node.starts else "",
        figures.day(node.due),
        readable(plan, node.checker, language) if node.checker else "",
        state,
        str(NODES[node.state].word),
        figures.day(node.done_on) if node.done_on else "",
        node.result,
    )

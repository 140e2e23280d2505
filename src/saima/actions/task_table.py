"""Tasks by table: checked first, then taken whole or not at all, by the same steps as the forms.

A code that is not there yet makes a new draft, a draft is changed; a task that was approved has to
stand in the table as it is, because its days change by an adjustment only (S60).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.imported import Remark, parsed_day
from saima.actions.new_tasks import NewTask
from saima.actions.permissions import Right
from saima.actions.posts import TOO_MANY_ROWS
from saima.actions.refusals import Denied, Refused, refused
from saima.actions.task_edits import edit, faults_of, write, written_as
from saima.actions.task_rows import COLUMNS, Block, Words, read_tasks, remark
from saima.actions.task_steps import State
from saima.actions.tasks import assign
from saima.exchange.filled_table import TableRow, read_table
from saima.plan.problems import Problem, Problems, problem_kind
from saima.records.models import Task, TaskNode
from saima.records.queries.tasks import with_parts

MOST_ROWS = 20_000

TASK_APPROVED = problem_kind(
    "task_approved",
    en=(
        "the task {task} was approved and stands otherwise in the records",
        "expected the row as it was taken out",
        "leave it as it is, and adjust the task on its page with a reason",
    ),
    zh=(
        "任务 {task} 已批准，与现有记录不一致",
        "应与导出时一致",
        "请保持不变，如需调整请在任务页面说明原因后办理",
    ),
)
NOT_IMPORTED = problem_kind(
    "not_imported",
    en=(
        "what was done is not taken from a table",
        "expected what stands in the records, or nothing",
        "report the node on the page of its task, with its evidence",
    ),
    zh=("完成情况不通过表格导入", "应与现有记录一致或留空", "请在任务页面报送节点并附佐证"),
)


class Effect(StrEnum):
    """What a task of the table does."""

    NEW = "new"
    CHANGE = "change"
    NONE = "none"


@dataclass(frozen=True)
class TaskRow:
    """A task of the table as it was understood; ``row`` is its first row."""

    row: int
    task: NewTask
    effect: Effect
    known: int | None = None


@dataclass(frozen=True)
class Report:
    """What a table does, or what is wrong with it; ``remarks`` by cell."""

    name: str
    rows: tuple[TaskRow, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def changing(self) -> tuple[TaskRow, ...]:
        """The tasks that something happens to."""
        return tuple(row for row in self.rows if row.effect is not Effect.NONE)

    @property
    def unchanged(self) -> int:
        """How many tasks are so already."""
        return len(self.rows) - len(self.changing)

    @property
    def ok(self) -> bool:
        """Whether it can be taken and changes something."""
        return not self.remarks and bool(self.changing)


def check_table(by: By, plan: str, name: str, content: bytes, words: Words) -> Report:
    """What taking the table would do; nothing is changed.

    Raises Denied, and Refused for a file that is no such table or too long.
    """
    if not by.standing.may_somewhere(Right.TASK_PROPOSE):
        raise Denied(right=Right.TASK_PROPOSE)
    rows = read_rows(name, content)
    remarks: list[Remark] = []
    read = read_tasks(rows, words, remarks)
    judged = tuple(judge(by, plan, read, remarks))
    return Report(name, judged, tuple(sorted(remarks, key=lambda one: one.row)))


def read_rows(name: str, content: bytes) -> tuple[TableRow, ...]:
    """The rows of the file. Raises Refused."""
    try:
        rows = read_table(name, content, COLUMNS)
    except Problems as problems:
        raise Refused(problems.problems) from problems
    if len(rows) > MOST_ROWS:
        raise refused(TOO_MANY_ROWS, count=len(rows), limit=MOST_ROWS)
    return rows


def judge(
    by: By, plan: str, read: Sequence[tuple[Block, NewTask]], remarks: list[Remark]
) -> Iterator[TaskRow]:
    """What each task would do; what is wrong with it is remarked."""
    codes = [block.code for block, _ in read]
    rows = Task.objects.filter(plan=plan, code__in=codes)
    known = {task.code: task for task in with_parts(rows)}
    for fault in faults_of(plan, [task for _, task in read]):
        block = read[fault.task][0]
        row = block.first if fault.node is None else node_row(block, fault.node)
        remarks.append(remark(row, fault.field, fault.problem))
    for block, new in read:
        before = known.get(block.code)
        remarks += read_only_remarks(block, before)
        for unit in {new.unit, before.unit if before else new.unit}:
            if not by.standing.may(Right.TASK_PROPOSE, unit):
                remarks.append(remark(block.first, "unit", Denied().problem))
        effect = Effect.NEW if before is None else changed(before, new)
        if before is not None and effect is Effect.CHANGE and before.state != State.DRAFT:
            problem = Problem(TASK_APPROVED, facts={"task": block.code})
            remarks.append(remark(block.first, "code", problem))
        yield TaskRow(block.first.row, new, effect, None if before is None else before.pk)


def node_row(block: Block, index: int) -> TableRow:
    """The row of the node with an index."""
    rows = [row for row in block.rows if row.text("node_title") or row.text("node_due")]
    return rows[index]


def changed(before: Task, new: NewTask) -> Effect:
    """Whether a task would be another one than it is."""
    return Effect.NONE if comparable(written_as(before)) == comparable(new) else Effect.CHANGE


def comparable(task: NewTask) -> NewTask:
    """The task without the order of its parts; nodes without a number have the next one."""
    taken = [node.number for node in task.nodes if node.number is not None]
    following = max(taken, default=0)
    nodes = []
    for node in task.nodes:
        number = node.number
        if number is None:
            following = number = following + 1
        nodes.append(replace(node, number=number, weight=node.weight.quantize(Decimal("0.01"))))
    return replace(
        task,
        nodes=tuple(sorted(nodes, key=lambda node: node.number or 0)),
        co_units=tuple(sorted(task.co_units, key=lambda one: one.unit)),
        indicators=tuple(sorted(set(task.indicators))),
        tags=tuple(sorted(set(task.tags))),
    )


def read_only_remarks(block: Block, before: Task | None) -> Iterator[Remark]:
    """Cells about what was done that say something else than the records."""
    nodes = {} if before is None else {node.number: node for node in before.nodes.all()}
    for index, row in enumerate(block.rows, start=1):
        number = row.text("number")
        node = nodes.get(int(number) if number.isdecimal() else index)
        if row.text("done_on") and parsed_day(row.text("done_on")) != (node and node.done_on):
            yield remark(row, "done_on", Problem(NOT_IMPORTED))
        if row.text("result") and row.text("result") != one_line(node):
            yield remark(row, "result", Problem(NOT_IMPORTED))


def one_line(node: TaskNode | None) -> str:
    """The result of a node as a file gives it back."""
    return "" if node is None else node.result.strip()


def take_table(
    by: By, plan: str, file: tuple[str, bytes], words: Words, *, at_once: bool = False
) -> Report:
    """Write and change everything that the table says, all of it or nothing.

    ``at_once``: the office approves what it brings in. Raises Denied; Refused where
    ``check_table`` finds anything wrong.
    """
    if at_once:
        by.needs(Right.TASK_APPROVE)
    with transaction.atomic():
        report = check_table(by, plan, *file, words)
        if report.remarks:
            raise Refused([one.problem for one in report.remarks])
        for row in report.changing:
            if row.known is None:
                key = write(by, plan, row.task).pk
            else:
                key = edit(by, row.known, row.task).pk
            if at_once:
                assign(by, key)
        count = len(report.changing)
        audit.record(by, "tasks.import", None, name=report.name[:100], changed=count)
    return report

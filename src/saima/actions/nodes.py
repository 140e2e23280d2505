"""Nodes of tasks: reported with evidence, accepted by somebody else, or returned (S39)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import DAY_TO_COME
from saima.actions.evidence import Opened, opened_file
from saima.actions.found import find, newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import (
    DATES_CROSSED,
    EMPTY_REASON,
    NO_SUCH_UNIT,
    NOT_THERE,
    Denied,
    refused,
)
from saima.actions.sniffing import clean_name
from saima.actions.stored_files import NamedFile, stored
from saima.actions.task_faults import works
from saima.actions.task_refusals import CHECKER_LEADS, RESULT_NEEDED
from saima.actions.task_sight import seen_by
from saima.actions.task_steps import NodeAct, Taken, leading, next_node_step, take_node
from saima.actions.task_telling import tell_checker, tell_returned_node
from saima.records.models import NodeEvidence, Task, TaskNode
from saima.records.queries.plans import plan_of

MOST_FILES = 10


def report_node(
    by: By, node: int, done_on: date, result: str, files: Sequence[NamedFile] = ()
) -> TaskNode:
    """Report a node as done on a day, with what was achieved and files that prove it.

    Files are asked for, not forced, so that nobody makes papers for their own sake; whoever
    accepts it returns what is not proved. Raises Denied; Refused without a result, for a day to
    come or before the task began, for files of a wrong kind, and where it is not open.
    """
    with transaction.atomic():
        task, found = locked(node)
        next_node_step(by, task, found, NodeAct.REPORT)
        if not result.strip():
            raise refused(RESULT_NEEDED)
        if done_on > by.today:
            raise refused(DAY_TO_COME, day=done_on)
        if done_on < task.starts:
            raise refused(DATES_CROSSED, later=done_on, earlier=task.starts)
        kept = [keep(by, found, file) for file in files[:MOST_FILES]]
        text = result.strip()[:1000]
        changes = {
            "done_on": done_on,
            "result": text,
            "reported_by": by.person,
            "reported_at": by.now,
        }
        data = {"done_on": done_on, "files": [one.name for one in kept]}
        step = take_node(by, task, found, Taken(NodeAct.REPORT, text, data, changes))
        tell_checker(by, task, found, step)
    return found


def keep(by: By, node: TaskNode, file: NamedFile) -> NodeEvidence:
    """Keep a file that proves a node."""
    made: NodeEvidence = NodeEvidence.objects.create(
        node=node, stored=stored(file), name=clean_name(file.name)[:200], by=by.person, at=by.now
    )
    return made


def accept_node(by: By, node: int, remark: str = "") -> TaskNode:
    """Accept a reported node. Raises Denied also for the unit and person that reported it."""
    with transaction.atomic():
        task, found = locked(node)
        changes = {"accepted_by": by.person, "accepted_at": by.now}
        taken = Taken(NodeAct.ACCEPT, remark.strip()[:1000], changes=changes)
        take_node(by, task, found, taken)
    return found


def return_node(by: By, node: int, reason: str) -> TaskNode:
    """Send a reported node back. Raises Denied as ``accept_node``; Refused without a reason.

    What was written stays with it, so that the unit only mends it.
    """
    with transaction.atomic():
        task, found = locked(node)
        next_node_step(by, task, found, NodeAct.RETURN)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        taken = Taken(NodeAct.RETURN, reason.strip()[:1000], changes={"done_on": None})
        step = take_node(by, task, found, taken)
        tell_returned_node(by, task, found, step)
    return found


def name_checker(by: By, node: int, unit: str, reason: str) -> TaskNode:
    """Name the unit that accepts a node (empty: the office).

    Raises Denied; Refused without a reason, for the lead unit, and for a unit that is none.
    """
    with transaction.atomic():
        task, found = locked(node)
        next_node_step(by, task, found, NodeAct.CHECKER)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        if unit and not works(plan_of(newest_version(task.plan)), unit):
            raise refused(NO_SUCH_UNIT, unit=unit, plan=task.plan)
        if unit == leading(task):
            raise refused(CHECKER_LEADS, unit=unit)
        data = {"before": found.checker, "checker": unit}
        taken = Taken(NodeAct.CHECKER, reason.strip()[:1000], data, {"checker": unit})
        take_node(by, task, found, taken)
    return found


def locked(node: int) -> tuple[Task, TaskNode]:
    """The task of a node and the node, the task locked first, as every change of it does."""
    key = TaskNode.objects.filter(pk=node).values_list("task", flat=True).first()
    if key is None:
        raise refused(NOT_THERE)
    return find(Task, key, lock=True), find(TaskNode, node, lock=True)


def open_evidence(by: By, file: int) -> Opened:
    """Hand a file of a node out to somebody who may see the task; the log says who took it.

    Raises Denied, and Refused where there is no such file.
    """
    rows = NodeEvidence.objects.filter(pk=file).select_related("node__task", "stored")
    found = rows.first()
    if found is None:
        raise refused(NOT_THERE)
    task = found.node.task
    if not seen_by(by).filter(pk=task.pk).exists():
        raise Denied(right=Right.TASK_READ, unit=task.unit)
    opened = opened_file(found.name, found.stored)
    audit.record(
        by, "node.open", found.node, task=task.title, number=found.node.number, name=found.name
    )
    return opened

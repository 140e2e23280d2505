"""Who writes, decides and reports tasks: each action tried by every post."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from saima.actions import (
    nodes,
    programmes,
    task_changes,
    task_edits,
    task_forces,
    task_sight,
    task_table,
    tasks,
)
from saima.actions.asked_changes import Change
from saima.actions.by import By
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.actions.task_rows import Words
from saima.records.models import NodeEvidence, Task, TaskNode
from tests.cast import NOW, POSTS, Cast, by, publish
from tests.task_stage import NEW, PLAN, draft, node, reported, running

NONE = 999
"""An id that nothing has: whoever has the right is told so, everybody else is denied."""
MOVED = Change({2: date(2021, 8, 31)})
DAY = NOW.date()
OFFICE = {"office", "colleague"}
LEAD = {"reporter", "approver"}
HELPING = {"town_reporter", "town_approver"}
CHECKING = {"statistician", "statistics_approver"}
EVERYWHERE = OFFICE | {"leader", "auditor"}
WRITERS = OFFICE | LEAD
UNITS = LEAD | HELPING | CHECKING | {"checker", "other_reporter", "office_reporter"}
EMPTY = Words({}, {}, {}, {}, {}, {})


def task() -> int:
    """The only task that was approved."""
    return Task.objects.exclude(state="draft").get().pk


def own_draft() -> int:
    """The only draft."""
    return Task.objects.get(state="draft").pk


def first() -> int:
    """The reported node of the task."""
    return TaskNode.objects.get(task__code="A1", number=1).pk


def second() -> int:
    """Its open node."""
    return TaskNode.objects.get(task__code="A1", number=2).pk


ACTIONS: dict[str, tuple[Callable[[By], object], set[str]]] = {
    "nodes.accept_node": (lambda by: nodes.accept_node(by, first()), OFFICE),
    "nodes.name_checker": (lambda by: nodes.name_checker(by, second(), "a", "x"), OFFICE),
    "nodes.open_evidence": (
        lambda by: nodes.open_evidence(by, NodeEvidence.objects.get().pk),
        EVERYWHERE | LEAD | HELPING | CHECKING | {"checker"},
    ),
    "nodes.report_node": (lambda by: nodes.report_node(by, second(), DAY, "x"), LEAD),
    "nodes.return_node": (lambda by: nodes.return_node(by, first(), "x"), OFFICE),
    "programmes.add": (
        lambda by: programmes.add(by, PLAN, programmes.NewProgramme("x")),
        OFFICE,
    ),
    "programmes.add_lines": (lambda by: programmes.add_lines(by, PLAN, []), OFFICE),
    "programmes.name_line": (lambda by: programmes.name_line(by, NONE, "x"), OFFICE),
    "task_changes.adjust": (lambda by: task_changes.adjust(by, task(), MOVED, "x"), OFFICE),
    "task_changes.ask_adjust": (lambda by: task_changes.ask_adjust(by, task(), MOVED, "x"), LEAD),
    "task_changes.ask_cancel": (lambda by: task_changes.ask_cancel(by, task(), "x"), LEAD),
    "task_changes.cancel": (lambda by: task_changes.cancel(by, task(), "x"), OFFICE),
    "task_changes.grant_adjust": (lambda by: task_changes.grant_adjust(by, task()), OFFICE),
    "task_changes.grant_cancel": (lambda by: task_changes.grant_cancel(by, task()), OFFICE),
    "task_changes.refuse_adjust": (
        lambda by: task_changes.refuse_adjust(by, task(), "x"),
        OFFICE,
    ),
    "task_changes.refuse_cancel": (
        lambda by: task_changes.refuse_cancel(by, task(), "x"),
        OFFICE,
    ),
    "task_edits.edit": (
        lambda by: task_edits.edit(by, own_draft(), replace(NEW, code="A2")),
        WRITERS,
    ),
    "task_edits.write": (lambda by: task_edits.write(by, PLAN, replace(NEW, code="")), WRITERS),
    "task_forces.add_member": (
        lambda by: task_forces.add_member(by, NONE, "a", "x", DAY),
        OFFICE,
    ),
    "task_forces.drive": (lambda by: task_forces.drive(by, NONE, []), OFFICE),
    "task_forces.end_force": (lambda by: task_forces.end_force(by, NONE, DAY, "x"), OFFICE),
    "task_forces.end_member": (lambda by: task_forces.end_member(by, NONE, DAY), OFFICE),
    "task_forces.found_force": (
        lambda by: task_forces.found_force(by, PLAN, task_forces.NewForce("x", "a", "x", DAY)),
        OFFICE,
    ),
    "task_forces.meet": (lambda by: task_forces.meet(by, NONE, DAY, "x", "x"), OFFICE),
    "task_sight.seen_by": (task_sight.seen_by, EVERYWHERE | UNITS),
    "task_table.check_table": (
        lambda by: task_table.check_table(by, PLAN, "x.csv", b"x", EMPTY),
        OFFICE | UNITS - {"checker"},
    ),
    "task_table.take_table": (
        lambda by: task_table.take_table(by, PLAN, ("x.csv", b"x"), EMPTY, at_once=True),
        OFFICE,
    ),
    "tasks.approve": (lambda by: tasks.approve(by, task()), OFFICE),
    "tasks.assign": (lambda by: tasks.assign(by, own_draft()), OFFICE),
    "tasks.complete": (lambda by: tasks.complete(by, task(), "x"), LEAD),
    "tasks.confirm": (lambda by: tasks.confirm(by, task()), OFFICE),
    "tasks.drop": (lambda by: tasks.drop(by, own_draft(), "x"), WRITERS),
    "tasks.move_nodes": (
        lambda by: tasks.move_nodes(by, task(), {second(): date(2021, 7, 31)}, "x"),
        WRITERS,
    ),
    "tasks.propose": (lambda by: tasks.propose(by, own_draft()), WRITERS),
    "tasks.reopen": (lambda by: tasks.reopen(by, task(), "x"), OFFICE),
    "tasks.send_back": (lambda by: tasks.send_back(by, task(), "x"), OFFICE),
    "tasks.withdraw": (lambda by: tasks.withdraw(by, task(), "x"), LEAD),
}


@pytest.fixture
def work(cast: Cast) -> Cast:
    """A running task with a reported node and its evidence, and a draft."""
    publish()
    made = running(cast)
    draft(cast, code="A2")
    found = reported(cast, made)
    nodes.keep(by(cast.reporter), found, NamedFile("x.txt", b"x"))
    assert node(made).state == "reported"
    return cast


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(work: Cast, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for post in POSTS:
        with transaction.atomic():
            try:
                action(by(getattr(work, post)))
            except Denied:
                continue
            except Refused:
                pass
            finally:
                transaction.set_rollback(True)
        done.add(post)
    assert done == allowed

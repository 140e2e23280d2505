"""A task of commerce with its nodes, a line and a task force, as tests of permissions ask for."""

from collections.abc import Callable
from typing import Any

from saima.actions import nodes, programmes, task_forces
from saima.actions.stored_files import NamedFile
from tests.cast import NOW, Cast, by
from tests.task_stage import PLAN, draft, node, reported, running

OFFICE = frozenset({"office"})
LEAD = frozenset({"reporter", "approver"})
SEEING = LEAD | {"office", "leader", "auditor", "checker"}
READING = SEEING | {"town_reporter"}
WRITING = LEAD | {"office", "town_reporter"}

MAY_READ: dict[str, frozenset[str]] = {
    **dict.fromkeys(["tasks", "tasks_table", "programmes", "task_forces", "task_force"], READING),
    **dict.fromkeys(["task", "node_file"], SEEING),
    **dict.fromkeys(["task_new", "tasks_import"], WRITING),
    "task_edit": LEAD | OFFICE,
}
HIDDEN = frozenset({"task", "node_file", "task_edit"})
POST_ONLY = frozenset(
    [
        *("task_step", "task_adjust", "node_report", "node_decide", "node_checker"),
        *("programme_new", "programme_name", "force_member", "force_leave"),
        *("force_tasks", "force_meeting", "force_end"),
    ]
)

Typed = Callable[[dict[str, Any]], dict[str, object]]
DAY = "2021-04-06"


def typed(**fields: object) -> Typed:
    """What is typed, whatever the month."""
    return lambda facts: fields


def typed_task(unit: str) -> Typed:
    """A new task of a unit."""
    return typed(
        title="x",
        unit=unit,
        origin="own",
        starts=DAY,
        due="2021-05-10",
        **{"node-rows": "1", "node0-title": "x", "node0-due": "2021-05-01", "co-rows": "0"},
    )


NOBODY: frozenset[str] = frozenset()
CHANGES: dict[str, tuple[str, frozenset[str], Typed]] = {
    "write a task of commerce": ("task_new", LEAD | OFFICE, typed_task("commerce")),
    "write a task of town a": (
        "task_new",
        frozenset({"office", "town_reporter"}),
        typed_task("a"),
    ),
    "change a task that runs": ("task_edit", NOBODY, typed_task("commerce")),
    "take a table of tasks that is none": ("tasks_import", NOBODY, typed(act="check")),
    "ask for cancellation": ("task_step", LEAD, typed(act="ask_cancel", text="x")),
    "cancel": ("task_step", OFFICE, typed(act="cancel", text="x")),
    "complete with open nodes": ("task_step", NOBODY, typed(act="complete", text="x")),
    "adjust": ("task_adjust", LEAD | OFFICE, typed(day_2="2021-07-31", reason="x")),
    "hand a task over": ("task_adjust", LEAD | OFFICE, typed(unit="b", reason="x")),
    "adjust to a unit that there is not": (
        "task_adjust",
        NOBODY,
        typed(unit="nowhere", reason="x"),
    ),
    "report a node again": ("node_report", NOBODY, typed(done_on=DAY, result="x")),
    "accept a node": ("node_decide", OFFICE, typed(act="accept")),
    "return a node": ("node_decide", OFFICE, typed(act="return", text="x")),
    "name a checker": ("node_checker", OFFICE, typed(unit="b", text="x")),
    "add a programme": ("programme_new", OFFICE, typed(zh="x")),
    "name a line": ("programme_name", OFFICE, typed(zh="x")),
    "found a task force": (
        "task_forces",
        OFFICE,
        typed(name="n", unit="a", leader="x", starts=DAY),
    ),
    "add a member": ("force_member", OFFICE, typed(unit="a", post="x", starts=DAY)),
    "let a member leave": ("force_leave", OFFICE, typed(ends=DAY)),
    "choose tasks": ("force_tasks", OFFICE, typed(codes="A1")),
    "write a meeting of a task force": ("force_meeting", OFFICE, typed(date=DAY, title="x")),
    "end a task force": ("force_end", OFFICE, typed(ends=DAY, reason="x")),
}


def task_facts(cast: Cast) -> dict[str, Any]:
    """The parts of the addresses; node 1 is reported with a file and waits for the office."""
    office = by(cast.office)
    task = running(cast, co_units=())
    draft(cast, code="A2", co_units=())
    found = reported(cast, task)
    nodes.name_checker(office, found.pk, "", "x")
    file = nodes.keep(by(cast.reporter), found, NamedFile("x.txt", b"fictitious"))
    line = programmes.add(office, PLAN, programmes.NewProgramme("x", open_name=True))
    new = task_forces.NewForce("x", "commerce", "x", NOW.date())
    force = task_forces.found_force(office, PLAN, new)
    member = task_forces.add_member(office, force.pk, "commerce", "y", NOW.date())
    return {
        "task": task.pk,
        "node": node(task).pk,
        "node_file": file.pk,
        "programme": line.pk,
        "force": force.pk,
        "member": member.pk,
    }

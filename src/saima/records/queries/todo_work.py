"""What waits while goals become work: by kind, for whom, with counts that equal the lists.

A subject adds its kinds to ``COLUMNS`` and a function that gives its rows to ``SUBJECTS``.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery

from saima.records.models import NodeState, Person, Role, Task, TaskNode, TaskState, TaskStep
from saima.records.queries.todo_asked import Asked, asked
from saima.records.queries.todo_kinds import Kind, Todo
from saima.records.queries.todo_matters import Columns, Held, Rows, listed
from saima.records.queries.todo_problems import PROBLEM_COLUMNS, problem_rows
from saima.records.queries.todo_splits import SPLIT_COLUMNS, of_splits
from saima.records.queries.todo_supervision import SHEET_COLUMNS, of_supervision

AHEAD = timedelta(days=7)
"""So early a node shows up as to be reported."""

MOVING = (TaskState.RUNNING, TaskState.ADJUSTING, TaskState.CANCELLING)
TO_DECIDE = (
    *(TaskState.PROPOSED, TaskState.ADJUSTING),
    *(TaskState.CANCELLING, TaskState.COMPLETING),
)

COLUMNS: Mapping[Kind, Columns] = {
    Kind.TASK_APPROVE: Columns("unit", "title"),
    Kind.TASK_RETURNED: Columns("unit", "title"),
    Kind.NODE_ACCEPT: Columns("task__unit", "title", key="task_id"),
    Kind.NODE_REPORT: Columns("task__unit", "title", until="due", key="task_id"),
    **PROBLEM_COLUMNS,
    **SHEET_COLUMNS,
    **SPLIT_COLUMNS,
}

Subject = Callable[[Asked], dict[Kind, Rows]]


def work(person: Person, held: Held, today: date) -> list[Todo]:
    """The lists of work that have anything in them."""
    return listed(COLUMNS, work_rows(person, held, today), today)


def work_rows(person: Person, held: Held, today: date) -> dict[Kind, Rows]:
    """What waits for a person, without order."""
    found: dict[Kind, Rows] = {}
    whose = asked(person, held, today)
    for subject in SUBJECTS:
        found |= subject(whose)
    return found


def of_tasks(whose: Asked) -> dict[Kind, Rows]:
    """Tasks to decide and nodes to accept; tasks that came back and nodes to report."""
    found: dict[Kind, Rows] = {}
    if whose.holds(Role.OFFICE):
        found[Kind.TASK_APPROVE] = Task.objects.filter(state__in=TO_DECIDE)
    found |= to_accept(whose)
    own = whose.answers(Role.REPORTER, Role.APPROVER)
    if own:
        found[Kind.NODE_REPORT] = TaskNode.objects.filter(
            task__unit__in=own,
            task__state__in=MOVING,
            state=NodeState.OPEN,
            dropped=False,
            due__lte=whose.today + AHEAD,
        )
        found[Kind.TASK_RETURNED] = returned(own)
    return found


def to_accept(whose: Asked) -> dict[Kind, Rows]:
    """Reported nodes that wait for the checkers of these units, or for the office.

    Never those of an own unit, nor what the person reported.
    """
    checking, office = whose.answers(Role.CHECKER), whose.holds(Role.OFFICE)
    if not checking and not office:
        return {}
    mine = Q(checker__in=checking) if checking else Q(pk__in=[])
    if office:
        mine |= Q(checker="")
    own = {whose.person.unit, *(unit for _, unit in whose.held)} - {""}
    rows = TaskNode.objects.filter(
        mine, state=NodeState.REPORTED, dropped=False, task__state__in=MOVING
    )
    others = rows.exclude(task__unit__in=sorted(own)).exclude(reported_by=whose.person)
    return {Kind.NODE_ACCEPT: others}


def returned(codes: list[str]) -> Rows:
    """Drafts of these units that the office sent back and nobody has handed in again."""
    steps = TaskStep.objects.filter(task=OuterRef("pk"), node=None, act__in=["propose", "return"])
    last = Subquery(steps.order_by("-pk").values("act")[:1])
    rows = Task.objects.filter(unit__in=codes, state=TaskState.DRAFT).annotate(last=last)
    return rows.filter(last="return")


SUBJECTS: tuple[Subject, ...] = (of_tasks, problem_rows, of_supervision, of_splits)

"""A year of work for benchmarks: tasks, nodes, hard problems and sheets of a fictitious city.

``python -m benchmarks.work_data`` adds them to the demo under ``var/demo``, where a first argument
names no other folder. The demo must have been started once. Everything follows from one seed.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.site_data import PROBLEM_KINDS, add

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.plan.plan import Plan
    from saima.records.models import HardProblem, Person, Supervision, Task, TaskNode

TASKS, NODES_EACH, PROBLEMS, SHEETS = 5_000, 4, 50_000, 2_000
LINES = 30
URGENCIES = ("normal", "urgent", "most_urgent")
LONG = "（含老城区配套管网改造及周边生态修复等子项，虚构）"


@dataclass(frozen=True)
class Sizes:
    """How many rows of each kind are made; every task has ``nodes`` nodes."""

    tasks: int = TASKS
    nodes: int = NODES_EACH
    problems: int = PROBLEMS
    sheets: int = SHEETS


@dataclass(frozen=True)
class Work:
    """Where the rows belong: the plan, who made them, the present day, and the chance."""

    plan: "Plan"
    person: "Person"
    today: date
    sizes: Sizes = field(default_factory=Sizes)
    kinds: Sequence[str] = PROBLEM_KINDS
    chance: Random = field(default_factory=lambda: Random(2021))

    @property
    def units(self) -> list[str]:
        """The units that do the work."""
        return [unit.code for unit in self.plan.units]

    @property
    def contests(self) -> list[str]:
        """The nodes of the plan's tree that tasks hang on."""
        return [node.code for node in self.plan.nodes]

    @property
    def indicators(self) -> list[str]:
        """The plan's indicators."""
        return [indicator.code for indicator in self.plan.indicators]

    @property
    def first(self) -> date:
        """The first day of the plan's year."""
        return date(self.plan.year, 1, 1)

    def day(self, earliest: int, latest: int) -> date:
        """Some day so many days after the first of the year."""
        return self.first + timedelta(days=self.chance.randint(earliest, latest))

    def one(self, choices: Sequence[str], weights: Sequence[int]) -> str:
        """One of the choices; a hundred weights are a hundred percent."""
        return self.chance.choices(choices, weights)[0]


def moment(day: date) -> datetime:
    """A moment of that day."""
    return datetime.combine(day, time(2), tzinfo=UTC)


def fill(work: Work) -> None:
    """Add all of it, straight into the records, because one by one it would take an hour."""
    from django.db import transaction

    with transaction.atomic():
        tasks = add_tasks(work)
        nodes = add_nodes(work, tasks)
        problems = add_problems(work, tasks)
        add_sheets(work, nodes, problems)


def add_tasks(work: Work) -> "list[Task]":
    """Tasks under thirty lines of one programme, with co-units, indicators and tags."""
    from saima.records.models import CoUnit, Task, TaskIndicator, TaskTag

    lines = programme_lines(work)
    made = [task(work, number, lines) for number in range(work.sizes.tasks)]
    add(made)
    kept = list(Task.objects.filter(plan=work.plan.code, code__startswith="W-").order_by("pk"))
    chance = work.chance
    add(
        CoUnit(task=one, unit=unit, share=Decimal(chance.choice((0, 10, 20))))
        for one in kept
        for unit in chance.sample([u for u in work.units if u != one.unit], chance.randint(0, 3))
    )
    add(TaskIndicator(task=one, indicator=chance.choice(work.indicators)) for one in kept)
    add(TaskTag(task=one, kind="chain", tag=f"产业链{n % 12 + 1}") for n, one in enumerate(kept))
    return kept


def programme_lines(work: Work) -> list[int]:
    """The keys of the lines of the programme."""
    from saima.records.models import Programme

    told = {"plan": work.plan.code, "made_by": work.person, "made_at": moment(work.first)}
    root = Programme.objects.create(code="bench", zh="重点任务（虚构）", **told)
    names = [f"行动{number + 1:02d}（虚构）" for number in range(LINES)]
    add(
        Programme(code=f"bench-{n}", zh=name, parent=root, position=n, **told)
        for n, name in enumerate(names)
    )
    return list(root.lines.values_list("pk", flat=True))


def task(work: Work, number: int, lines: Sequence[int]) -> "Task":
    """A task that began some time in the year; nearly a third of them is over."""
    from saima.records.models import Task

    state = work.one(
        ("draft", "proposed", "running", "adjusting", "cancelling", "completing", "completed"),
        (3, 3, 58, 2, 1, 3, 30),
    )
    starts = work.day(0, 180)
    due = starts + timedelta(days=work.chance.randint(60, 184))
    if state == "completed" and starts + timedelta(days=30) > work.today:
        state = "running"
    if state == "completed":
        due = min(due, max(starts + timedelta(days=30), work.today - timedelta(days=5)))
    over = {"ended_on": due, "result": "按期完成"} if state == "completed" else {}
    return Task(
        plan=work.plan.code,
        code=f"W-{number:05d}",
        title=f"重点项目第{number:05d}号推进{LONG if number % 9 == 0 else ''}",
        programme_id=lines[number % len(lines)],
        contest=work.chance.choice(work.contests),
        unit=work.chance.choice(work.units),
        owner="项目科科长",
        starts=starts,
        due=due,
        first_due=due,
        state=state,
        made_by=work.person,
        made_at=moment(starts),
        **over,
    )


def add_nodes(work: Work, tasks: "list[Task]") -> "list[TaskNode]":
    """Nodes at even distances; four of five that are due are done, some of them late."""
    from saima.records.models import TaskNode

    add(node for one in tasks for node in nodes_of(work, one))
    open_nodes = TaskNode.objects.filter(state="open", due__lt=work.today, task__state="running")
    return list(open_nodes.select_related("task").order_by("pk"))


def nodes_of(work: Work, one: "Task") -> "Iterator[TaskNode]":
    """The nodes of a task, the last one on its last day."""
    from saima.records.models import TaskNode

    length = (one.due - one.starts).days
    before = one.starts
    careful = work.chance.random() < 0.7
    for number in range(1, work.sizes.nodes + 1):
        due = one.starts + timedelta(days=length * number // work.sizes.nodes)
        node = TaskNode(
            task=one,
            number=number,
            title=("完成前期手续", "开工建设", "主体完工", "竣工验收")[(number - 1) % 4],
            weight=Decimal(work.chance.choice((10, 20, 30, 40))),
            starts=before,
            due=due,
            first_due=due,
        )
        before = due
        fate = work.one(("accepted", "reported", "open"), (92, 4, 4) if careful else (60, 10, 30))
        if one.state == "completed":
            fate = "accepted"
        if one.state not in ("draft", "proposed") and due < work.today and fate != "open":
            finish(work, node, accepted=fate == "accepted")
        yield node


def finish(work: Work, node: "TaskNode", *, accepted: bool) -> None:
    """Say that a node is done, and accept it."""
    done = min(node.due + timedelta(days=work.chance.randint(-10, 6)), work.today)
    node.state, node.done_on, node.result = "reported", done, "已完成，材料齐全"
    node.reported_by, node.reported_at = work.person, moment(done)
    if accepted:
        node.state, node.accepted_by, node.accepted_at = "accepted", work.person, moment(done)


def add_problems(work: Work, tasks: "list[Task]") -> "list[HardProblem]":
    """Hard problems: four of five are closed, the older an open one the higher it stands."""
    from saima.records.models import HardProblem, HardProblemStep

    add(problem(work, number, tasks) for number in range(1, work.sizes.problems + 1))
    kept = HardProblem.objects.filter(plan=work.plan.code).order_by("pk")
    add(
        HardProblemStep(problem=one, act="raise", state="raised", by=work.person, at=one.raised_at)
        for one in kept
    )
    return list(kept.exclude(state="closed")[: work.sizes.sheets])


def problem(work: Work, number: int, tasks: "list[Task]") -> "HardProblem":
    """A hard problem of a unit, in five of a hundred with a task."""
    from saima.records.models import HardProblem

    chance = work.chance
    state = work.one(
        ("closed", "planned", "assigned", "handled", "accepted", "raised", "declined"),
        (80, 7, 4, 3, 2, 2, 2),
    )
    day = work.day(0, (work.today - work.first).days)
    age = (work.today - day).days
    unit = chance.choice(work.units)
    over = {}
    if state == "closed":
        closed = min(day + timedelta(days=chance.randint(3, 60)), work.today)
        over = {"closed_on": closed, "closed_by": work.person, "result": "已协调解决"}
    elif state == "declined":
        over = {"result": "不属于受理范围"}
    is_open = state not in ("closed", "declined")
    return HardProblem(
        plan=work.plan.code,
        number=number,
        kind=chance.choice(list(work.kinds)),
        title=f"第{number:05d}号难题：项目用地指标与管线迁改需要协调",
        organisation=f"虚构企业{number % 700:03d}有限公司" if number % 3 else "",
        task=chance.choice(tasks) if number % 20 == 0 and tasks else None,
        unit=unit,
        handler="" if state == "raised" else chance.choice(work.units),
        state=state,
        level=min(age // 45, chance.choice((0, 1, 2, 3, 3))) if is_open else 0,
        raised_by=work.person,
        raised_at=moment(day),
        raised_on=day,
        due=day + timedelta(days=chance.choice((15, 30, 45, 60))),
        rises_on=work.today + timedelta(days=chance.randint(1, 30)) if is_open else None,
        planned="已明确措施和时限" if state in ("planned", "handled", "closed") else "",
        **over,
    )


def add_sheets(work: Work, nodes: "list[TaskNode]", problems: "list[HardProblem]") -> None:
    """Sheets about late nodes and hard problems; two of three are written off."""
    from saima.records.models import Supervision, SupervisionStep

    half = work.sizes.sheets // 2
    causes = [("node", n.pk, n.task.unit) for n in nodes[:half]]
    rest = work.sizes.sheets - len(causes)
    causes += [("hard_problem", p.pk, p.handler or p.unit) for p in problems[:rest]]
    add(sheet(work, number, cause) for number, cause in enumerate(causes, start=1))
    kept = Supervision.objects.filter(plan=work.plan.code).exclude(issued_on=None)
    add(
        SupervisionStep(
            sheet=one,
            act="issue",
            state="issued",
            colour="blue",
            by=work.person,
            at=moment(one.issued_on or work.today),
        )
        for one in kept
    )


def sheet(work: Work, number: int, cause: tuple[str, int, str]) -> "Supervision":
    """A sheet to a unit."""
    from saima.records.models import Supervision

    source, key, unit = cause
    state = work.one(
        ("written_off", "issued", "acknowledged", "answered", "proposed", "withdrawn"),
        (62, 10, 14, 6, 6, 2),
    )
    colour = work.one(("blue", "orange", "red"), (60, 27, 13))
    issued: dict[str, Any] = {}
    if state not in ("proposed", "withdrawn"):
        day = max(work.first, work.today - timedelta(days=work.chance.randint(1, 90)))
        due = day + timedelta(days=7)
        issued = {
            "organ": "督办",
            "year": work.plan.year,
            "number": number,
            "issued_on": day,
            "due": due,
            "first_due": due,
        }
        if state != "issued":
            issued["acknowledged_at"] = moment(day)
        if state in ("answered", "written_off"):
            issued |= {"feedback": "已整改到位", "answered_at": moment(due)}
            issued["answered_by"] = work.person
        if state == "written_off":
            issued["ended_on"] = due
    return Supervision(
        plan=work.plan.code,
        source=source,
        about=f"{source}:{key}",
        cause=f"{source}:{key}",
        title=f"关于第{number:04d}项工作推进滞后的督办",
        requirement="请于办理期限前书面反馈办理情况。",
        unit=unit,
        urgency=work.one(URGENCIES, (70, 25, 5)),
        limit=5,
        state=state,
        colour="blue" if state in ("proposed", "withdrawn") else colour,
        proposed_by=work.person,
        proposed_at=moment(work.today - timedelta(days=90)),
        **issued,
    )


def main(folder: str) -> None:
    """Add the work to the demo in ``folder``."""
    os.environ["SAIMA_VAR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saima.web.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from saima.records.models import Person
    from saima.records.queries.plans import latest_version, plan_of

    version = latest_version()
    person = Person.objects.order_by("pk").first()
    if version is None or person is None:
        raise SystemExit(f"{folder} holds no plan or no people: start `saima demo` once")
    plan = plan_of(version)
    fill(Work(plan, person, date(plan.year + 1, 1, 10)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "var/demo")

"""Work of the cast's units as the leading group looks at it; all fictitious, in April 2021."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from saima.records.models import (
    CoUnit,
    HardProblem,
    HardProblemState,
    NodeState,
    Person,
    Supervision,
    SupervisionState,
    Task,
    TaskNode,
    TaskState,
)
from tests.cast import NOW

PLAN = "small"
TODAY = date(2021, 4, 6)


@dataclass
class Numbers:
    """Numbers that are given once."""

    task: int = 0
    problem: int = 0
    sheet: int = 0


@dataclass
class WorkStage:
    """Writes tasks, nodes, problems and sheets straight into the records."""

    person: Person
    numbers: Numbers
    plan: str = PLAN

    def task(self, unit: str, *days: int, helping: str = "", **given: Any) -> Task:
        """A task whose nodes are due so many days from today, each of the same weight."""
        self.numbers.task += 1
        due = TODAY + timedelta(days=100)
        facts: dict[str, Any] = {"state": TaskState.RUNNING, "contest": ""} | given
        if facts["state"] == TaskState.COMPLETED:
            facts |= {"ended_on": TODAY, "result": "完成"}
        made = Task.objects.create(
            plan=self.plan,
            code=f"T{self.numbers.task}",
            title=f"任务{self.numbers.task}",
            unit=unit,
            starts=date(2021, 1, 1),
            due=due,
            first_due=due,
            made_by=self.person,
            made_at=NOW,
            **facts,
        )
        if helping:
            CoUnit.objects.create(task=made, unit=helping)
        for number, day in enumerate(days, start=1):
            self.node(made, number, TODAY + timedelta(days=day))
        return made

    def node(self, task: Task, number: int, due: date, **given: Any) -> TaskNode:
        """A node, open unless it is said otherwise."""
        facts: dict[str, Any] = {"title": "x", "weight": Decimal(1)} | given
        return TaskNode.objects.create(task=task, number=number, due=due, first_due=due, **facts)

    def report(self, task: Task, number: int, day: date) -> None:
        """A node that was reported at ten o'clock of a day and waits for its checker."""
        task.nodes.filter(number=number).update(
            state=NodeState.REPORTED,
            done_on=date(2021, 1, 2),
            result="x",
            reported_by=self.person,
            reported_at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC),
        )

    def accept(self, task: Task, *numbers: int) -> None:
        """Nodes that are done."""
        task.nodes.filter(number__in=numbers).update(
            state=NodeState.ACCEPTED,
            done_on=TODAY,
            result="x",
            reported_by=self.person,
            reported_at=NOW,
            accepted_by=self.person,
            accepted_at=NOW,
        )

    def problem(self, unit: str, days_old: int, **given: Any) -> HardProblem:
        """A hard problem that was raised so many days ago and is due ten days later."""
        self.numbers.problem += 1
        raised = TODAY - timedelta(days=days_old)
        usual = {"kind": "land", "state": HardProblemState.ASSIGNED, "handler": unit}
        facts: dict[str, Any] = usual | given
        return HardProblem.objects.create(
            plan=self.plan,
            number=self.numbers.problem,
            title=f"难题{self.numbers.problem}",
            unit=unit,
            raised_by=self.person,
            raised_at=NOW,
            raised_on=raised,
            due=raised + timedelta(days=10),
            **facts,
        )

    def sheet(self, unit: str, colour: str, state: str = "issued", due: int = 5) -> Supervision:
        """A sheet that is due so many days from today."""
        self.numbers.sheet += 1
        number = self.numbers.sheet
        facts: dict[str, Any] = {}
        if state != SupervisionState.PROPOSED:
            day = TODAY + timedelta(days=due)
            facts = {"organ": "督办", "year": 2021, "number": number, "issued_on": TODAY}
            facts |= {"due": day, "first_due": day}
        return Supervision.objects.create(
            plan=self.plan,
            source="other",
            cause=f"other:{number}",
            title=f"督办{number}",
            unit=unit,
            urgency="ordinary",
            limit=15,
            state=state,
            colour=colour,
            proposed_at=datetime.combine(TODAY, NOW.timetz()),
            **facts,
        )


def work_stage(person: Person) -> WorkStage:
    """The stage, empty."""
    return WorkStage(person, Numbers())


def some_work(person: Person) -> WorkStage:
    """Four tasks, four hard problems and four sheets.

    Lights with the plan's thresholds (10 and 30 points behind): commerce is red with one of two
    nodes late (50 points), town a is yellow with one of four late (25), town b has a watch (one
    late of three, two done) and a green task. Statistics helps with the red one.
    """
    stage = work_stage(person)
    stage.task("commerce", -10, 20, helping="statistics")
    stage.task("a", -3, 10, 20, 30)
    watch = stage.task("b", -20, -5, 15)
    stage.accept(watch, 2, 3)
    stage.task("b", 10, 20)
    stage.task("a", -3, state=TaskState.DRAFT)
    stage.problem("a", 5)
    stage.problem("a", 40, level=1)
    stage.problem("b", 100, level=2)
    stage.problem("b", 61, level=2, handler="")
    stage.sheet("a", "red", due=-2)
    stage.sheet("a", "blue", state="acknowledged")
    stage.sheet("b", "orange", state="answered", due=-1)
    stage.sheet("b", "blue", state="proposed")
    return stage

"""What the leading group looks at, counted inside the database: lights, problems, sheets (S41)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from saima.plan.rules import Lights
from saima.records.keeping import Keeper
from saima.records.models import (
    AdjustmentProposal,
    Award,
    AwardState,
    CoUnit,
    GoodCase,
    GoodCaseState,
    HardProblem,
    Objection,
    ObjectionState,
    ProposalState,
    Supervision,
    SupervisionState,
    ToleranceState,
)
from saima.records.models.hard_problems import OPEN_PROBLEM
from saima.records.models.supervision import OPEN_SHEET
from saima.records.queries.consequences import to_decide
from saima.records.queries.hard_problems import AGES, of_age
from saima.records.queries.lit_tasks import SHINING, lit_tasks
from saima.records.queries.splits import waiting_splits
from saima.records.queries.tolerance import applications

URGENT = ("red", "orange", "blue")
"""The colours of sheets, the most urgent first."""


@dataclass(frozen=True)
class TaskLights:
    """How many tasks shine in each light: in all, by contest, and by unit.

    A task counts for the unit that leads it and for those that help, as the list of tasks does.
    """

    whole: Mapping[str, int] = field(default_factory=dict)
    contests: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


TASK_LIGHTS: Keeper[TaskLights] = Keeper(4)


def task_lights(plan: str, rule: Lights, today: date) -> TaskLights:
    """The lights of all tasks that have one; two queries, kept."""
    return TASK_LIGHTS.now((plan, rule, today), lambda: read_task_lights(plan, rule, today))


def read_task_lights(plan: str, rule: Lights, today: date) -> TaskLights:
    """As ``task_lights``, out of the records."""
    tasks = [task for task in lit_tasks(plan, rule, today).values() if task.state in SHINING]
    lights = {task.pk: task.light for task in tasks}
    contests: dict[str, Counter[str]] = defaultdict(Counter)
    units: dict[str, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        contests[task.contest][task.light] += 1
        units[task.unit][task.light] += 1
    helping = CoUnit.objects.filter(task__plan=plan, task__state__in=SHINING)
    for key, unit in helping.values_list("task", "unit"):
        if key in lights:
            units[unit][lights[key]] += 1
    return TaskLights(Counter(lights.values()), dict(contests), dict(units))


@dataclass(frozen=True)
class LevelAges:
    """Open hard problems on one level: by age, as their list parts it, and those late."""

    level: int
    ages: tuple[int, ...]
    late: int

    @property
    def count(self) -> int:
        """All of the level."""
        return sum(self.ages)


def open_problems(plan: str) -> QuerySet[HardProblem]:
    """The hard problems in which something is still to be done."""
    return HardProblem.objects.filter(plan=plan, state__in=OPEN_PROBLEM)


def problems_by_level(plan: str, today: date) -> list[LevelAges]:
    """Open hard problems by level and age, the lowest level first; one query."""
    places = range(len(AGES))
    asked = {f"age{place}": Count("pk", filter=of_age(place, today)) for place in places}
    groups = open_problems(plan).order_by().values("level")
    found = groups.annotate(**asked, late=Count("pk", filter=Q(due__lt=today))).order_by("level")
    return [
        LevelAges(one["level"], tuple(one[name] for name in asked), one["late"]) for one in found
    ]


@dataclass(frozen=True)
class UnitProblems:
    """The open hard problems that a unit has to handle, and those of them past their day."""

    unit: str
    count: int
    late: int


def problems_by_unit(plan: str, today: date) -> dict[str, UnitProblems]:
    """Open hard problems by the unit that handles them, where one does; one query."""
    groups = open_problems(plan).exclude(handler="").order_by().values("handler")
    found = groups.annotate(count=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    return {
        one["handler"]: UnitProblems(one["handler"], one["count"], one["late"]) for one in found
    }


def urgent_problems(rows: QuerySet[HardProblem]) -> QuerySet[HardProblem]:
    """The highest ones first, then the longest past their day."""
    return rows.order_by("-level", "due", "pk")


@dataclass(frozen=True)
class Sheets:
    """Open sheets by colour; of each colour those not acknowledged, and those past their day."""

    colours: Mapping[str, int]
    unseen: Mapping[str, int]
    late: Mapping[str, int]

    @property
    def count(self) -> int:
        """All open ones."""
        return sum(self.colours.values())


def open_sheets(plan: str) -> QuerySet[Supervision]:
    """The sheets that were issued and are not over."""
    return Supervision.objects.filter(plan=plan, state__in=OPEN_SHEET)


def sheets_by_colour(plan: str, today: date) -> Sheets:
    """Open sheets by colour; one query."""
    groups = open_sheets(plan).order_by().values("colour")
    found = list(
        groups.annotate(
            count=Count("pk"),
            unseen=Count("pk", filter=Q(state=SupervisionState.ISSUED)),
            late=Count("pk", filter=Q(due__lt=today) & ~Q(state=SupervisionState.ANSWERED)),
        )
    )
    return Sheets(
        *({one["colour"]: one[name] for one in found} for name in ("count", "unseen", "late"))
    )


def sheets_by_unit(plan: str) -> dict[str, int]:
    """Open sheets by the unit that they went to; one query."""
    groups = open_sheets(plan).order_by().values_list("unit")
    return dict(groups.annotate(Count("pk")))


def unseen_sheets(plan: str) -> QuerySet[Supervision]:
    """The sheets that nobody has acknowledged, the longest ago first."""
    rows = Supervision.objects.filter(plan=plan, state=SupervisionState.ISSUED)
    return rows.order_by("issued_on", "pk")


def urgent_sheets(rows: QuerySet[Supervision]) -> QuerySet[Supervision]:
    """Red before orange before blue, then the earliest day first."""
    steps = [When(colour=colour, then=Value(place)) for place, colour in enumerate(URGENT)]
    order = Case(*steps, default=Value(len(URGENT)), output_field=IntegerField())
    return rows.annotate(order=order).order_by("order", "due", "pk")


@dataclass(frozen=True)
class ToDecide:
    """How much waits for a decision of the leading group, by what it is."""

    consequences: int
    appeals: int
    adjustments: int
    awards: int
    good_cases: int
    splits: int
    tolerances: int


def waiting(plan: str, indicators: Collection[str] = ()) -> ToDecide:
    """What waits for a decision; ``indicators``: those that are split over units; one query."""
    appeals = Objection.objects.filter(board__plan=plan, state=ObjectionState.APPEALED)
    adjustments = AdjustmentProposal.objects.filter(plan=plan, state=ProposalState.PROPOSED)
    awards = Award.objects.filter(plan=plan, state=AwardState.PROPOSED)
    cases = GoodCase.objects.filter(plan=plan, state=GoodCaseState.PROPOSED)
    splits = waiting_splits(plan).filter(indicator__in=indicators)
    tolerances = applications(plan).filter(state=ToleranceState.VERIFIED)
    rows: list[QuerySet[Any]] = [to_decide(plan), appeals, adjustments, awards, cases]
    rows += [splits, tolerances]
    first, *others = (
        one.order_by().annotate(place=Value(place)).values_list("place", flat=True)
        for place, one in enumerate(rows)
    )
    found = Counter(first.union(*others, all=True))
    return ToDecide(*(found[place] for place in range(len(rows))))

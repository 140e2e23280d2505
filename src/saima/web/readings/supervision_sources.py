"""What could be taken up for supervision now: late nodes, red lights, promises, hard problems."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from saima.actions.by import By
from saima.plan.plan import Plan
from saima.records.models import HardProblem, Promise, Supervision
from saima.records.models.hard_problems import OPEN_PROBLEM
from saima.records.queries.late_nodes import late_nodes, unreported
from saima.records.queries.supervision import OVER
from saima.web.place import Place
from saima.web.readings.supervision import unit_name

SHOWN = 10
RED = "red"


@dataclass(frozen=True)
class Source:
    """One thing that a sheet could come from."""

    about: str
    title: str
    unit: str
    due: date | None = None


@dataclass(frozen=True)
class Sources:
    """The first of each kind, with how many there are."""

    nodes: tuple[Source, ...]
    node_count: int
    lights: tuple[Source, ...]
    light_count: int
    promises: tuple[Source, ...]
    promise_count: int
    problems: tuple[Source, ...]
    problem_count: int

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.node_count or self.light_count or self.promise_count or self.problem_count)


def read_sources(by: By, place: Place, language: str) -> Sources:
    """What is late or red and has no open sheet yet."""
    plan, today = place.plan, by.today
    taken = set(
        Supervision.objects.filter(plan=plan.code)
        .exclude(state__in=OVER)
        .exclude(about="")
        .values_list("about", flat=True)
    )
    nodes = unreported(late_nodes(plan.code, today)).exclude(pk__in=keys_of(taken, "node"))
    promises = Promise.objects.filter(plan=plan.code, done_on=None, due__lt=today).exclude(
        pk__in=keys_of(taken, "promise")
    )
    problems = HardProblem.objects.filter(
        plan=plan.code, state__in=OPEN_PROBLEM, due__lt=today
    ).exclude(pk__in=keys_of(taken, "hard_problem"))
    lights = red_lights(place, taken, language)
    return Sources(
        tuple(
            Source(
                f"node:{one.pk}",
                f"{one.task.title}：{one.title}",
                unit_name(plan, one.task.unit, language),
                one.due,
            )
            for one in nodes[:SHOWN]
        ),
        nodes.count(),
        tuple(islice(lights, SHOWN)),
        len(lights),
        tuple(
            Source(f"promise:{one.pk}", one.text, unit_name(plan, one.unit, language), one.due)
            for one in promises.order_by("due", "pk")[:SHOWN]
        ),
        promises.count(),
        tuple(
            Source(
                f"hard_problem:{one.pk}",
                one.title,
                unit_name(plan, one.handler or one.unit, language),
                one.due,
            )
            for one in problems.order_by("due", "pk")[:SHOWN]
        ),
        problems.count(),
    )


def keys_of(taken: set[str], kind: str) -> list[int]:
    """The ids of the things of a kind that are under supervision."""
    found = (about.split(":") for about in taken)
    return [int(parts[1]) for parts in found if parts[0] == kind and parts[1].isdecimal()]


def red_lights(place: Place, taken: set[str], language: str) -> list[Source]:
    """The red lights of the live board, the lowest completion first."""
    plan: Plan = place.plan
    period = place.period
    rows = [row for row in place.boards.scores(period).values() if row.light == RED]
    rows.sort(key=lambda row: (row.completion or 0.0, row.unit, row.indicator))
    found = []
    for row in rows:
        about = f"light:{period}:{row.unit}:{row.indicator}"
        indicator = plan.indicator_by_code.get(row.indicator)
        if indicator is not None and about not in taken:
            name = unit_name(plan, row.unit, language)
            found.append(Source(about, indicator.label.text(language), name))
    return found

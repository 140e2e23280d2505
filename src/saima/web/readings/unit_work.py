"""The work of one unit: tasks by light, what is late, what is due, hard problems, sheets."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from saima.plan.plan import Plan
from saima.records.keeping import Keeper
from saima.records.models import Task, TaskNode
from saima.records.queries import screen as counted
from saima.records.queries.late_nodes import UnitLate, coming_nodes, late_by_unit, late_nodes
from saima.records.queries.lit_tasks import counted as task_counts
from saima.records.queries.lit_tasks import read_lit
from saima.records.queries.tasks import Wanted, filtered
from saima.web.readings import work_links as links
from saima.web.readings.meetings import Names
from saima.web.readings.screen import (
    URGENT,
    Item,
    Moment,
    linked,
    node_item,
    problem_item,
    sheet_item,
)
from saima.web.readings.work_links import Linked

AHEAD = timedelta(days=14)
"""What is due within these days is told."""


@dataclass(frozen=True)
class UnitWork:
    """Counts with their lists, and the most urgent five of each."""

    lights: tuple[tuple[str, Linked], ...]
    late: Linked
    late_items: tuple[Item, ...]
    coming: int
    coming_items: tuple[Item, ...]
    problems: Linked
    problem_items: tuple[Item, ...]
    sheets: Linked
    sheet_items: tuple[Item, ...]

    @property
    def any(self) -> bool:
        """Whether the unit has any work at all."""
        counts = [one.count for _, one in self.lights]
        parts = (self.late.count, self.coming, self.problems.count, self.sheets.count)
        return any((*counts, *parts))


WORK: Keeper[UnitWork] = Keeper(128)


def read_unit_work(moment: Moment, unit: str) -> UnitWork:
    """The work of a unit, kept until anything changes."""
    key = (moment.plan.code, moment.today, moment.language, unit)
    return WORK.now(key, lambda: count_unit_work(moment, unit))


def count_unit_work(moment: Moment, unit: str) -> UnitWork:
    """As ``read_unit_work``; nine questions to the database.

    Tasks count where the unit leads or helps, nodes where it leads, problems where it handles.
    """
    plan, today = moment.plan, moment.today
    own = filtered(Task.objects.filter(plan=plan.code), Wanted(unit=unit))
    tasks = read_lit(own, plan.lights, today).values()
    lights = task_counts(tasks).lights
    # By their keys, because the database else walks the late nodes of all units.
    led = [task.pk for task in tasks if task.unit == unit]
    late = late_nodes(plan.code, today, {unit}).filter(task__in=led)
    coming = coming_nodes(plan.code, today, today + AHEAD, {unit}).filter(task__in=led)
    problems = counted.open_problems(plan.code).filter(handler=unit)
    sheets = counted.open_sheets(plan.code).filter(unit=unit)
    return UnitWork(
        linked(lights, unit=unit),
        links.late_nodes(late.count(), unit=unit),
        node_items(moment, late),
        coming.count(),
        node_items(moment, coming),
        links.open_problems(problems.count(), handler=unit),
        tuple(problem_item(moment, one) for one in counted.urgent_problems(problems)[:URGENT]),
        links.open_sheets(sheets.count(), unit=unit),
        tuple(sheet_item(moment, one) for one in counted.urgent_sheets(sheets)[:URGENT]),
    )


def node_items(moment: Moment, rows: QuerySet[TaskNode]) -> tuple[Item, ...]:
    """The first nodes of a list."""
    return tuple(node_item(moment, node) for node in rows[:URGENT])


@dataclass(frozen=True)
class LateWork:
    """What the first page says of late work: late nodes by unit, and red sheets."""

    nodes: Linked
    units: tuple[tuple[UnitLate, str, str], ...]
    red: Linked


def read_late_work(
    plan: Plan, today: date, language: str, units: frozenset[str] | None, shown: int = 3
) -> LateWork:
    """Late nodes and red sheets of these units (None: of all); two questions to the database."""
    names = Names(plan, language)
    late = late_by_unit(late_nodes(plan.code, today, units))
    sheets = counted.open_sheets(plan.code).filter(colour=counted.URGENT[0])
    sheets = sheets if units is None else sheets.filter(unit__in=sorted(units))
    return LateWork(
        links.late_nodes(sum(one.count for one in late)),
        tuple(
            (one, names.unit(one.unit), links.to("late_nodes", unit=one.unit))
            for one in late[:shown]
        ),
        links.open_sheets(sheets.count(), colour=counted.URGENT[0]),
    )

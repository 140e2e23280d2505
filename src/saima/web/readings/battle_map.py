"""The battle map 作战图: what is chosen, its groups, its rows as a page and as compact data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.task_sight import seen_by
from saima.documents import figures
from saima.plan.plan import Plan
from saima.plan.tree import Node
from saima.plan.units import Unit
from saima.records.models import Task, TaskState
from saima.records.queries import battle_map as rows
from saima.records.queries.battle_map import Asked, MapNode, MapTask, Totals
from saima.web.charts.gantt import (
    DAY_WIDTH,
    DENSE,
    DENSE_GROUP,
    GROUP,
    ROW,
    Scale,
    Zoom,
    months,
    span,
    weeks,
    years,
)
from saima.web.wording.battle_map import GROUPINGS, LIGHTS, NOWHERE, mark_of

PART = 500
"""How many tasks one answer to the script holds, so that the first rows stand at once."""

DIRECT, ASKS, NOT = 2, 1, 0
"""Whether somebody moves a task's nodes, asks for it, or neither."""


@dataclass(frozen=True)
class MapChoice:
    """What the address chooses; what cannot be chosen is left out."""

    plan: Plan
    today: date
    tasks: QuerySet[Task]
    grouping: str = "contest"
    zoom: Zoom = Zoom.QUARTER
    dense: bool = False
    light: str = ""
    state: str = ""
    unit: str = ""
    contest: str = ""
    late: bool = False
    task: int | None = None

    @property
    def asked(self) -> Asked:
        """The same as the records are asked for it."""
        return Asked(
            plan=self.plan.code,
            tasks=self.tasks,
            rule=self.plan.lights,
            today=self.today,
            light=self.light,
            state=self.state,
            unit=self.unit,
            contest=self.contest,
            late=self.late,
            task=self.task,
            grouping=self.grouping,
            order=self.order,
        )

    @property
    def order(self) -> tuple[str, ...]:
        """The codes of the groups in the order of the plan; posts stand by their name."""
        if self.grouping == "unit":
            return tuple(unit.code for unit in self.plan.units)
        if self.grouping == "contest":
            return tuple(node.code for node in self.plan.nodes)
        return ()

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.light or self.state or self.unit or self.contest or self.late)

    @property
    def contests(self) -> list[Node]:
        """The contests to choose from: what holds indicators."""
        parents = {indicator.parent for indicator in self.plan.indicators}
        return [node for node in self.plan.nodes if node.code in parents]

    @property
    def units(self) -> list[Unit]:
        """The units to choose from."""
        return list(self.plan.units)

    def group_name(self, code: str, language: str) -> str:
        """The name of a group."""
        if not code:
            return str(NOWHERE[self.grouping])
        if self.grouping == "unit" and code in self.plan.unit_by_code:
            return self.plan.unit_by_code[code].name(language)
        if self.grouping == "contest" and code in self.plan.node_by_code:
            return self.plan.node_by_code[code].label.text(language)
        return code


def read_map_choice(by: By, plan: Plan, asked: Mapping[str, str]) -> MapChoice:
    """What the texts of the address choose of the tasks that somebody may see."""
    contest, unit = asked.get("contest", ""), asked.get("unit", "")
    return MapChoice(
        plan=plan,
        today=by.today,
        tasks=seen_by(by),
        grouping=one_of(asked.get("group", ""), list(GROUPINGS), "contest"),
        zoom=Zoom(one_of(asked.get("zoom", ""), [zoom.value for zoom in Zoom], Zoom.QUARTER)),
        dense=asked.get("rows") == "dense",
        light=one_of(asked.get("light", ""), list(LIGHTS), ""),
        state=one_of(asked.get("state", ""), [str(state) for state in rows.ON_THE_MAP], ""),
        unit=unit if unit in plan.unit_by_code else "",
        contest=contest if contest in plan.node_by_code else "",
        late=asked.get("late") == "1",
    )


def map_of_task(choice: MapChoice, task: int) -> MapChoice:
    """A map of one task only, whatever was chosen."""
    return replace(choice, task=task)


def map_of_unit(choice: MapChoice, unit: str) -> MapChoice:
    """A map of the tasks that a unit leads or helps with."""
    return replace(choice, unit=unit)


def one_of(asked: str, known: list[str], otherwise: str) -> str:
    """What is asked for if it is known."""
    return asked if asked in known else otherwise


@dataclass(frozen=True)
class Mover:
    """Whose nodes somebody may move: those of ``units`` by asking, all of them directly."""

    everywhere: bool
    units: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, by: By) -> "Mover":
        """What ``by`` may move."""
        standing = by.standing
        return cls(standing.everywhere(Right.TASK_APPROVE), standing.units(Right.TASK_REPORT))

    def way(self, task: MapTask) -> int:
        """How the nodes of a task are moved; only a running task's can be."""
        if task.state != TaskState.RUNNING:
            return NOT
        if self.everywhere:
            return DIRECT
        return ASKS if task.unit in self.units else NOT


@dataclass(frozen=True)
class BattleMap:
    """What stands around the rows; each figure is read once, and only where it is asked for."""

    choice: MapChoice

    @cached_property
    def totals(self) -> Totals:
        """How many tasks there are, how many of them are late, and their days; one query."""
        return rows.totals(self.choice.asked)

    @cached_property
    def groups(self) -> list[tuple[str, int]]:
        """The groups with their counts; one query."""
        return rows.group_counts(self.choice.asked)

    @cached_property
    def scale(self) -> Scale:
        """The days of the map."""
        days = [day for day in (self.totals.first, self.totals.last) if day is not None]
        inside = [*days, self.choice.today] if days else []
        first, last = span(inside, self.choice.plan.year)
        return Scale(first, last, DAY_WIDTH[self.choice.zoom])


@dataclass(frozen=True)
class Rows:
    """A part of a map's tasks as the script gets them."""

    found: BattleMap
    mover: Mover
    language: str

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Names of units by code."""
        return {unit.code: unit.name(self.language) for unit in self.found.choice.units}

    @cached_property
    def zero(self) -> date:
        """The day from which days are counted, the same for every part of a year's map."""
        return date(self.found.choice.plan.year, 1, 1)

    def setting(self) -> dict[str, object]:
        """What the script needs before any row: widths of a day, heights, how it begins."""
        choice = self.found.choice
        return {
            "widths": {str(zoom): width for zoom, width in DAY_WIDTH.items()},
            "heights": {"row": ROW, "dense": DENSE, "head": GROUP, "dense_head": DENSE_GROUP},
            "zoom": str(choice.zoom),
            "dense": choice.dense,
            "count": self.found.totals.count,
        }

    def data(self, begin: int) -> dict[str, object]:
        """The tasks from ``begin`` on; with the first of them the axis and the groups."""
        tasks = rows.map_tasks(self.found.choice.asked, begin, begin + PART + 1)
        more = begin + PART if len(tasks) > PART else None
        part: dict[str, object] = {
            "tasks": [self.task(task) for task in tasks[:PART]],
            "next": more,
        }
        return part if begin else part | self.around()

    def around(self) -> dict[str, object]:
        """The axis and the groups."""
        scale, choice = self.found.scale, self.found.choice
        inside = scale.first <= choice.today <= scale.last
        return {
            "zero": self.zero.isoformat(),
            "first": (scale.first - self.zero).days,
            "days": scale.days,
            "today": scale.number(choice.today) if inside else None,
            "axis": axis(scale, self.language),
            "groups": [
                [code, choice.group_name(code, self.language), count]
                for code, count in self.found.groups
            ],
        }

    def task(self, task: MapTask) -> list[object]:
        """A task as a list, because names of its parts would be most of what is sent."""
        choice, first = self.found.choice, self.zero
        late = task.standing.days_late if task.open else 0
        finish = task.standing.finish if task.open else None
        return [
            task.pk,
            task.code,
            task.title,
            getattr(task, choice.grouping),
            self.unit_names.get(task.unit, task.unit),
            task.leader,
            task.standing.light,
            int(bool(task.critical)),
            (task.starts - first).days,
            (task.due - first).days,
            None if finish is None else (finish - first).days,
            late,
            self.mover.way(task),
            [self.node(node) for node in task.nodes],
        ]

    def node(self, node: MapNode) -> list[object]:
        """A node as a list; days that say nothing new are left out at its end."""
        first = self.zero
        due = (node.due - first).days
        made: list[object] = [node.pk, node.number, node.title, due]
        made.append(mark_of(node, self.found.choice.today))
        moved = (node.first_due - first).days
        done = (node.done_on - first).days if node.done_on else None
        if moved != due or done is not None:
            made.append(None if moved == due else moved)
        if done is not None:
            made.append(done)
        return made


def axis(scale: Scale, language: str) -> dict[str, list[list[object]]]:
    """The stretches of the axis by the number of their first day and their days, with words."""
    chinese = language.startswith("zh")

    def stretch(day: date, width: float, words: str) -> list[object]:
        return [scale.number(day), round(width / scale.day), words]

    return {
        "years": [
            stretch(tick.day, tick.width, f"{tick.day.year}年" if chinese else str(tick.day.year))
            for tick in years(scale)
        ],
        "months": [
            stretch(
                tick.day, tick.width, f"{tick.day.month}月" if chinese else tick.day.strftime("%b")
            )
            for tick in months(scale)
        ],
        "weeks": [stretch(tick.day, tick.width, f"{tick.day:%-m-%-d}") for tick in weeks(scale)],
    }


def weeks_of(scale: Scale) -> list[tuple[date, date]]:
    """The first and last day of each week, for a sheet with a column a week."""
    return [
        (tick.day, tick.day + timedelta(days=round(tick.width / scale.day) - 1))
        for tick in weeks(scale)
    ]


def day_or_dash(day: date | None) -> str:
    """A day as it is printed."""
    return figures.NOTHING if day is None else figures.day(day)

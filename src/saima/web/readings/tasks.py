"""Tasks as they are listed: what is looked for, how many in which light, each with its standing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.task_faults import works
from saima.actions.task_sight import seen_by
from saima.plan.plan import Plan
from saima.records.models import Programme, TagKind, Task, TaskOrigin, TaskState
from saima.records.queries.lit_tasks import SHINING, TaskCounts, counted, lit_among
from saima.records.queries.programmes import programmes
from saima.records.queries.task_standings import NOTHING_PLANNED, TaskStanding, standings
from saima.records.queries.tasks import (
    Wanted,
    busy_units,
    chosen,
    filtered,
    in_order,
    leaders,
    state_counts,
    tags,
)
from saima.web.paging import Paged, paged
from saima.web.wording import states
from saima.web.wording.objections import unit_in
from saima.web.wording.states import State
from saima.web.wording.tasks import LIGHT_TITLES, NO_LIGHT, TASKS

NAMES = (
    *("state", "light", "unit", "contest", "chapter", "programme", "indicator", "tag"),
    *("leader", "origin", "text", "late"),
)
"""What an address of the list may ask for."""

FOLDED = ("chapter", "contest", "programme", "indicator", "leader", "tag", "origin")
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class TaskLine:
    """A task with its standing in words; shares from 0 to 1.

    ``waiting`` is what of ``planned`` was reported in time and is not accepted yet.
    """

    task: Task
    light: State
    unit: str
    co_units: tuple[str, ...]
    contest: str
    programme: str
    done: float
    planned: float
    waiting: float
    late: int
    days_late: int
    finish: date | None

    @property
    def state(self) -> State:
        """How far it has come."""
        return TASKS[self.task.state]


@dataclass(frozen=True)
class LightCount:
    """A light with how many tasks have it, and whether it is the one that is shown."""

    light: State
    count: int
    chosen: bool


@dataclass(frozen=True)
class TaskList:
    """The page of tasks; ``idle`` names units without any, None where these are not the reader's.

    ``asked`` is what the address asks for, ``choices`` what can be asked for, by name.
    """

    counts: TaskCounts
    lights: tuple[LightCount, ...]
    states: tuple[tuple[State, str, int], ...]
    page: Paged[TaskLine]
    asked: Mapping[str, str]
    choices: Mapping[str, Choices]
    idle: tuple[str, ...] | None

    @property
    def narrowed(self) -> bool:
        """Whether anything of the filters that are folded away is asked for."""
        return any(name in self.asked for name in FOLDED)


@dataclass(frozen=True)
class Asked:
    """The list that an address asks for: its filters, its plan, its programmes."""

    plan: Plan
    language: str
    asked: Mapping[str, str]
    lines: tuple[Programme, ...]

    def wanted(self) -> Wanted:
        """The filters as the records understand them; what makes no sense finds nothing."""
        asked = self.asked
        return Wanted(
            state=asked.get("state", ""),
            light=asked.get("light", ""),
            unit=asked.get("unit", ""),
            contests=self.contests(),
            programmes=self.programmes(),
            indicator=asked.get("indicator", ""),
            tag=asked.get("tag", ""),
            leader=asked.get("leader", ""),
            origin=asked.get("origin", ""),
            text=asked.get("text", "").strip()[:100],
            late=bool(asked.get("late")),
        )

    def contests(self) -> set[str] | None:
        """The contest, or those of the chapter, that are asked for."""
        code = self.asked.get("contest") or self.asked.get("chapter")
        return {code, *below(self.plan, code)} if code else None

    def programmes(self) -> set[int] | None:
        """The programme with its lines that is asked for."""
        text = self.asked.get("programme", "")
        if not text:
            return None
        found = {int(text)} if text.isdecimal() and len(text) < 18 else set()
        for line in self.lines:
            if line.parent_id in found:
                found.add(line.pk)
        return found


def below(plan: Plan, code: str) -> set[str]:
    """The nodes of the tree under a node."""
    found: set[str] = set()
    for child in plan.children.get(code, ()):
        if child.code in plan.node_by_code:
            found |= {child.code, *below(plan, child.code)}
    return found


def asked_of(plan: Plan, language: str, query: Mapping[str, str]) -> Asked:
    """What an address asks for; one query for the programmes."""
    found = {name: query[name] for name in NAMES if query.get(name)}
    return Asked(plan, language, found, tuple(in_tree(programmes(plan.code))))


def in_tree(lines: Sequence[Programme]) -> list[Programme]:
    """Programmes with their lines below them, in their order."""
    children: dict[int | None, list[Programme]] = {}
    for line in lines:
        children.setdefault(line.parent_id, []).append(line)

    def walk(parent: int | None) -> list[Programme]:
        return [one for line in children.get(parent, ()) for one in (line, *walk(line.pk))]

    return walk(None)


def read_tasks(by: By, asked: Asked, query: Mapping[str, str]) -> TaskList:
    """The page of tasks that an address asks for."""
    plan, wanted = asked.plan, asked.wanted()
    seen = seen_by(by).filter(plan=plan.code)
    everything = lit_among(filtered(seen, wanted), plan.code, plan.lights, by.today)
    counts = counted(everything)
    page = paged([task.pk for task in chosen(everything, wanted)], query)
    everywhere = by.standing.everywhere(Right.TASK_READ)
    without = Wanted(**{**vars(wanted), "state": ""})
    by_state = state_counts(filtered(seen, without))
    return TaskList(
        counts=counts,
        lights=tuple(
            LightCount(light_word(code), count, wanted.light == code)
            for code, count in counts.lights.items()
        ),
        states=tuple((TASKS[code], code, count) for code, count in by_state.items()),
        page=page.of(read_lines(by, plan, in_order(page.rows), asked.language)),
        asked=asked.asked,
        choices=choices(asked, seen),
        idle=idle_units(plan, asked.language) if everywhere else None,
    )


def light_word(code: str) -> State:
    """A light of a task; none is a task that is not under way."""
    if code == "none":
        return NO_LIGHT
    known = states.state(code)
    return State(code, known.shape, LIGHT_TITLES[code])


def read_lines(by: By, plan: Plan, rows: Sequence[Task], language: str) -> list[TaskLine]:
    """Tasks with their standings; one query besides theirs."""
    known = standings([task.pk for task in rows], plan.lights, by.today)
    return [line_of(task, known.get(task.pk, NOTHING_PLANNED), plan, language) for task in rows]


def line_of(task: Task, known: TaskStanding, plan: Plan, language: str) -> TaskLine:
    """A task in words."""
    shines = task.state in SHINING
    contest = plan.node_by_code.get(task.contest)
    return TaskLine(
        task=task,
        light=light_word(known.light if shines else "none"),
        unit=unit_in(plan, task.unit, language),
        co_units=tuple(unit_in(plan, one.unit, language) for one in task.co_units.all()),
        contest=contest.label.text(language) if contest else task.contest,
        programme=task.programme.name(language) if task.programme else "",
        done=known.done,
        planned=known.planned,
        waiting=known.waiting if shines else 0.0,
        late=known.late_nodes if shines else 0,
        days_late=known.days_late if shines else 0,
        finish=known.finish if shines else None,
    )


def idle_units(plan: Plan, language: str) -> tuple[str, ...]:
    """Units of the plan that take part in no task under way (S24)."""
    busy = busy_units(plan.code)
    return tuple(
        unit.name(language)
        for unit in plan.units
        if unit.code not in busy and unit.group is not None and works(plan, unit.code)
    )


def choices(asked: Asked, seen: QuerySet[Task]) -> dict[str, Choices]:
    """What can be asked for; three queries."""
    plan, language = asked.plan, asked.language
    return {
        "unit": work_units(plan, language),
        "chapter": nodes_of(plan, language, chapters=True),
        "contest": nodes_of(plan, language, chapters=False),
        "programme": programme_choices(asked.lines, language),
        "indicator": [(one.code, one.label.text(language)) for one in plan.indicators],
        "tag": [(tag, f"{TagKind(kind).label} {tag}") for kind, tag in tags(plan.code)],
        "leader": [(one, one) for one in leaders(seen)],
        "origin": [(one.value, str(one.label)) for one in TaskOrigin],
        "state": [(one.value, str(one.label)) for one in TaskState],
    }


def work_units(plan: Plan, language: str) -> list[tuple[str, str]]:
    """Every unit that does work of its own, by code and name."""
    return [(unit.code, unit.name(language)) for unit in plan.units if works(plan, unit.code)]


def nodes_of(plan: Plan, language: str, *, chapters: bool) -> list[tuple[str, str]]:
    """Chapters, which have no parent, or the contests right below them."""
    tops = {node.code for node in plan.nodes if node.parent not in plan.node_by_code}
    return [
        (node.code, node.label.text(language))
        for node in plan.nodes
        if (node.code in tops if chapters else node.parent in tops)
    ]


def programme_choices(lines: Sequence[Programme], language: str) -> list[tuple[str, str]]:
    """Programmes and lines, these indented."""
    return [
        (str(line.pk), f"{'　' if line.parent_id else ''}{line.name(language)}") for line in lines
    ]

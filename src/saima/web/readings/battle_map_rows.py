"""A battle map row by row: the table under it, its drawing, its workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.records.queries.battle_map import Asked, MapNode, MapTask, lights_of, map_tasks
from saima.web.charts.gantt import Scale, span
from saima.web.charts.gantt_svg import GroupOf, Line, Mark, Sheet, small
from saima.web.readings.battle_map import BattleMap, MapChoice
from saima.web.wording.battle_map import (
    CRITICAL_SHAPE,
    LATE,
    LIGHTS,
    MARKS,
    critical_words,
    late_words,
    mark_of,
    nodes_words,
)
from saima.web.wording.states import State

MOST_DRAWN = 2000
"""How many tasks a drawing holds; more of them nobody hangs on a wall."""

WORST_FIRST = ("red", "yellow", "watch", "green", "none")


@dataclass(frozen=True)
class MapLine:
    """A task as the table under the map says it."""

    task: MapTask
    group: str
    unit: str
    light: State
    nodes: str
    next: MapNode | None
    next_state: State | None
    late: str
    critical: str


def figures_of(found: BattleMap) -> list[tuple[State, int]]:
    """How many tasks of each light, the worst first, and how many are late."""
    counts = lights_of(found.choice.asked)
    lights = [(LIGHTS[code], counts.get(code, 0)) for code in WORST_FIRST]
    return [(LATE, found.totals.late), *(one for one in lights if one[1])]


def read_lines(choice: MapChoice, tasks: Sequence[MapTask], language: str) -> list[MapLine]:
    """Tasks in words."""
    return [map_line(choice, task, language) for task in tasks]


def map_line(choice: MapChoice, task: MapTask, language: str) -> MapLine:
    """One task in words; the next node is the earliest one that is not done."""
    coming = min(
        (node for node in task.nodes if not node.accepted), key=lambda node: node.due, default=None
    )
    return MapLine(
        task=task,
        group=choice.group_name(getattr(task, choice.grouping), language),
        unit=unit_name(choice, task.unit, language),
        light=LIGHTS[task.standing.light],
        nodes=nodes_words(task),
        next=coming,
        next_state=None if coming is None else MARKS[mark_of(coming, choice.today)],
        late=late_words(task),
        critical=critical_words(task),
    )


def unit_name(choice: MapChoice, code: str, language: str) -> str:
    """The name of a unit; its code where the plan does not know it."""
    unit = choice.plan.unit_by_code.get(code)
    return unit.name(language) if unit else code


def drawn_groups(choice: MapChoice, tasks: Sequence[MapTask], language: str) -> list[GroupOf]:
    """Tasks, which come by group, as they are drawn."""
    made: dict[str, list[Line]] = {}
    for task in tasks:
        line = drawn_line(choice, task, language)
        made.setdefault(getattr(task, choice.grouping), []).append(line)
    return [
        GroupOf(choice.group_name(code, language), tuple(lines)) for code, lines in made.items()
    ]


def drawn_line(choice: MapChoice, task: MapTask, language: str) -> Line:
    """A task as it is drawn."""
    late = late_words(task)
    said = [f"{LATE.shape} {late}" if late else ""]
    said.append(f"{CRITICAL_SHAPE} {_('critical')}" if task.critical else "")
    return Line(
        title=task.title,
        unit=unit_name(choice, task.unit, language),
        light=task.standing.light,
        light_shape=LIGHTS[task.standing.light].shape,
        starts=task.starts,
        due=task.due,
        finish=task.standing.finish if task.open else None,
        said=" ".join(filter(None, said)),
        marks=tuple(drawn_node(node, choice.today) for node in task.nodes),
    )


def drawn_node(node: MapNode, today: date) -> Mark:
    """A node as it is drawn."""
    code = mark_of(node, today)
    text = f"{node.number} {node.title} {figures.day(node.due)} {MARKS[code].word}"
    return Mark(node.due, code, text)


def legend() -> str:
    """The marks and what they mean."""
    marks = [f"{state.shape} {state.word}" for state in MARKS.values()]
    return " · ".join([*marks, f"{CRITICAL_SHAPE} {_('critical')}"])


def sheet_of(choice: MapChoice, language: str, title: str, under: str) -> Sheet:
    """What all pages of a drawing share."""
    day = choice.today
    return Sheet(
        title=title,
        under=under,
        legend=legend(),
        page=_("page %(number)s of %(of)s"),
        again=_("(continued)"),
        today=day,
        today_words=_("today %(day)s") % {"day": f"{day.month}-{day.day}"},
        language=language,
    )


def map_sheet(found: BattleMap, language: str, count: int) -> Sheet:
    """Title and lines of a map that is drawn as a whole."""
    choice = found.choice
    under = _("%(plan)s, as of %(day)s, %(count)s tasks, %(late)s late") % {
        "plan": choice.plan.label.text(language),
        "day": figures.day(choice.today),
        "count": count,
        "late": found.totals.late,
    }
    if choice.plan.fictitious:
        under = f"{under} · {_('Demo data (fictitious)')}"
    return sheet_of(choice, language, _("Battle map"), under)


def small_map(plan_choice: MapChoice, language: str, most: int = 12) -> str:
    """The part of a map for the page of a task or of a unit: inline SVG, empty without tasks.

    ``plan_choice`` names the task, or the unit whose tasks are shown, at most ``most`` of them.
    """
    asked: Asked = plan_choice.asked
    tasks = map_tasks(asked, 0, most)
    if not tasks:
        return ""
    days = [day for task in tasks for day in days_of(task)]
    first, last = span([*days, plan_choice.today], plan_choice.plan.year)
    lines = tuple(drawn_line(plan_choice, task, language) for task in tasks)
    title = tasks[0].title if len(tasks) == 1 else _("Battle map")
    sheet = sheet_of(plan_choice, language, title, "")
    return small([GroupOf("", lines)], Scale(first, last, 1), sheet)


def days_of(task: MapTask) -> list[date]:
    """The days that a drawing of a task needs."""
    likely = [task.standing.finish] if task.open and task.standing.finish else []
    return [task.starts, task.due, *(node.due for node in task.nodes), *likely]

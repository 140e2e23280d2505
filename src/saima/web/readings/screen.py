"""Who is ahead, what is stuck, what is to be decided: the leading group's page (S41, S157)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from saima.actions.boards import YearBoards
from saima.actions.permissions import Right, Standing
from saima.actions.split_frames import split_indicators
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.keeping import Keeper
from saima.records.models import HardProblem, NodeState, Supervision, SupervisionState, TaskNode
from saima.records.queries import screen as counted
from saima.records.queries.late_nodes import UnitLate, late_by_unit, late_nodes
from saima.records.queries.node_days import days_of
from saima.web.readings import work_links as links
from saima.web.readings.city import ContestLine
from saima.web.readings.home import Home, Podium, read_home, read_podiums
from saima.web.readings.meetings import Names
from saima.web.readings.work_links import Linked

LIGHTS = ("red", "yellow", "watch", "green")
COLOURS = ("red", "orange", "blue")
URGENT = 5
LEADERS = 2
UNITS = 12
"""So many units are shown at once, those first that are most behind."""


@dataclass(frozen=True)
class ContestRow:
    """A contest: time against completion, the tasks' lights, the units that lead in it."""

    line: ContestLine
    lights: tuple[tuple[str, Linked], ...]
    leaders: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UnitRow:
    """What is stuck with a unit."""

    unit: str
    name: str
    lights: tuple[tuple[str, Linked], ...]
    late: Linked
    problems: Linked
    problems_late: int
    sheets: Linked


@dataclass(frozen=True)
class LevelRow:
    """Open hard problems on a level, by age and in all."""

    word: str
    ages: tuple[Linked, ...]
    late: Linked
    whole: Linked


@dataclass(frozen=True)
class ColourRow:
    """Open sheets of a colour: all, those not acknowledged, those past their day."""

    colour: str
    whole: Linked
    unseen: Linked
    late: Linked


@dataclass(frozen=True)
class Item:
    """One thing that is stuck, where it is read and where a leader instructs on it.

    ``days`` late, negative before its day; ``level`` in words, where a hard problem rose;
    ``reported``: a late node whose report waits to be accepted.
    """

    title: str
    unit: str
    due: date | None
    days: int
    address: str
    instruct: str
    level: str = ""
    colour: str = ""
    reported: bool = False


@dataclass(frozen=True)
class Stuck:
    """Lights, nodes, problems and sheets: counts with their lists, and the most urgent of each."""

    lights: tuple[tuple[str, Linked], ...]
    units: tuple[UnitRow, ...]
    late: Linked
    nodes: tuple[Item, ...]
    levels: tuple[LevelRow, ...]
    problems: Linked
    problem_items: tuple[Item, ...]
    colours: tuple[ColourRow, ...]
    sheets: Linked
    sheet_items: tuple[Item, ...]
    unseen: Linked
    unseen_items: tuple[Item, ...]


@dataclass(frozen=True)
class Decide:
    """What waits for a decision, by what it is."""

    consequences: Linked
    appeals: Linked
    adjustments: Linked
    awards: Linked
    good_cases: Linked
    splits: Linked
    tolerances: Linked

    @property
    def count(self) -> int:
        """All of it."""
        return sum(getattr(self, one.name).count for one in fields(self))

    def shown_to(self, standing: Standing) -> "Decide":
        """The same, without the way to lists that somebody may not open."""
        shut = {
            name: replace(getattr(self, name), address="")
            for name, rights in DECIDED_BY.items()
            if not any(standing.may_somewhere(right) for right in rights)
        }
        return replace(self, **shut)


DECIDED_BY: Mapping[str, tuple[Right, ...]] = {
    "adjustments": (Right.ADJUSTMENT_PROPOSE, Right.ADJUSTMENT_APPROVE),
    "awards": (Right.AWARD_PROPOSE, Right.AWARD_GRANT),
    "splits": (Right.TARGET_SPLIT, Right.TARGET_SIGN),
}
"""Lists that not everybody may open who sees the screen, with the rights that open them."""


@dataclass(frozen=True)
class Screen:
    """Everything on the page."""

    home: Home
    contests: tuple[ContestRow, ...]
    podiums: tuple[Podium, ...]
    stuck: Stuck
    decide: Decide


@dataclass(frozen=True)
class Moment:
    """The plan, the day, and the reader's language."""

    plan: Plan
    today: date
    language: str

    @property
    def names(self) -> Names:
        """Codes as names."""
        return Names(self.plan, self.language)

    def level(self, kind: str, level: int) -> str:
        """Who has a hard problem of a kind (empty: of any) on the table."""
        return self.names.level(kind, level)


STUCK: Keeper[Stuck] = Keeper(8)
DECIDE: Keeper[Decide] = Keeper(4)


def read_screen(boards: YearBoards, period: Period, today: date, language: str) -> Screen:
    """The whole page; its questions to the database are as many for any number of rows."""
    moment = Moment(boards.plan, today, language)
    home = read_home(boards, period, language)
    lights = counted.task_lights(boards.plan.code, boards.plan.lights, today)
    return Screen(
        home,
        tuple(contest_row(boards, period, line, lights, language) for line in home.contests),
        tuple(read_podiums(boards, period, language)),
        STUCK.now((boards.plan.code, today, language), lambda: read_stuck(moment, lights)),
        DECIDE.now(boards.plan.code, lambda: read_decide(boards.plan)),
    )


def contest_row(
    boards: YearBoards,
    period: Period,
    line: ContestLine,
    lights: counted.TaskLights,
    language: str,
) -> ContestRow:
    """A contest with its tasks, also those that hang on a part of it."""
    code = line.contest.code
    within = below(boards.plan, code)
    found = {
        light: sum(lights.contests.get(one, {}).get(light, 0) for one in within) for light in LIGHTS
    }
    return ContestRow(line, linked(found, contest=code), leaders(boards, period, code, language))


def below(plan: Plan, code: str) -> frozenset[str]:
    """A node with all nodes under it."""
    parents = {node.code: node.parent for node in plan.nodes}

    def inside(one: str | None) -> bool:
        return one is not None and (one == code or inside(parents.get(one)))

    return frozenset(node for node in parents if inside(node))


def leaders(
    boards: YearBoards, period: Period, contest: str, language: str
) -> tuple[tuple[str, str], ...]:
    """The units with the highest rate in a contest, of the first group that is scored on it.

    Units of different groups are not ranked against each other.
    """
    rows = [
        row
        for (_, node), row in boards.nodes(period).items()
        if node == contest and row.weight and row.rate is not None and row.group
    ]
    order = [group.code for group in boards.plan.groups]
    first = min((order.index(row.group) for row in rows if row.group in order), default=None)
    if first is None:
        return ()
    best = [row for row in rows if row.group == order[first]]
    best.sort(key=lambda row: -(row.rate or 0.0))
    units = boards.plan.unit_by_code
    return tuple((row.unit, units[row.unit].name(language)) for row in best[:LEADERS])


def linked(counts: Mapping[str, int], **query: object) -> tuple[tuple[str, Linked], ...]:
    """Counts of tasks by light, each with its list."""
    return tuple((light, links.lit_tasks(counts.get(light, 0), light, **query)) for light in LIGHTS)


def read_stuck(moment: Moment, lights: counted.TaskLights) -> Stuck:
    """What is stuck; the number of questions does not depend on how much it is."""
    plan, today = moment.plan.code, moment.today
    late = late_nodes(plan, today)
    by_unit = late_by_unit(late)
    levels = counted.problems_by_level(plan, today)
    sheets = counted.sheets_by_colour(plan, today)
    problems = counted.urgent_problems(counted.open_problems(plan))
    issued = counted.urgent_sheets(counted.open_sheets(plan))
    return Stuck(
        linked(lights.whole),
        unit_rows(moment, lights, by_unit),
        links.late_nodes(sum(one.count for one in by_unit)),
        tuple(node_item(moment, node) for node in late[:URGENT]),
        tuple(level_row(moment, one) for one in levels),
        links.open_problems(sum(one.count for one in levels)),
        tuple(problem_item(moment, one) for one in problems[:URGENT]),
        tuple(colour_row(sheets, colour) for colour in COLOURS),
        links.open_sheets(sheets.count),
        tuple(sheet_item(moment, one) for one in issued[:URGENT]),
        Linked(sum(sheets.unseen.values()), links.to("supervision", state=SupervisionState.ISSUED)),
        tuple(sheet_item(moment, one) for one in counted.unseen_sheets(plan)[:URGENT]),
    )


def unit_rows(
    moment: Moment, lights: counted.TaskLights, late: Iterable[UnitLate]
) -> tuple[UnitRow, ...]:
    """Every unit that has work, those first that are most behind."""
    plan = moment.plan.code
    nodes = {one.unit: one.count for one in late}
    problems = counted.problems_by_unit(plan, moment.today)
    sheets = counted.sheets_by_unit(plan)
    units = {*lights.units, *nodes, *problems, *sheets}
    rows = []
    for unit in sorted(units):
        own = lights.units.get(unit, {})
        handled = problems.get(unit)
        rows.append(
            UnitRow(
                unit,
                moment.names.unit(unit),
                linked(own, unit=unit),
                links.late_nodes(nodes.get(unit, 0), unit=unit),
                links.open_problems(handled.count if handled else 0, handler=unit),
                handled.late if handled else 0,
                links.open_sheets(sheets.get(unit, 0), unit=unit),
            )
        )
    rows.sort(key=lambda row: [-row.lights[0][1].count, -row.lights[1][1].count, -row.late.count])
    return tuple(rows)


def level_row(moment: Moment, found: counted.LevelAges) -> LevelRow:
    """A level with the lists of its cells."""
    ages = tuple(
        links.open_problems(count, level=found.level, age=place)
        for place, count in enumerate(found.ages)
    )
    late = links.open_problems(found.late, level=found.level, late=1)
    whole = links.open_problems(found.count, level=found.level)
    return LevelRow(moment.level("", found.level), ages, late, whole)


def colour_row(sheets: counted.Sheets, colour: str) -> ColourRow:
    """A colour with the lists of its cells."""
    issued = links.to("supervision", state=SupervisionState.ISSUED, colour=colour)
    return ColourRow(
        colour,
        links.open_sheets(sheets.colours.get(colour, 0), colour=colour),
        Linked(sheets.unseen.get(colour, 0), issued),
        links.open_sheets(sheets.late.get(colour, 0), colour=colour, late=1),
    )


def node_item(moment: Moment, node: TaskNode) -> Item:
    """A late node, or one that will be due, on the page of its task."""
    return Item(
        f"{node.task.title}：{node.title}",
        moment.names.unit(node.task.unit),
        node.due,
        days_of(node).days_late(moment.today) or (moment.today - node.due).days,
        links.to("task", node.task_id),
        links.instruct("node", node.pk),
        reported=node.state == NodeState.REPORTED,
    )


def problem_item(moment: Moment, problem: HardProblem) -> Item:
    """A hard problem; the unit that handles it, or the one that raised it."""
    return Item(
        problem.title,
        moment.names.unit(problem.handler or problem.unit),
        problem.due,
        (moment.today - problem.due).days,
        links.to("hard_problem", problem.pk),
        links.instruct("hard_problem", problem.pk),
        level=moment.level(problem.kind, problem.level) if problem.level else "",
    )


def sheet_item(moment: Moment, sheet: Supervision) -> Item:
    """A sheet with its number."""
    due = sheet.due or moment.today
    return Item(
        f"{sheet.numbered} {sheet.title}".strip(),
        moment.names.unit(sheet.unit),
        sheet.due,
        (moment.today - due).days,
        links.to("supervision_sheet", sheet.pk),
        links.instruct("sheet", sheet.pk),
        colour=sheet.colour,
    )


def read_decide(plan: Plan) -> Decide:
    """What waits for a decision of the leading group."""
    found = counted.waiting(plan.code, [one.code for one in split_indicators(plan)])
    return Decide(
        Linked(found.consequences, links.to("consequences")),
        Linked(found.appeals, links.to("objections", state="appealed") + "#all"),
        Linked(found.adjustments, links.to("adjustments")),
        Linked(found.awards, links.to("awards")),
        Linked(found.good_cases, links.to("good_cases", state="proposed")),
        Linked(found.splits, links.to("splits", waiting=1)),
        Linked(found.tolerances, links.to("tolerances", state="verified")),
    )

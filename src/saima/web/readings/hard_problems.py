"""Hard problems as they are listed and shown: the counts first, then the list, then one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from saima.actions.by import By
from saima.actions.hard_problem_steps import STEPS, Act, State, may_take
from saima.actions.permissions import Right
from saima.plan.hard_problems import HardProblemKind
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.records.keeping import Keeper
from saima.records.models import HardProblem, HardProblemFile, HardProblemStep
from saima.records.queries.hard_problems import AGES, Search, Totals, problems, search, totals
from saima.web.paging import Paged, paged
from saima.web.wording.hard_problem_states import age_word, days_words, level_word, urgency
from saima.web.wording.states import State as Shown


@dataclass(frozen=True)
class ProblemLine:
    """A problem with the words of its plan."""

    row: HardProblem
    kind: str
    unit: str
    handler: str
    level: str
    urgency: Shown | None
    days: str


@dataclass(frozen=True)
class Part:
    """One number of the head, with the filter that shows what it counts."""

    word: str
    count: int
    name: str
    value: str


@dataclass(frozen=True)
class ProblemList:
    """The head of the page, and the page of the list."""

    totals: Totals
    levels: tuple[Part, ...]
    ages: tuple[Part, ...]
    paged: Paged[ProblemLine]


def own_units(by: By, plan: Plan) -> tuple[str, ...] | None:
    """The units whose problems somebody may see, with those merged into them; None for all."""
    if by.standing.everywhere(Right.HARD_PROBLEM_READ):
        return None
    own = by.standing.units(Right.HARD_PROBLEM_READ)
    found = [unit.code for unit in plan.units if heir(plan, unit.code) in own]
    return tuple(sorted(found or own))


TOTALS: Keeper[Totals] = Keeper(64)


def read_list(
    by: By, plan: Plan, asked: Search, address: Mapping[str, str], language: str
) -> ProblemList:
    """The list with its counts; six queries, however long it is."""
    units = own_units(by, plan)
    rows = problems(plan.code, units)
    counts = TOTALS.now((plan.code, units, by.today), lambda: totals(rows, by.today))
    found = paged(search(rows, asked, by.today), address)
    named = longest_levels(plan)
    levels = tuple(
        Part(level_word(named, level, language), count, "level", str(level))
        for level, count in counts.levels.items()
    )
    ages = tuple(
        Part(age_word(place), counts.ages[place], "age", str(place)) for place in range(len(AGES))
    )
    lines = read_lines(plan, found.rows, by.today, language)
    return ProblemList(counts, levels, ages, found.of(lines))


def longest_levels(plan: Plan) -> HardProblemKind | None:
    """The kind whose levels name the counts of all kinds: the one with most of them."""
    return max(plan.hard_problems, key=lambda kind: len(kind.rises_after), default=None)


def read_lines(
    plan: Plan, rows: Iterable[HardProblem], today: date, language: str
) -> list[ProblemLine]:
    """Problems with their words; no query."""
    return [line_of(plan, row, today, language) for row in rows]


def line_of(plan: Plan, row: HardProblem, today: date, language: str) -> ProblemLine:
    """One problem with its words."""
    kind = plan.hard_problem_kind(row.kind)
    return ProblemLine(
        row,
        kind.label.text(language),
        unit_name(plan, row.unit, language),
        unit_name(plan, row.handler, language),
        level_word(kind, row.level, language),
        urgency(row, today),
        days_words(row, today),
    )


def unit_name(plan: Plan, code: str, language: str) -> str:
    """A unit by its name; its code where the plan does not know it."""
    unit = plan.unit_by_code.get(code)
    return unit.name(language) if unit else code


def may_read(by: By, plan: Plan, row: HardProblem) -> bool:
    """Whether somebody may see a problem: everybody's, or what their unit raised or solves."""
    units = own_units(by, plan)
    return units is None or row.unit in units or row.handler in units


@dataclass(frozen=True)
class StoryLine:
    """A step with the words of its level."""

    step: HardProblemStep
    level: str


@dataclass(frozen=True)
class ProblemReading:
    """Everything on the page of a problem; ``acts`` is what this person may do with it now."""

    line: ProblemLine
    kind: HardProblemKind
    indicator: str
    acts: tuple[Act, ...]
    story: tuple[StoryLine, ...]
    files: tuple[HardProblemFile, ...]


def read_problem(by: By, plan: Plan, row: HardProblem, language: str) -> ProblemReading:
    """One problem with its story."""
    kind = plan.hard_problem_kind(row.kind)
    indicator = plan.indicator_by_code.get(row.indicator)
    story = tuple(
        StoryLine(step, level_word(kind, step.level, language))
        for step in row.steps.select_related("by").order_by("id")
    )
    return ProblemReading(
        line_of(plan, row, by.today, language),
        kind,
        indicator.label.text(language) if indicator else row.indicator,
        tuple(acts_now(by, row)),
        story,
        tuple(row.files.select_related("by").order_by("id")),
    )


def acts_now(by: By, row: HardProblem) -> Sequence[Act]:
    """The steps that this person can take from this state, the usual one first."""
    usual = [act for (state, act) in STEPS if state == row.state and may_take(by, row, act)]
    own = row.handled_by_id == by.person.pk and row.state == State.HANDLED
    return [] if own else usual

"""A month as a table: each due value with everything that stands beside its cell."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Value

from saima.engine.phased import Aim, Aims
from saima.engine.plausible import Reading, number_of
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Direction, Indicator
from saima.records.models import (
    Comment,
    Decision,
    Draft,
    DueState,
    DueValue,
    Entry,
    Evidence,
    Person,
    Review,
    Round,
    Submission,
)
from saima.records.queries.beside import stated_targets
from saima.records.queries.histories import NAMES, Key
from saima.records.queries.plans import plan_of
from saima.records.queries.submissions import newest, newest_versions


@dataclass(frozen=True)
class Cell:
    """One due value and what the reporter wants to see beside it.

    ``last`` and ``last_year``: readings of the period before and of the same period last year;
    ``so_far``: what a flow added up to this year before this period; ``submission``: the newest
    version; ``draft``: what this person has typed; ``returned``: why it came back, else empty.
    """

    due: DueValue
    indicator: Indicator
    last: Reading | None
    last_year: Reading | None
    so_far: float
    aim: Aim
    submission: Submission | None
    draft: Draft | None
    files: int = 0
    comments: int = 0
    returned: str = ""

    def completion(self, reading: Reading) -> float | None:
        """The share of the phased target that is reached with ``reading``; 1 = 100 %."""
        value, target = number_of(self.indicator, reading), self.aim.to_date
        if value is None or not target or self.indicator.collect is Collect.RANK:
            return None
        if self.indicator.collect is Collect.FLOW:
            value += self.so_far
        if self.indicator.direction is Direction.LOWER:
            return 2 - value / target
        return value / target if self.indicator.direction is Direction.HIGHER else None


def grid(opened: Round, person: Person, shown: Q | None = None) -> list[Cell]:
    """The due values of a round that ``shown`` lets pass, in the plan's order.

    Indicators in plan order, units in plan order; the number of queries does not grow with them.
    """
    rows = DueValue.objects.filter(Q(round=opened) & (shown or Q()))
    return cells(plan_of(opened.version), rows, person)


def cells(plan: Plan, rows: QuerySet[DueValue], person: Person) -> list[Cell]:
    """These due values of a plan with everything beside them, in the plan's order."""
    dues = list(rows)
    sort_as_planned(plan, dues)
    beside = Around(
        past_of(plan, dues),
        Aims(plan, stated_targets(plan)),
        newest(rows),
        drafts_of(person, rows),
        *counted(rows),
        last_returns(rows),
    )
    return [beside.cell(due) for due in dues]


def typed_cells(plan: Plan, rows: QuerySet[DueValue]) -> list[Cell]:
    """These due values with what a check asks for beside them: fewer queries than ``cells``."""
    dues = list(rows)
    sort_as_planned(plan, dues)
    aims = Aims(plan, stated_targets(plan))
    beside = Around(past_of(plan, dues), aims, newest_versions([due.pk for due in dues]))
    return [beside.cell(due) for due in dues]


@dataclass(frozen=True)
class Around:
    """What stands around cells; all but the past and the targets by due value."""

    past: "Past"
    aims: Aims
    versions: Mapping[int, Submission]
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    files: Mapping[int, int] = field(default_factory=dict)
    comments: Mapping[int, int] = field(default_factory=dict)
    returns: Mapping[int, str] = field(default_factory=dict)

    def cell(self, due: DueValue) -> Cell:
        """A due value with everything beside it."""
        indicator = self.aims.plan.indicator_by_code[due.indicator]
        back = self.past.looks[due.period]
        return Cell(
            due=due,
            indicator=indicator,
            last=self.past.reading(due, back.previous),
            last_year=self.past.reading(due, back.last_year),
            so_far=self.past.so_far(due, indicator),
            aim=self.aims.of(due.unit, indicator, back.period),
            submission=self.versions.get(due.pk),
            draft=self.drafts.get(due.pk),
            files=self.files.get(due.pk, 0),
            comments=self.comments.get(due.pk, 0),
            returned=self.returns.get(due.pk, ""),
        )


def sort_as_planned(plan: Plan, dues: list[DueValue]) -> None:
    """Indicators in plan order, units in plan order."""
    indicators = {code: place for place, code in enumerate(plan.indicator_by_code)}
    units = {code: place for place, code in enumerate(plan.unit_by_code)}
    dues.sort(key=lambda due: (indicators[due.indicator], units[due.unit]))


@dataclass(frozen=True)
class Look:
    """A period that is asked for, and those that its cells look back on."""

    period: Period
    previous: str
    last_year: str
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class Past:
    """What cells look back on: ``looks`` by period, rows of the ledger by their key."""

    looks: dict[str, Look]
    rows: dict[Key, tuple[Any, ...]]

    def reading(self, due: DueValue, period: str) -> Reading | None:
        """The reading of another period of the same value."""
        parts = self.rows.get((due.unit, due.indicator, period))
        return None if parts is None else Reading(*parts)

    def so_far(self, due: DueValue, indicator: Indicator) -> float:
        """What a flow added up to in this year's periods before; 0 for everything else."""
        if indicator.collect is not Collect.FLOW:
            return 0.0
        known = (
            self.rows.get((due.unit, due.indicator, period))
            for period in self.looks[due.period].earlier
        )
        return sum((float(parts[0]) for parts in known if parts and parts[0] is not None), 0.0)


def past_of(plan: Plan, dues: Collection[DueValue]) -> Past:
    """The period before, last year's, and for flows all of this year's before; one query."""
    looks = {text: look(Period.parse(text)) for text in {due.period for due in dues}}
    back = {text for one in looks.values() for text in (one.previous, one.last_year)}
    indicators = {due.indicator for due in dues}
    flows = {code for code in indicators if plan.indicator_by_code[code].collect is Collect.FLOW}
    this_year = {
        text for due in dues if due.indicator in flows for text in looks[due.period].earlier
    }
    entries = Entry.objects.filter(
        Q(period__in=back) | Q(period__in=this_year, indicator__in=flows),
        plan=plan.code,
        indicator__in=indicators,
        unit__in={due.unit for due in dues},
    )
    rows = entries.order_by("recorded_at", "id").values_list(*NAMES)
    return Past(looks, {row[:3]: row[3:] for row in rows})


def look(period: Period) -> Look:
    """The periods that the cells of a period show beside their own."""
    earlier = tuple(one.text for one in earlier_this_year(period))
    return Look(period, period.previous().text, period.last_year().text, earlier)


def earlier_this_year(period: Period) -> list[Period]:
    """The periods of the same kind before this one in its year."""
    return [Period.of(period.year, period.kind, index) for index in range(1, period.index)]


def drafts_of(person: Person, rows: QuerySet[DueValue]) -> dict[int, Draft]:
    """A person's drafts by due value."""
    drafts = Draft.objects.filter(person=person, due_value__in=rows.values("pk"))
    return {draft.due_value_id: draft for draft in drafts}


def counted(rows: QuerySet[DueValue]) -> tuple[dict[int, int], dict[int, int]]:
    """How many files, and how many comments, each due value has; one query."""
    keys = rows.order_by().values("pk")
    both = [
        model._default_manager.filter(due_value__in=keys)
        .values_list(Value(name), "due_value")
        .annotate(count=Count("id"))
        for name, model in (("files", Evidence), ("comments", Comment))
    ]
    found: dict[str, dict[int, int]] = {"files": {}, "comments": {}}
    for name, due, count in both[0].union(both[1], all=True):
        found[name][due] = count
    return found["files"], found["comments"]


def last_returns(rows: QuerySet[DueValue]) -> dict[int, str]:
    """Why each returned value came back."""
    returned = Review.objects.filter(
        due_value__in=rows.filter(state=DueState.RETURNED).values("pk"),
        decision=Decision.RETURN,
    )
    last = returned.values("due_value").annotate(last=Max("id")).values("last")
    found = Review.objects.filter(pk__in=last).values_list("due_value", "reason")
    return dict(found)

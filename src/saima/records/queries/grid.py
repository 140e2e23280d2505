"""A month as a table: each due value with everything that stands beside its cell."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

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
from saima.records.queries.submissions import newest


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
    files: int
    comments: int
    returned: str

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
    plan = plan_of(opened.version)
    rows = DueValue.objects.filter(Q(round=opened) & (shown or Q()))
    dues = list(rows)
    sort_as_planned(plan, dues)
    past = past_of(plan, dues)
    aims = Aims(plan, stated_targets(plan))
    versions, drafts = newest(rows), drafts_of(person, rows)
    files, comments = counted(Evidence, rows), counted(Comment, rows)
    returns = last_returns(rows)
    return [
        Cell(
            due=due,
            indicator=(indicator := plan.indicator_by_code[due.indicator]),
            last=past.reading(due, back.previous),
            last_year=past.reading(due, back.last_year),
            so_far=past.flows.get((due.unit, due.indicator), 0.0),
            aim=aims.of(due.unit, indicator, back.period),
            submission=versions.get(due.pk),
            draft=drafts.get(due.pk),
            files=files.get(due.pk, 0),
            comments=comments.get(due.pk, 0),
            returned=returns.get(due.pk, ""),
        )
        for due in dues
        for back in (past.looks[due.indicator],)
    ]


def sort_as_planned(plan: Plan, dues: list[DueValue]) -> None:
    """Indicators in plan order, units in plan order."""
    indicators = {code: place for place, code in enumerate(plan.indicator_by_code)}
    units = {code: place for place, code in enumerate(plan.unit_by_code)}
    dues.sort(key=lambda due: (indicators[due.indicator], units[due.unit]))


@dataclass(frozen=True)
class Look:
    """The period that a round asks of an indicator, and those that its cells look back on."""

    period: Period
    previous: str
    last_year: str


@dataclass(frozen=True)
class Past:
    """What cells look back on: rows of the ledger by unit, indicator and period.

    ``looks`` by indicator, because a round asks for one period of each; ``flows``: what a flow
    added up to in this year's periods before, by unit and indicator.
    """

    looks: dict[str, Look]
    rows: dict[Key, tuple[Any, ...]]
    flows: dict[tuple[str, str], float]

    def reading(self, due: DueValue, period: str) -> Reading | None:
        """The reading of another period of the same value."""
        parts = self.rows.get((due.unit, due.indicator, period))
        return None if parts is None else Reading(*parts)


def past_of(plan: Plan, dues: Collection[DueValue]) -> Past:
    """The period before, last year's, and for flows all of this year's before; one query."""
    texts = {due.indicator: due.period for due in dues}
    known = {text: look(Period.parse(text)) for text in set(texts.values())}
    looks = {indicator: known[text] for indicator, text in texts.items()}
    back = {text for one in known.values() for text in (one.previous, one.last_year)}
    flows = {
        indicator: {past.text for past in earlier_this_year(one.period)}
        for indicator, one in looks.items()
        if plan.indicator_by_code[indicator].collect is Collect.FLOW
    }
    this_year = set().union(*flows.values())
    entries = Entry.objects.filter(
        Q(period__in=back) | Q(period__in=this_year, indicator__in=flows),
        plan=plan.code,
        indicator__in=looks,
        unit__in={due.unit for due in dues},
    )
    rows: dict[Key, tuple[Any, ...]] = {
        row[:3]: row[3:] for row in entries.order_by("recorded_at", "id").values_list(*NAMES)
    }
    added: dict[tuple[str, str], float] = {}
    for (unit, indicator, period), (value, *_) in rows.items():
        if value is not None and period in flows.get(indicator, ()):
            added[unit, indicator] = added.get((unit, indicator), 0.0) + float(value)
    return Past(looks, rows, added)


def look(period: Period) -> Look:
    """The periods that the cells of a period show beside their own."""
    return Look(period, period.previous().text, period.last_year().text)


def earlier_this_year(period: Period) -> list[Period]:
    """The periods of the same kind before this one in its year."""
    return [Period.of(period.year, period.kind, index) for index in range(1, period.index)]


def drafts_of(person: Person, rows: QuerySet[DueValue]) -> dict[int, Draft]:
    """A person's drafts by due value."""
    drafts = Draft.objects.filter(person=person, due_value__in=rows.values("pk"))
    return {draft.due_value_id: draft for draft in drafts}


def counted(model: type[Evidence | Comment], rows: QuerySet[DueValue]) -> dict[int, int]:
    """How many rows of ``model`` each due value has."""
    found = model._default_manager.filter(due_value__in=rows.values("pk"))
    return dict(found.values_list("due_value").annotate(count=Count("id")))


def last_returns(rows: QuerySet[DueValue]) -> dict[int, str]:
    """Why each returned value came back."""
    returned = Review.objects.filter(
        due_value__in=rows.filter(state=DueState.RETURNED).values("pk"),
        decision=Decision.RETURN,
    )
    last = returned.values("due_value").annotate(last=Max("id")).values("last")
    found = Review.objects.filter(pk__in=last).values_list("due_value", "reason")
    return dict(found)

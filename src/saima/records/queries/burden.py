"""What reporting costs the units: fields, minutes, and facts that are asked twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from saima.engine.repeats import Repeat, by_numbers, by_words
from saima.plan.plan import Plan
from saima.plan.tree import Collect
from saima.records.models import DueValue, Entry, Round, Submission
from saima.records.queries.plans import plan_of

TWO_FIELDS = frozenset({Collect.RATIO, Collect.RANK})
PARTS = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Burden:
    """What one unit was asked in one month; ``minutes`` None where nobody used the form."""

    reporter: str
    month: str
    values: int
    fields: int
    minutes: float | None


def burden(plan_code: str) -> list[Burden]:
    """The burden of every reporting unit and month, newest month first; three queries."""
    rounds = Round.objects.filter(plan=plan_code).select_related("version").order_by("-month")
    months = {opened.pk: opened for opened in rounds}
    counts: dict[tuple[int, str], list[int]] = {}
    asked = DueValue.objects.filter(round__in=months).values_list("round", "reporter", "indicator")
    for opened, reporter, indicator in asked:
        count = counts.setdefault((opened, reporter), [0, 0])
        count[0] += 1
        count[1] += fields_of(plan_of(months[opened].version), indicator)
    spans = spans_of(months)
    found = [
        Burden(
            reporter,
            months[opened].month,
            values,
            fields,
            minutes(spans[opened, reporter]) if (opened, reporter) in spans else None,
        )
        for (opened, reporter), (values, fields) in counts.items()
    ]
    by_month = sorted(found, key=lambda row: row.reporter)
    return sorted(by_month, key=lambda row: row.month, reverse=True)


def fields_of(plan: Plan, indicator: str) -> int:
    """How many numbers a value of the indicator is made of."""
    return 2 if plan.indicator_by_code[indicator].collect in TWO_FIELDS else 1


Span = tuple[int, datetime, datetime]
"""Who worked from when to when."""


def spans_of(rounds: Iterable[int]) -> dict[tuple[int, str], list[Span]]:
    """From first draft to hand-in, by round and reporting unit."""
    rows = Submission.objects.filter(
        due_value__round__in=list(rounds), started_at__isnull=False
    ).values_list("due_value__round", "due_value__reporter", "by", "started_at", "at")
    found: dict[tuple[int, str], list[Span]] = {}
    for opened, reporter, person, started, at in rows:
        found.setdefault((opened, reporter), []).append((person, started, at))
    return found


def minutes(spans: Sequence[Span]) -> float:
    """Minutes that people worked: what one person did at the same time counts once."""
    seconds = 0.0
    reached: dict[int, datetime] = {}
    for person, started, ended in sorted(spans):
        begun = max(started, reached.get(person, started))
        if ended > begun:
            seconds += (ended - begun).total_seconds()
            reached[person] = ended
    return seconds / 60


def asked_twice(opened: Round) -> list[Repeat]:
    """Pairs of indicators of a round that ask for the same fact."""
    plan = plan_of(opened.version)
    asked = set(DueValue.objects.filter(round=opened).values_list("unit", "indicator"))
    return by_words(plan, asked) + by_numbers(series(plan, {code for _, code in asked}))


def series(
    plan: Plan, indicators: Iterable[str]
) -> dict[tuple[str, str], list[tuple[str, str, float]]]:
    """What the ledger has of these indicators this year, by indicator and part."""
    rows = Entry.objects.filter(
        plan=plan.code, indicator__in=set(indicators), period__startswith=str(plan.year)
    ).order_by("recorded_at", "id")
    found: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
    for unit, indicator, period, *parts in rows.values_list("unit", "indicator", "period", *PARTS):
        for part, number in zip(PARTS, parts, strict=True):
            if number is not None:
                found.setdefault((indicator, part), {})[unit, period] = float(number)
    return {
        key: [(unit, period, number) for (unit, period), number in numbers.items()]
        for key, numbers in found.items()
    }

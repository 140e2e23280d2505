"""When values are due and what a period's value covers, computed from the plan alone.

Two small tables come out: ``spans`` (which observed periods feed which scored period) and
``schedule`` (one row per scored period and indicator: due, planned share, rules).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.targets import FLAT, LINEAR, Phase
from saima.plan.tree import Collect, Indicator, Span

LATEST = frozenset({Collect.CUMULATIVE, Collect.LEVEL, Collect.RANK})
"""Kinds whose value is the newest one; the others add up or average all values of the span."""


def due_periods(indicator: Indicator, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a value of the indicator is due, oldest first."""
    return periods_of(PeriodKind(indicator.frequency.value), year, january=indicator.january)


@cache
def periods_of(kind: PeriodKind, year: int, *, january: bool) -> tuple[Period, ...]:
    """The periods of a kind in a year; without ``january`` that month has none of its own."""
    periods = (Period.of(year, kind, index) for index in range(1, 12 // kind.months + 1))
    return tuple(
        period for period in periods if january or kind is not PeriodKind.MONTH or period.index > 1
    )


def covered_from(indicator: Indicator, observed: Period) -> int:
    """Ordinal of the first month that an observed value covers (domain fact 6)."""
    both = not indicator.january and observed.kind is PeriodKind.MONTH and observed.index == 2
    return observed.year_start if both else observed.start


def first_month(period: Period, span: Span) -> int:
    """Ordinal of the first month that a period's value covers."""
    return period.year_start if span is Span.TO_DATE else period.start


@dataclass(frozen=True)
class SpanRow:
    """An observed period that counts in a scored period.

    ``own`` false: it only gives the year-to-date value of before, by which the period's is reduced.
    """

    period: str
    indicator: str
    observed: str
    position: int
    own: bool
    reduced: bool


def reduces(plan: Plan, indicator: Indicator) -> bool:
    """Whether a period's value is what was reported by its end less what was before it."""
    within = plan.indicator_span(indicator) is Span.WITHIN
    return within and indicator.collect is Collect.CUMULATIVE


def span_rows(plan: Plan, periods: Iterable[Period]) -> list[SpanRow]:
    """All span rows for the given scored periods."""
    rows = []
    for period in periods:
        for indicator in plan.indicators:
            start = first_month(period, plan.indicator_span(indicator))
            by_then = [p for p in due_periods(indicator, period.year) if p.end <= period.end]
            own = [observed for observed in by_then if observed.end >= start]
            base = by_then[: -len(own)][-1:] if own and reduces(plan, indicator) else []
            rows += [
                SpanRow(
                    period=str(period),
                    indicator=indicator.code,
                    observed=str(observed),
                    position=observed.end,
                    own=observed.end >= start,
                    reduced=bool(base),
                )
                for observed in (*base, *own)
            ]
    return rows


def periods_read(plan: Plan, period: Period) -> dict[str, tuple[str, ...]]:
    """The observed periods that each indicator's value in ``period`` is made of.

    Where only the newest counts, that one, and the one before it by which it is reduced.
    """
    found: dict[str, list[SpanRow]] = {}
    for row in span_rows(plan, [period]):
        found.setdefault(row.indicator, []).append(row)
    latest = {indicator.code for indicator in plan.indicators if indicator.collect in LATEST}
    return {
        code: tuple(
            row.observed
            for row in rows
            if code not in latest or not row.own or row.position == rows[-1].position
        )
        for code, rows in found.items()
    }


def curve(indicator: Indicator) -> tuple[float, ...]:
    """Planned cumulative share of the year's target after each month."""
    phase = indicator.target.phase if indicator.target else None
    if phase is None:
        return LINEAR if indicator.collect.accumulates else FLAT
    if isinstance(phase, Phase):
        return LINEAR if phase is Phase.LINEAR else FLAT
    return phase


@dataclass(frozen=True)
class Due:
    """What is due of an indicator in a scored period.

    ``expected`` values make it complete; ``last`` is the ordinal of the last of them;
    ``planned`` the cumulative share of the year's target by then; ``phased`` the share that the
    period itself covers.
    """

    expected: int
    last: int | None
    planned: float
    phased: float


def due(plan: Plan, indicator: Indicator, period: Period) -> Due:
    """What is due of ``indicator`` in ``period``; ``expected`` 0 where nothing is due yet."""
    start = first_month(period, plan.indicator_span(indicator))
    inside = [
        observed
        for observed in due_periods(indicator, period.year)
        if start <= observed.end <= period.end
    ]
    if not inside:
        return Due(expected=0, last=None, planned=0.0, phased=0.0)
    shares = curve(indicator)
    last = inside[-1].last_month
    before = min(start, covered_from(indicator, inside[0])) - period.year_start
    planned = shares[last - 1]
    already = shares[before - 1] if before and indicator.collect.accumulates else 0.0
    return Due(
        expected=len(inside),
        last=inside[-1].end,
        planned=planned,
        phased=planned - already,
    )

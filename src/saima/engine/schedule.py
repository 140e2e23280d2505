"""When values are due and what a period's value covers, computed from the plan alone.

Two small tables come out: ``spans`` (which observed periods feed which scored period) and
``schedule`` (one row per scored period and indicator: due, planned share, rules).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.targets import FLAT, LINEAR, Phase
from saima.plan.tree import Collect, Indicator, Span

LATEST = frozenset({Collect.CUMULATIVE, Collect.LEVEL, Collect.RANK})
"""Kinds whose value is the newest one; the others add up or average all values of the span."""


def due_periods(indicator: Indicator, year: int) -> tuple[Period, ...]:
    """The periods of a year for which a value of the indicator is due, oldest first."""
    kind = PeriodKind(indicator.frequency.value)
    periods = (Period.of(year, kind, index) for index in range(1, 12 // kind.months + 1))
    return tuple(
        period
        for period in periods
        if indicator.january or kind is not PeriodKind.MONTH or period.index > 1
    )


def first_month(period: Period, span: Span) -> int:
    """Ordinal of the first month that a period's value covers."""
    return period.year_start if span is Span.TO_DATE else period.start


@dataclass(frozen=True)
class SpanRow:
    """An observed period that counts in a scored period; ``own`` false: only as the base that a
    year-to-date value is reduced by.
    """

    period: str
    indicator: str
    observed: str
    position: int
    own: bool


def span_rows(plan: Plan, periods: Iterable[Period]) -> list[SpanRow]:
    """All span rows for the given scored periods."""
    rows = []
    for period in periods:
        for indicator in plan.indicators:
            start = first_month(period, plan.indicator_span(indicator))
            for observed in due_periods(indicator, period.year):
                if observed.end <= period.end:
                    rows.append(
                        SpanRow(
                            period=str(period),
                            indicator=indicator.code,
                            observed=str(observed),
                            position=observed.end,
                            own=observed.end >= start,
                        )
                    )
    return rows


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
    before = start - period.year_start
    planned = shares[last - 1]
    already = shares[before - 1] if before and indicator.collect.accumulates else 0.0
    return Due(
        expected=len(inside),
        last=inside[-1].end,
        planned=planned,
        phased=planned - already,
    )

"""The months of a year beside each other: what was reached in each and until then."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period, PeriodKind
from saima.plan.tree import Indicator, Span
from saima.web.readings.lights import light_of


@dataclass(frozen=True)
class Month:
    """One month of an indicator; ``actual`` of the month, ``cumulative`` since January."""

    period: Period
    target: float | None
    actual: float | None
    cumulative: float | None
    planned: float | None
    completion: float | None
    light: str | None


def months_of(
    boards: YearBoards, unit: str, indicator: Indicator, until: Period
) -> tuple[Month, ...]:
    """The twelve months of an indicator as scored for ``unit``; after ``until`` targets only."""
    periods = Period.of(until.year, PeriodKind.YEAR).inside(PeriodKind.MONTH)
    scores = [boards.scores(period).get((unit, indicator.code)) for period in periods]
    to_date = boards.plan.indicator_span(indicator) is Span.TO_DATE
    adds_up = indicator.collect.accumulates
    values = [
        score.value if score and period.end <= until.end else None
        for score, period in zip(scores, periods, strict=True)
    ]
    actuals = differences(values) if adds_up and to_date else values
    cumulatives = values if to_date or not adds_up else running(values)
    return tuple(
        month(period, score, actual, cumulative, begun=period.end <= until.end)
        for period, score, actual, cumulative in zip(
            periods, scores, actuals, cumulatives, strict=True
        )
    )


def month(
    period: Period,
    score: ScoreRow | None,
    actual: float | None,
    cumulative: float | None,
    *,
    begun: bool,
) -> Month:
    """One month from its score; a month that has not ``begun`` has a target only."""
    if score is None:
        return Month(period, None, actual, cumulative, None, None, None)
    return Month(
        period=period,
        target=score.target,
        actual=actual,
        cumulative=cumulative,
        planned=score.planned,
        completion=score.completion if begun else None,
        light=light_of(score) if begun else "off",
    )


def differences(values: Sequence[float | None]) -> list[float | None]:
    """Each value less the one before; a gap hides the month after it as well."""
    found: list[float | None] = []
    for position, value in enumerate(values):
        before = values[position - 1] if position else 0.0
        found.append(None if value is None or before is None else value - before)
    return found


def running(values: Sequence[float | None]) -> list[float | None]:
    """Sums from the start; a gap ends them, because a partial sum must not pass for a whole."""
    total: float | None = 0.0
    found: list[float | None] = []
    for value in values:
        total = None if value is None or total is None else total + value
        found.append(total)
    return found


def elapsed(period: Period) -> tuple[Period, ...]:
    """The months of the year up to the end of ``period``."""
    year = Period.of(period.year, PeriodKind.YEAR)
    return year.inside(PeriodKind.MONTH)[: period.last_month]

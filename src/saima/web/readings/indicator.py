"""One indicator: are we on course, and who carries it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from saima.actions.boards import YearBoards
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.web.readings.board import ALL
from saima.web.readings.city import city_scores
from saima.web.readings.headings import sorted_by
from saima.web.readings.months import Month, elapsed, months_of

Months = Sequence[Mapping[tuple[str, str], ScoreRow]]
"""Scores by unit and indicator, month by month."""


@dataclass(frozen=True)
class UnitLine:
    """One unit on this indicator; ``stamp``: when its newest value was recorded."""

    unit: str
    name: str
    group: str
    score: ScoreRow
    series: tuple[float | None, ...]
    stamp: datetime | None = None


@dataclass(frozen=True)
class IndicatorReading:
    """Everything on an indicator's page; ``score`` is the whole body's, or the chosen unit's.

    ``stamp``: when the newest value behind ``score`` was recorded.
    """

    indicator: Indicator
    score: ScoreRow | None
    chosen: bool
    months: tuple[Month, ...]
    lines: tuple[UnitLine, ...]
    groups: tuple[str, ...]
    stamp: datetime | None = None

    @property
    def subjects(self) -> int:
        """How many different units the values stand for."""
        return len({line.score.observed_unit for line in self.with_value})

    @property
    def with_value(self) -> tuple[UnitLine, ...]:
        """The units that have a value."""
        return tuple(line for line in self.lines if line.score.value is not None)


@dataclass(frozen=True)
class Question:
    """What the address asks of an indicator: one group or all, the months of one unit or none.

    Lines over the year end with the month ``until`` (None: with the period).
    """

    group: str = ALL
    unit: str = ""
    until: Period | None = None


def read_indicator(
    boards: YearBoards, period: Period, indicator: Indicator, question: Question, language: str
) -> IndicatorReading:
    """The page of ``indicator``; months are those of the unit asked for, else the whole body's."""
    series = [boards.scores(month) for month in elapsed(question.until or period)]
    lines = unit_lines(boards, period, indicator, language, series)
    asked = next((line.score for line in lines if line.unit == question.unit), None)
    subject = asked or city_scores(boards, period).get(indicator.code)
    return IndicatorReading(
        indicator=indicator,
        score=subject,
        chosen=asked is not None,
        months=months_of(boards, subject.unit, indicator, period) if subject else (),
        lines=tuple(best_first([line for line in lines if question.group in (ALL, line.group)])),
        groups=tuple(dict.fromkeys(line.group for line in lines)),
        stamp=boards.stamps(period).get((subject.unit, indicator.code)) if subject else None,
    )


def unit_lines(
    boards: YearBoards, period: Period, indicator: Indicator, language: str, series: Months
) -> list[UnitLine]:
    """Every unit that is scored on the indicator; ``series``: the scores of the months so far."""
    plan = boards.plan
    stamps = boards.stamps(period)
    return [
        UnitLine(
            unit=unit,
            name=plan.unit_by_code[unit].name(language),
            group=score.group or "",
            score=score,
            series=tuple(
                row.rate if (row := scores.get((unit, code))) else None for scores in series
            ),
            stamp=stamps.get((unit, code)),
        )
        for (unit, code), score in boards.scores(period).items()
        if code == indicator.code
    ]


def best_first(lines: list[UnitLine]) -> list[UnitLine]:
    """The highest rate first; those without one at the end."""
    return sorted_by(lines, lambda line: line.score.rate, descending=True)

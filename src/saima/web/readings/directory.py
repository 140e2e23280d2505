"""Indicators under their contests, each with the score of the whole body."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period
from saima.plan.tree import Indicator, Node
from saima.web.readings.board import contests
from saima.web.readings.city import city_scores, indicators_below


@dataclass(frozen=True)
class Entry:
    """An indicator with how the city does on it."""

    indicator: Indicator
    city: ScoreRow | None


@dataclass(frozen=True)
class Section:
    """A contest with its indicators."""

    contest: Node
    entries: tuple[Entry, ...]


def directory(
    boards: YearBoards, period: Period, wanted: Sequence[Indicator]
) -> tuple[Section, ...]:
    """The ``wanted`` indicators by contest, in plan order."""
    city = city_scores(boards, period)
    codes = {indicator.code for indicator in wanted}
    sections = (
        Section(
            contest,
            tuple(
                Entry(indicator, city.get(indicator.code))
                for indicator in indicators_below(boards, contest.code)
                if indicator.code in codes
            ),
        )
        for contest in contests(boards.plan)
    )
    return tuple(section for section in sections if section.entries)

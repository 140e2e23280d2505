"""月度亮晒: every indicator of the city in one month, in the layout of the circular (domain 7)."""

from dataclasses import dataclass
from datetime import datetime

from saima.actions.boards import YearBoards
from saima.actions.city import name_outside, superior_ranks
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.web.readings.board import contests
from saima.web.readings.city import city_scores, indicators_below


@dataclass(frozen=True)
class ShowLine:
    """One indicator's line; ``place`` and ``previous`` are ranks given from outside.

    ``stamp``: when its newest value was recorded.
    """

    number: int
    contest: str
    first: bool
    span: int
    indicator: Indicator
    score: ScoreRow
    place: float | None
    field: int | None
    previous: float | None
    owners: tuple[str, ...]
    stamp: datetime | None = None

    @property
    def gap(self) -> float | None:
        """Share by which the year's progress is ahead (positive) or behind the plan."""
        if self.score.done is None or self.score.planned is None:
            return None
        return self.score.done - self.score.planned

    @property
    def movement(self) -> float | None:
        """Places gained since the month before."""
        if self.place is None or self.previous is None:
            return None
        return self.previous - self.place


def read_show(boards: YearBoards, month: Period, language: str) -> tuple[ShowLine, ...]:
    """The lines of a month, contest by contest."""
    scores = city_scores(boards, month)
    before = city_scores(boards, month.previous())
    ranked, stamps = superior_ranks(boards), boards.stamps(month)
    lines: list[ShowLine] = []
    for contest in contests(boards.plan):
        shown = [each for each in indicators_below(boards, contest.code) if each.code in scores]
        for position, indicator in enumerate(shown):
            rank = ranked.get(name_outside(indicator), "")
            outside, earlier = scores.get(rank), before.get(rank)
            lines.append(
                ShowLine(
                    number=len(lines) + 1,
                    contest=contest.label.text(language),
                    first=position == 0,
                    span=len(shown),
                    indicator=indicator,
                    score=scores[indicator.code],
                    place=outside.value if outside else None,
                    field=outside.field if outside else None,
                    previous=earlier.value if earlier else None,
                    owners=owners(boards, indicator, language),
                    stamp=stamps.get((scores[indicator.code].unit, indicator.code)),
                )
            )
    return tuple(lines)


def owners(boards: YearBoards, indicator: Indicator, language: str) -> tuple[str, ...]:
    """The units that answer for the indicator, the lead first with its star."""
    holdings = sorted(indicator.held_by, key=lambda holding: not holding.lead)
    return tuple(
        boards.plan.unit_by_code[holding.unit].name(language) + ("*" if holding.lead else "")
        for holding in holdings
    )

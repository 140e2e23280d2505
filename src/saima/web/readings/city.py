"""The whole body's own values: how far each indicator and contest of the city has come."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.city import city_scores, indicators_below
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period
from saima.plan.rules import Lights
from saima.plan.tree import Indicator, Node
from saima.web.readings.board import inner_contests
from saima.web.readings.lights import light_of, light_of_shares
from saima.web.readings.months import elapsed

__all__ = ["city_scores", "indicators_below"]


@dataclass(frozen=True)
class ContestLine:
    """One contest of the city: ``done`` and ``planned`` are mean shares of the year's targets.

    Each indicator counts at most in full, so that one far ahead does not hide one behind.
    """

    contest: Node
    indicators: int
    states: Mapping[str, int]
    done: float | None
    planned: float | None
    light: str
    series: tuple[float | None, ...]

    @property
    def gap(self) -> float | None:
        """The share by which the contest is ahead (positive) or behind."""
        if self.done is None or self.planned is None:
            return None
        return self.done - self.planned


def contest_scores(boards: YearBoards, period: Period) -> list[ScoreRow]:
    """The whole body's scores of the indicators that belong to a contest."""
    now = city_scores(boards, period)
    return [
        now[indicator.code]
        for contest in inner_contests(boards.plan)
        for indicator in indicators_below(boards, contest.code)
        if indicator.code in now
    ]


def is_phased(indicator: Indicator) -> bool:
    """Whether progress over the year means something: it grows, or follows a stated curve."""
    curve = indicator.target.phase if indicator.target else None
    return indicator.collect.accumulates or isinstance(curve, tuple)


def contest_lines(boards: YearBoards, period: Period) -> tuple[ContestLine, ...]:
    """One line for each contest that has values of the whole body."""
    months = [city_scores(boards, month) for month in elapsed(period)]
    now = city_scores(boards, period)
    lines = []
    for contest in inner_contests(boards.plan):
        below = indicators_below(boards, contest.code)
        phased = [indicator.code for indicator in below if is_phased(indicator)]
        scores = [now[each.code] for each in below if each.code in now]
        if scores:
            series = tuple(
                progress([month[code] for code in phased if code in month])[0] for month in months
            )
            reached = progress([now[code] for code in phased if code in now])
            lines.append(contest_line(contest, scores, reached, series, boards.plan.lights))
    return tuple(lines)


def contest_line(
    contest: Node,
    scores: list[ScoreRow],
    reached: tuple[float | None, float | None],
    series: tuple[float | None, ...],
    lights: Lights,
) -> ContestLine:
    """A contest's line from the scores of its indicators; ``reached``: done and planned."""
    done, planned = reached
    return ContestLine(
        contest=contest,
        indicators=len(scores),
        states=Counter(light_of(score) for score in scores),
        done=done,
        planned=planned,
        light=light_of_shares(done, planned, lights),
        series=series,
    )


def progress(scores: list[ScoreRow]) -> tuple[float | None, float | None]:
    """Mean share done (each at most 1) and planned, over those that have both."""
    pairs = [
        (min(score.done, 1.0), score.planned)
        for score in scores
        if score.done is not None and score.planned
    ]
    if not pairs:
        return None, None
    return sum(done for done, _ in pairs) / len(pairs), sum(plan for _, plan in pairs) / len(pairs)

"""One unit: where it stands, why, and how it came there."""

from dataclasses import dataclass
from datetime import datetime

from saima.actions.boards import Trigger, YearBoards
from saima.actions.rows import NodeRow, ScoreRow, TotalRow
from saima.documents.figures import period_short
from saima.plan.periods import Period
from saima.plan.tree import Indicator, Node
from saima.plan.units import Unit
from saima.web.readings.board import chapters, contests
from saima.web.readings.city import indicators_below
from saima.web.readings.months import elapsed


@dataclass(frozen=True)
class Loss:
    """An indicator with the points that it did not bring; ``series`` its rate by month.

    ``stamp``: when its newest value was recorded.
    """

    indicator: Indicator
    contest: str
    score: ScoreRow
    lost: float | None
    series: tuple[float | None, ...]
    stamp: datetime | None = None


@dataclass(frozen=True)
class ChapterPart:
    """What one chapter brought."""

    chapter: Node
    row: NodeRow


@dataclass(frozen=True)
class UnitReading:
    """Everything on a unit's page."""

    unit: Unit
    total: TotalRow | None
    above: TotalRow | None
    below: TotalRow | None
    above_name: str
    below_name: str
    parts: tuple[ChapterPart, ...]
    losses: tuple[Loss, ...]
    fired: tuple[Trigger, ...]

    @property
    def most_lost(self) -> float | None:
        """The largest loss, for which a bar is full."""
        return max((loss.lost for loss in self.losses if loss.lost is not None), default=None)

    @property
    def stamp(self) -> datetime | None:
        """When the newest value of the unit was recorded."""
        return max((loss.stamp for loss in self.losses if loss.stamp), default=None)


def read_unit(
    boards: YearBoards, period: Period, unit: Unit, language: str, until: Period | None = None
) -> UnitReading:
    """The page of ``unit`` in ``period``; no total where the unit is not ranked then.

    Lines over the year end with the month ``until`` (None: with the period).
    """
    totals = boards.totals(period)
    total = totals.get(unit.code)
    nodes = boards.nodes(period)
    parts = tuple(
        ChapterPart(chapter, row)
        for chapter in chapters(boards.plan)
        if (row := nodes.get((unit.code, chapter.code))) and row.weight
    )
    above, below = neighbours(list(totals.values()), total)
    return UnitReading(
        unit=unit,
        total=total,
        above=above,
        below=below,
        above_name=boards.plan.unit_by_code[above.unit].name(language) if above else "",
        below_name=boards.plan.unit_by_code[below.unit].name(language) if below else "",
        parts=parts,
        losses=losses(boards, period, unit.code, language, until or period),
        fired=tuple(fired for fired in boards.triggers if fired.unit == unit.code),
    )


def neighbours(
    totals: list[TotalRow], total: TotalRow | None
) -> tuple[TotalRow | None, TotalRow | None]:
    """The nearest units of the same group with a better and a worse total."""
    if total is None or total.rank is None or total.total is None:
        return None, None
    peers = [row for row in totals if row.group == total.group and row.rank is not None]
    better = [row for row in peers if (row.rank or 0) < total.rank]
    worse = [row for row in peers if (row.rank or 0) > total.rank]
    above = max(better, key=lambda row: row.rank or 0, default=None)
    below = min(worse, key=lambda row: row.rank or 0, default=None)
    return above, below


def losses(
    boards: YearBoards, period: Period, unit: str, language: str, until: Period
) -> tuple[Loss, ...]:
    """The unit's indicators, the largest loss first; those without points at the end."""
    plan = boards.plan
    series = [boards.scores(month) for month in elapsed(until)]
    stamps = boards.stamps(period)
    names = {
        indicator.code: contest.label.text(language)
        for contest in contests(plan)
        for indicator in indicators_below(boards, contest.code)
    }
    found = [
        Loss(
            indicator=indicator,
            contest=names.get(indicator.code, ""),
            score=score,
            lost=score.lost,
            series=tuple(
                row.rate if (row := scores.get((unit, indicator.code))) else None
                for scores in series
            ),
            stamp=stamps.get((unit, indicator.code)),
        )
        for indicator in plan.indicators
        if (score := boards.scores(period).get((unit, indicator.code)))
    ]
    return tuple(sorted(found, key=lambda loss: (loss.lost is None, -(loss.lost or 0))))


@dataclass(frozen=True)
class RankLine:
    """One unit's ranks over the periods; ``chosen`` marks the unit of the page."""

    unit: str
    name: str
    chosen: bool
    ranks: tuple[float | None, ...]


@dataclass(frozen=True)
class Ranks:
    """The ranks of all units of a group over the periods."""

    periods: tuple[str, ...]
    lines: tuple[RankLine, ...]
    field: int

    @property
    def chosen(self) -> RankLine | None:
        """The line of the page's unit."""
        return next((line for line in self.lines if line.chosen), None)

    @property
    def drawable(self) -> bool:
        """Whether there are at least two ranks to join."""
        chosen = self.chosen
        return chosen is not None and sum(rank is not None for rank in chosen.ranks) > 1


def read_ranks(boards: YearBoards, period: Period, unit: Unit, language: str) -> Ranks:
    """Ranks of the unit's group in each month so far."""
    periods = elapsed(period)
    totals = [boards.totals(each) for each in periods]
    peers = [
        each for each in boards.plan.units if each.group is not None and each.group == unit.group
    ]
    lines = tuple(
        RankLine(
            unit=peer.code,
            name=peer.name(language),
            chosen=peer.code == unit.code,
            ranks=tuple(row.rank if (row := found.get(peer.code)) else None for found in totals),
        )
        for peer in peers
    )
    return Ranks(tuple(period_short(each, language) for each in periods), lines, len(peers))

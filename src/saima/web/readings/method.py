"""The plan's rules, ready to be said in words."""

from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Indicator, Node
from saima.web.readings.board import chapters, contests
from saima.web.readings.city import indicators_below

Ends = tuple[float, float] | None


@dataclass(frozen=True)
class ContestRules:
    """A contest with its indicators."""

    contest: Node
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Method:
    """Everything on the method page."""

    plan: Plan
    chapters: tuple[Node, ...]
    weights: tuple[tuple[Node, tuple[Ends, ...]], ...]
    contests: tuple[ContestRules, ...]


def read_method(boards: YearBoards, period: Period) -> Method:
    """The rules as they work in ``period``: chapter weights are those that were used."""
    plan = boards.plan
    weights = tuple(
        (chapter, tuple(used_weights(boards, period, group.code, chapter) for group in plan.groups))
        for chapter in chapters(plan)
    )
    return Method(
        plan=plan,
        chapters=chapters(plan),
        weights=weights,
        contests=tuple(
            ContestRules(contest, indicators_below(boards, contest.code))
            for contest in contests(plan)
        ),
    )


def used_weights(boards: YearBoards, period: Period, group: str, node: Node) -> Ends:
    """The smallest and the largest weight of a node among the units of a group."""
    nodes = boards.nodes(period)
    weights = [
        row.weight if (row := nodes.get((total.unit, node.code))) and row.weight else 0.0
        for total in boards.totals(period).values()
        if total.group == group
    ]
    return (min(weights), max(weights)) if any(weights) else None

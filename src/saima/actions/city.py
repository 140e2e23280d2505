"""The tree as tables print it, and the whole body's own values in it."""

from collections.abc import Mapping

from saima.actions.boards import YearBoards
from saima.actions.rows import ScoreRow
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import ROOT, Collect, Indicator, Node


def chapters(plan: Plan) -> tuple[Node, ...]:
    """The nodes right below the total."""
    return tuple(child for child in plan.children[ROOT] if isinstance(child, Node))


def contests(plan: Plan) -> tuple[Node, ...]:
    """The nodes right below the chapters; a chapter itself where it has none."""
    return tuple(
        node for chapter in chapters(plan) for node in (inner_nodes(plan, chapter) or (chapter,))
    )


def inner_nodes(plan: Plan, node: Node) -> tuple[Node, ...]:
    """The nodes right below a node."""
    return tuple(each for each in plan.children.get(node.code, ()) if isinstance(each, Node))


def indicators_below(boards: YearBoards, node: str) -> tuple[Indicator, ...]:
    """All indicators below a node, in plan order."""
    found: list[Indicator] = []
    for child in boards.plan.children.get(node, ()):
        if isinstance(child, Indicator):
            found.append(child)
        else:
            found.extend(indicators_below(boards, child.code))
    return tuple(found)


def city_scores(boards: YearBoards, period: Period) -> Mapping[str, ScoreRow]:
    """The score that stands for the whole body, by indicator; the lead unit's before others."""
    city = boards.plan.city
    leads = {
        (holding.unit, indicator.code)
        for indicator in boards.plan.indicators
        for holding in indicator.held_by
        if holding.lead
    }
    found: dict[str, ScoreRow] = {}
    for key, score in boards.scores(period).items():
        if score.observed_unit == city and (score.indicator not in found or key in leads):
            found[score.indicator] = score
    return found


def superior_ranks(boards: YearBoards) -> dict[str, str]:
    """The indicator that holds the superior's rank, by the name of the superior's item."""
    return {
        name_outside(indicator): indicator.code
        for indicator in boards.plan.indicators
        if indicator.collect is Collect.RANK
    }


def name_outside(indicator: Indicator) -> str:
    """What the superior calls the indicator; its own name without such a one."""
    return (indicator.superior or indicator.label).zh

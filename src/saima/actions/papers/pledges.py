"""The pledge 责任状 of a unit: the targets of the plan that a board was scored by (S31)."""

from dataclasses import dataclass

from saima.actions.papers.boards import Paper
from saima.actions.papers.words import CARDS, MODALITIES, measure_words
from saima.actions.refusals import NO_SUCH_UNIT, refused
from saima.documents import figures
from saima.documents.pledge import Pledge, PledgedTarget
from saima.plan import rules
from saima.plan.rules import Place, Watch
from saima.plan.tree import Indicator


@dataclass(frozen=True)
class Pledging:
    """Who pledges to whom, by their posts, and the unit's own measures."""

    unit: str
    city_side: str
    city_post: str
    unit_post: str
    measures: tuple[str, ...]


def pledge(paper: Paper, pledging: Pledging) -> Pledge:
    """The pledge. Raises Refused for a unit that the board does not rank."""
    total = paper.totals.get(pledging.unit)
    if total is None:
        raise refused(NO_SUCH_UNIT, unit=pledging.unit, plan=paper.board.plan)
    plan = paper.plan
    return Pledge(
        year=plan.year,
        city_side=pledging.city_side,
        city_post=pledging.city_post,
        unit=paper.name(pledging.unit),
        unit_post=pledging.unit_post,
        targets=tuple(targets(paper, pledging)),
        measures=pledging.measures,
        consequences=tuple(
            told(rule)
            for rule in plan.consequences
            if not rule.groups or total.group in rule.groups
        ),
        version=f"《{plan.label.zh}》第{plan.version}版",
    )


def targets(paper: Paper, pledging: Pledging) -> list[PledgedTarget]:
    """Every target of the unit that counts for it, in the order of the plan."""
    found = []
    for _, indicator in paper.indicators:
        score = paper.scores.get((pledging.unit, indicator.code))
        if score is not None and score.weight and score.annual_target is not None:
            found.append(target_of(indicator, score.annual_target, pledging.unit_post))
    return found


def target_of(indicator: Indicator, value: float, duty: str) -> PledgedTarget:
    """One line; ``duty`` is the post that answers for it."""
    target = indicator.target
    deadline = target.deadline if target else None
    return PledgedTarget(
        indicator=indicator.label.zh,
        measure=indicator.measure.zh,
        decimals=indicator.decimals,
        target=value,
        commitment=MODALITIES[target.modality] if target else "",
        node="全年" if deadline is None else figures.day_in_sentence(deadline, "zh"),
        duty=duty,
    )


def told(rule: rules.Consequence) -> str:
    """A rule with what follows from it."""
    cards = "、再次".join(CARDS.get(card, card) for card in rule.cards)
    more = f"（首次{cards}）" if cards else ""
    given = "给予" if rule.place is Place.BOTTOM else "授予"
    ranked = "（以上级公布的名次为准）" if rule.watch is Watch.INDICATOR else ""
    return f"{rule.label.zh}{ranked}的，{given}{measure_words(list(rule.measures), '')}{more}。"

"""The pledge 责任状 of a unit: the targets of a board, or its targets and tasks as kept (S31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saima.actions.papers.boards import Paper
from saima.actions.papers.words import CARDS, MODALITIES, measure_words
from saima.actions.refusals import NO_SUCH_UNIT, refused
from saima.documents import figures
from saima.documents.pledge import Pledge, PledgedTarget, PledgedTask
from saima.plan import rules
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Place, Watch
from saima.plan.targets import Modality
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


def pledge_paper(plan: Plan, pledging: Pledging, content: Mapping[str, Any]) -> Pledge:
    """The pledge of a unit from a kept content: its targets, its tasks, what follows."""
    unit = plan.unit_by_code[pledging.unit]
    splits = "、".join(sorted({f"第{number}版" for number in content["splits"].values()}))
    return Pledge(
        year=plan.year,
        city_side=pledging.city_side,
        city_post=pledging.city_post,
        unit=unit.zh,
        unit_post=pledging.unit_post,
        targets=tuple(kept_target(one, pledging.unit_post) for one in content["targets"]),
        measures=pledging.measures,
        consequences=tuple(
            told(rule)
            for rule in plan.consequences
            if not rule.groups or (unit.group or "") in rule.groups
        ),
        version=f"《{plan.label.zh}》第{content['plan_version']}版"
        + (f"，目标分解方案{splits}" if splits else ""),
        tasks=tuple(kept_task(one) for one in content["tasks"]),
    )


def kept_target(one: Mapping[str, Any], duty: str) -> PledgedTarget:
    """A target as it is kept, with what is to be reached by the end of three quarters."""
    decimals = one["decimals"]
    steps = [
        f"{Period.parse(month).index}月底{figures.number(float(amount), decimals)}"
        for month, amount in one["nodes"].items()
    ]
    last = (
        figures.day_in_sentence(date.fromisoformat(one["deadline"]), "zh")[5:]
        if one["deadline"]
        else "年底"
    )
    return PledgedTarget(
        indicator=one["label"],
        measure=one["measure"],
        decimals=decimals,
        target=float(one["target"]),
        commitment=MODALITIES[Modality(one["modality"])] if one["modality"] else "",
        node="，".join([*steps, f"{last}完成"]),
        duty=duty,
    )


def kept_task(one: Mapping[str, Any]) -> PledgedTask:
    """A task as it is kept, with its nodes and the posts that answer for it."""
    return PledgedTask(
        title=one["title"],
        due=figures.day_in_sentence(date.fromisoformat(one["due"]), "zh"),
        nodes=tuple(
            f"{figures.day_in_sentence(date.fromisoformat(node['due']), 'zh')[5:]}{node['title']}"
            for node in one["nodes"]
        ),
        leader=one["leader"],
        owner=one["owner"],
    )

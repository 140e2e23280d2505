"""Why a consequence is there, in the sentences of a document: its places and its rule (S48-S54)."""

from collections.abc import Iterable, Mapping
from typing import Any

from saima.actions.consequence_steps import STANDING
from saima.actions.papers.words import measure_words
from saima.documents import figures
from saima.plan import rules
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Board, Consequence
from saima.records.queries.plans import plan_of


def rule_of(consequence: Consequence) -> rules.Consequence:
    """The rule of the plan version that proposed it."""
    plan = plan_of(consequence.version)
    return next(rule for rule in plan.consequences if rule.code == consequence.rule)


def reason_of(consequence: Consequence) -> str:
    """The unit, its places and what they are called, without a full stop."""
    plan = plan_of(consequence.version)
    unit = plan.unit_by_code[consequence.unit].zh
    label = rule_of(consequence).label.zh
    return f"{unit}{places_of(plan, consequence)}，属于“{label}”的情形"


def places_of(plan: Plan, consequence: Consequence) -> str:
    """``2021年2月列镇街第3位（共4个单位）、2021年3月列……``."""
    group = plan.group_by_code.get(consequence.group)
    indicator = plan.indicator_by_code.get(consequence.indicator)
    where = f"“{indicator.label.zh}”" if indicator else (group.label.zh if group else "")
    return "、".join(place_in(proof, where) for proof in consequence.proof)


def place_in(proof: Mapping[str, Any], where: str) -> str:
    """One place of a run."""
    period = figures.period_name(Period.parse(proof["period"]), "zh")
    field = f"（共{proof['field']}个单位）" if proof.get("field") else ""
    return f"{period}列{where}第{figures.rank(float(proof['rank']))}位{field}"


def ground_of(consequence: Consequence) -> str:
    """The method and its clause."""
    plan = plan_of(consequence.version)
    clause = f"“{consequence.clause}”的规定" if consequence.clause else ""
    return f"《{plan.label.zh}》{clause}"


def repeated(board: Board) -> tuple[str, ...]:
    """A sentence for every consequence of a board's period that a person has confirmed."""
    rows = Consequence.objects.filter(plan=board.plan, period=board.period, state__in=STANDING)
    return tuple(map(sentence, ordered(rows)))


def ordered(rows: Iterable[Consequence]) -> list[Consequence]:
    """Consequences by unit, in the order in which they were proposed."""
    return sorted(rows, key=lambda row: (row.group, row.unit, row.pk))


def sentence(consequence: Consequence) -> str:
    """What stands in a circular."""
    measures = measure_words(consequence.measures, consequence.card)
    return f"{reason_of(consequence)}，按规定给予{measures}。"


def last_board(consequence: Consequence) -> int | None:
    """The board that the last place of a run stands on; None for ranks from outside."""
    boards = [proof["board"] for proof in consequence.proof if "board" in proof]
    return boards[-1] if boards else None

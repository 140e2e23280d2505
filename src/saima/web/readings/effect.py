"""What a correction would do to a board, in words: who moves, what is gained, what lapses."""

from dataclasses import dataclass

from saima.actions.boards import Trigger
from saima.actions.effects import Effect
from saima.actions.moves import UnitShift
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import Board
from saima.records.queries.plans import plan_of
from saima.web.wording.consequences import card_or_measure
from saima.web.wording.objections import subject, unit_in


@dataclass(frozen=True)
class Pair:
    """A number before and after, None where there is none."""

    before: float | None
    after: float | None

    @property
    def differs(self) -> bool:
        """Whether it changes."""
        return self.before != self.after


@dataclass(frozen=True)
class Moved:
    """A unit whose total or rank differs; ``by_it``: the correction itself does that."""

    unit: str
    group: str
    total: Pair
    rank: Pair
    overall: Pair
    by_it: bool


@dataclass(frozen=True)
class Fired:
    """A consequence that would be proposed, or would lapse."""

    unit: str
    rule: str
    card: str
    period: Period


@dataclass(frozen=True)
class EffectReading:
    """The effect on ``board``; ``listed`` is how many units stand on it."""

    board: Board
    period: Period
    moved: list[Moved]
    gained: list[Fired]
    lapsed: list[Fired]
    listed: int
    decimals: int

    @property
    def others(self) -> bool:
        """Whether the ledger has gone on since, so that more moves than by the correction."""
        return any(not one.by_it for one in self.moved)


def read_effect(effect: Effect, language: str) -> EffectReading:
    """An effect in words, units by group and name."""
    plan = plan_of(effect.board.version)
    alone = {one.unit for one in effect.alone.shifted}
    return EffectReading(
        effect.board,
        Period.parse(effect.board.period),
        [moved(one, plan, language, by_it=one.unit in alone) for one in effect.whole.shifted],
        [fired(one, plan, language) for one in effect.whole.gained],
        [fired(one, plan, language) for one in effect.whole.lapsed],
        len(effect.whole.units),
        plan.decimals.total,
    )


def moved(shift: UnitShift, plan: Plan, language: str, *, by_it: bool) -> Moved:
    """A unit that moves."""
    group = plan.group_by_code.get(shift.group)
    return Moved(
        unit_in(plan, shift.unit, language),
        group.label.text(language) if group else shift.group,
        pair(shift, "total"),
        pair(shift, "rank"),
        pair(shift, "overall_rank"),
        by_it,
    )


def pair(shift: UnitShift, column: str) -> Pair:
    """A column of the row before and after."""
    before, after = shift.before, shift.after
    return Pair(
        None if before is None else getattr(before, column),
        None if after is None else getattr(after, column),
    )


def fired(trigger: Trigger, plan: Plan, language: str) -> Fired:
    """A rule that fires in one outcome only."""
    rule = next(one for one in plan.consequences if one.code == trigger.rule)
    return Fired(
        unit_in(plan, trigger.unit, language),
        subject(plan, trigger.rule, language),
        card_or_measure(trigger.card, rule),
        trigger.period,
    )

"""What adopting a split would do to the units, in words: lights, points, totals, ranks."""

from dataclasses import dataclass

from saima.actions.rows import ScoreRow
from saima.actions.split_effects import SplitEffect
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.web.readings.effect import Fired, Pair, fired, pair


@dataclass(frozen=True)
class EffectLine:
    """A unit whose target, light, points, total or rank would differ."""

    name: str
    target: Pair
    points: Pair
    total: Pair
    rank: Pair
    before: ScoreRow | None
    after: ScoreRow | None
    light_moved: bool


@dataclass(frozen=True)
class SplitEffectReading:
    """The effect in ``period``; ``ranks`` and ``lights`` count the units that would move."""

    period: Period
    lines: tuple[EffectLine, ...]
    gained: tuple[Fired, ...]
    lapsed: tuple[Fired, ...]
    ranks: int
    lights: int
    decimals: int


def read_split_effect(effect: SplitEffect, plan: Plan, language: str) -> SplitEffectReading:
    """The units of the split, and every other one whose total or rank in its group would move."""
    shifted = {one.unit for one in effect.change.units if one.total_moved or one.differs("rank")}
    lines = []
    for shift in effect.change.units:
        found = effect.scores.get(shift.unit)
        if found is None and shift.unit not in shifted:
            continue
        before, after = (None, None) if found is None else (found.before, found.after)
        lines.append(
            EffectLine(
                name=plan.unit_by_code[shift.unit].name(language),
                target=Pair(number(before, "target"), number(after, "target")),
                points=Pair(number(before, "points"), number(after, "points")),
                total=pair(shift, "total"),
                rank=pair(shift, "rank"),
                before=before,
                after=after,
                light_moved=found is not None and found.light_moved,
            )
        )
    return SplitEffectReading(
        period=effect.period,
        lines=tuple(lines),
        gained=tuple(fired(one, plan, language) for one in effect.change.gained),
        lapsed=tuple(fired(one, plan, language) for one in effect.change.lapsed),
        ranks=sum(one.differs("rank") for one in effect.change.units),
        lights=sum(line.light_moved for line in lines),
        decimals=plan.decimals.total,
    )


def number(row: ScoreRow | None, column: str) -> float | None:
    """A column of a score; None where there is no score."""
    return None if row is None else getattr(row, column)

"""What a split would do to every unit's score, rank and light, before anybody adopts it."""

from dataclasses import dataclass, replace

import narwhals as nw

from saima.actions.boards import ASIDE, YearBoards, live_boards
from saima.actions.by import By
from saima.actions.effects import Change, change
from saima.actions.found import find, newest_version
from saima.actions.kept_boards import boards_from
from saima.actions.permissions import Right
from saima.actions.refusals import Denied
from saima.actions.rows import ScoreRow
from saima.actions.splits import framed, mark_of, targets_of
from saima.engine.columns import TARGETS
from saima.engine.outcome import Inputs
from saima.plan.periods import Period
from saima.records.frames import frame, inputs
from saima.records.models import PlanVersion, TargetSplit
from saima.records.queries.ledger import ledger_mark


@dataclass(frozen=True)
class UnitEffect:
    """A unit's score of the split indicator before and after; None where a board has none."""

    unit: str
    before: ScoreRow | None
    after: ScoreRow | None

    @property
    def light_moved(self) -> bool:
        """Whether another light would burn."""
        old, new = (None if row is None else row.light for row in (self.before, self.after))
        return old != new


@dataclass(frozen=True)
class SplitEffect:
    """What adopting a split would change in ``period``: totals, ranks, lights, consequences."""

    period: Period
    change: Change
    scores: dict[str, UnitEffect]


def effect(by: By, split: int, period: Period) -> SplitEffect:
    """Score a period as if the split were adopted now, and write nothing.

    Raises Denied for whoever neither draws up nor signs splits, and Refused where there is none.
    """
    if not (by.standing.may(Right.TARGET_SPLIT) or by.standing.may(Right.TARGET_SIGN)):
        raise Denied(right=Right.TARGET_SPLIT)
    found = find(TargetSplit, split)
    version = newest_version(found.plan)
    before = live_boards(version)
    key = ("split", version.hash, ledger_mark(found.plan), found.pk, mark_of(found), str(period))
    after = ASIDE.get(key, lambda: boards_with(by, version, found, period))
    old, new = before.scores(period), after.scores(period)
    scores = {
        unit: UnitEffect(unit, old.get((unit, found.indicator)), new.get((unit, found.indicator)))
        for unit in found.shares
    }
    return SplitEffect(period, change(before, after, period), scores)


def boards_with(by: By, version: PlanVersion, split: TargetSplit, period: Period) -> YearBoards:
    """The boards of a period with the targets of a split."""
    with_it = retargeted(inputs(split.plan), split)
    return boards_from(version, period, with_it, by.now)


def retargeted(known: Inputs, split: TargetSplit) -> Inputs:
    """The inputs with the targets of a split in the place of those of its units."""
    targets = targets_of(framed(split.plan, split.indicator), split)
    rows = frame(
        ((unit, split.indicator, period, target) for (unit, period), target in targets.items()),
        TARGETS,
    )
    if known.targets is None:
        return replace(known, targets=rows)
    others = known.targets.filter(
        (nw.col("indicator") != split.indicator) | ~nw.col("unit").is_in(list(split.shares))
    )
    return replace(known, targets=nw.concat([others, rows], how="vertical"))

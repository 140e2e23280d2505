"""Two versions of a plan on the same data: who would have won, who would have been summoned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from saima.engine.outcome import Outcome, Trigger


@dataclass(frozen=True)
class Shift:
    """A unit's total and rank in one period under both versions; null where it has none."""

    period: str
    group: str
    unit: str
    total_before: float | None
    total_after: float | None
    rank_before: float | None
    rank_after: float | None

    @property
    def moved(self) -> bool:
        """Whether the rank differs."""
        return self.rank_before != self.rank_after


@dataclass(frozen=True)
class Rehearsal:
    """All shifts, and the triggers that only one of the versions fires."""

    shifts: tuple[Shift, ...]
    lapsed: tuple[Trigger, ...]
    new: tuple[Trigger, ...]


def rehearse(before: Outcome, after: Outcome) -> Rehearsal:
    """Compare two outcomes of the same data and periods under two plan versions."""
    return Rehearsal(
        shifts=tuple(shifts(before, after)),
        lapsed=only_in(before.triggers, after.triggers),
        new=only_in(after.triggers, before.triggers),
    )


def only_in(these: Iterable[Trigger], others: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """The triggers of ``these`` that are not among ``others``, whatever their level."""
    known = {identity(trigger) for trigger in others}
    return tuple(trigger for trigger in these if identity(trigger) not in known)


def identity(trigger: Trigger) -> tuple[str, str, str | None, str]:
    """What makes two triggers the same: rule, unit, indicator, period."""
    return (trigger.rule, trigger.unit, trigger.indicator, str(trigger.period))


def shifts(before: Outcome, after: Outcome) -> Iterator[Shift]:
    """One shift per period, group and unit that either version knows, in order."""
    old = standings_of(before)
    new = standings_of(after)
    for period, group, unit in sorted(old.keys() | new.keys()):
        total_before, rank_before = old.get((period, group, unit), (None, None))
        total_after, rank_after = new.get((period, group, unit), (None, None))
        yield Shift(period, group, unit, total_before, total_after, rank_before, rank_after)


def standings_of(
    outcome: Outcome,
) -> dict[tuple[str, str, str], tuple[float | None, float | None]]:
    """Total and rank by period, group and unit."""
    rows = outcome.totals.select("period", "group", "unit", "total", "rank").iter_rows()
    return {(str(p), str(g), str(u)): (total, rank) for p, g, u, total, rank in rows}

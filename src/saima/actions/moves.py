"""What moved between two boards of a period, and because of which entry (S40)."""

from collections.abc import Iterator
from dataclasses import dataclass

from saima.actions.boards import YearBoards
from saima.actions.causes import Between, Cause, between
from saima.actions.kept_boards import boards_of
from saima.actions.rows import ScoreRow, TotalRow
from saima.plan.compare import PlanChanges
from saima.plan.periods import Period
from saima.records.models import Board


@dataclass(frozen=True)
class UnitShift:
    """A unit on two boards; None where a board does not list it."""

    unit: str
    group: str
    before: TotalRow | None
    after: TotalRow | None

    @property
    def total_moved(self) -> bool:
        """Whether the total, or whether there is one, differs."""
        return self.differs("total")

    @property
    def rank_moved(self) -> bool:
        """Whether the rank in the group or over all differs."""
        return self.differs("rank") or self.differs("overall_rank")

    def differs(self, column: str) -> bool:
        """Whether a column of the row differs."""
        before, after = (
            None if row is None else getattr(row, column) for row in (self.before, self.after)
        )
        return bool(before != after)


@dataclass(frozen=True)
class PointsShift:
    """Points of one indicator of one unit that differ, and why."""

    unit: str
    indicator: str
    before: float | None
    after: float | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Moved:
    """Everything that differs between two boards of a period.

    ``units`` are all units, by group; ``adjustments`` the bonuses, deductions and vetoes that came
    between, by unit; ``plan`` what differs between the plan's versions, None for the same one.
    """

    earlier: Board
    later: Board
    units: tuple[UnitShift, ...]
    points: tuple[PointsShift, ...]
    adjustments: tuple[tuple[str, Cause], ...]
    plan: PlanChanges | None

    @property
    def shifted(self) -> tuple[UnitShift, ...]:
        """The units whose total or rank differs."""
        return tuple(one for one in self.units if one.total_moved or one.rank_moved)

    def points_of(self, unit: str) -> tuple[PointsShift, ...]:
        """What differs in the points of a unit."""
        return tuple(one for one in self.points if one.unit == unit)

    def adjustments_of(self, unit: str) -> tuple[Cause, ...]:
        """What was added to or taken from a unit's total."""
        return tuple(cause for of, cause in self.adjustments if of == unit)


def moved(earlier: Board, later: Board) -> Moved:
    """Compare two boards of the same period, ``earlier`` being the one computed before."""
    period = Period.parse(later.period)
    before, after = boards_of(earlier), boards_of(later)
    known = between(earlier, later)
    return Moved(
        earlier=earlier,
        later=later,
        units=unit_shifts(before, after, period),
        points=tuple(point_shifts(before, after, period, known)),
        adjustments=tuple((row.unit, Cause("adjustment", row)) for row in known.adjustments),
        plan=known.changes,
    )


def unit_shifts(before: YearBoards, after: YearBoards, period: Period) -> tuple[UnitShift, ...]:
    """Every unit of either, by group and unit."""
    old, new = before.totals(period), after.totals(period)
    groups = {unit: row.group or "" for unit, row in (*old.items(), *new.items())}
    return tuple(
        UnitShift(unit, group, old.get(unit), new.get(unit))
        for unit, group in sorted(groups.items(), key=lambda pair: (pair[1], pair[0]))
    )


def point_shifts(
    before: YearBoards, after: YearBoards, period: Period, known: Between
) -> Iterator[PointsShift]:
    """Every score whose points differ, by unit and indicator."""
    old, new = before.scores(period), after.scores(period)
    for unit, indicator in sorted(old.keys() | new.keys()):
        then, now = old.get((unit, indicator)), new.get((unit, indicator))
        if points(then) != points(now):
            row = now or then
            observed = unit if row is None or row.observed_unit is None else row.observed_unit
            causes = known.causes(unit, observed, indicator)
            yield PointsShift(unit, indicator, points(then), points(now), causes)


def points(row: ScoreRow | None) -> float | None:
    """The points of a score; None where there is none."""
    return None if row is None else row.points

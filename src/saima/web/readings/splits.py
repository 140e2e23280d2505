"""Targets and how they are split: which do not add up, and one split as a grid with its sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from saima.actions.split_cells import read_loosely, round_to
from saima.actions.split_frames import Frame, frame_of, split_indicators, units_of
from saima.actions.split_grids import Grid, Typed, padded
from saima.actions.splits import over_asking, sum_of
from saima.plan.plan import Plan
from saima.plan.tree import Direction, Indicator
from saima.records.models import SplitState, TargetSplit
from saima.records.queries.splits import HEAVY, newest_by_state, waiting_splits, year_targets

ZERO = Decimal(0)
ORDER = ("short", "over", "none", "fits", "same")
"""What needs somebody comes first."""


@dataclass(frozen=True)
class Level:
    """A level's target, and how much more it is than the one above (a share; None without one)."""

    code: str
    name: str
    target: Decimal
    more: Decimal | None = None


@dataclass(frozen=True)
class SplitLine:
    """An indicator with its target and how the units' targets stand to it."""

    indicator: Indicator
    name: str
    contest: str
    whole: Decimal
    sum: Decimal | None
    more: Decimal | None
    state: str
    units: int
    adopted: TargetSplit | None
    draft: TargetSplit | None


@dataclass(frozen=True)
class SplitList:
    """All targets that are split over units; ``wrong`` of them do not add up.

    ``waiting``: one line for each draft that waits for a signature.
    """

    lines: tuple[SplitLine, ...]
    shown: tuple[SplitLine, ...]
    waiting: tuple[SplitLine, ...]
    counts: Mapping[str, int]

    @property
    def wrong(self) -> int:
        """How many do not add up: too little, or not split at all."""
        return self.counts.get("short", 0) + self.counts.get("none", 0)


def read_splits(plan: Plan, language: str, state: str = "") -> SplitList:
    """Every target that is split, those that do not add up first; three queries."""
    targets = year_targets(plan)
    adopted = newest_by_state(plan.code, SplitState.ADOPTED)
    waiting = list(waiting_splits(plan.code).defer(*HEAVY))
    drafts = {one.indicator: one for one in waiting}
    lines = [
        line_of(
            frame_of(plan, one.code),
            [
                found
                for unit in units_of(plan, one)
                if (found := targets.get((unit.code, one.code))) is not None
            ],
            (adopted.get(one.code), drafts.get(one.code)),
            language,
        )
        for one in split_indicators(plan)
    ]
    lines.sort(key=lambda line: ORDER.index(line.state))
    counts = {code: sum(line.state == code for line in lines) for code in ORDER}
    shown = tuple(line for line in lines if state in ("", line.state))
    by_code = {line.indicator.code: line for line in lines}
    to_sign = [
        replace(by_code[one.indicator], draft=one) for one in waiting if one.indicator in by_code
    ]
    return SplitList(tuple(lines), shown, tuple(to_sign), counts)


def line_of(
    frame: Frame,
    targets: Sequence[Decimal],
    splits: tuple[TargetSplit | None, TargetSplit | None],
    language: str,
) -> SplitLine:
    """One indicator; ``targets``: those of its units that have one."""
    node = frame.plan.node_by_code.get(frame.indicator.parent)
    total = sum(targets, ZERO) if targets else None
    return SplitLine(
        indicator=frame.indicator,
        name=frame.indicator.label.text(language),
        contest=node.label.text(language) if node else "",
        whole=frame.whole,
        sum=total,
        more=None if total is None else over_asking(frame.whole, total),
        state=state_of(frame, total),
        units=len(frame.units),
        adopted=splits[0],
        draft=splits[1],
    )


def state_of(frame: Frame, total: Decimal | None) -> str:
    """How the units' targets stand to the whole: short of it, over it, the same, or none there."""
    if total is None:
        return "same" if frame.same else "none"
    if total == frame.whole:
        return "fits"
    lower = frame.indicator.direction is Direction.LOWER
    return "short" if (total > frame.whole if lower else total < frame.whole) else "over"


@dataclass(frozen=True)
class GridLine:
    """A unit of the grid with its cells as typed; ``now`` is its target in force."""

    code: str
    name: str
    weight: str
    past: Decimal | None
    year: str
    share: Decimal | None
    months: tuple[str, ...]
    now: Decimal | None


@dataclass(frozen=True)
class GridReading:
    """A grid with everything that is added up beside it.

    ``path`` is what the city's target asks for by each month, ``sums`` what the units do.
    """

    frame: Frame
    lines: tuple[GridLine, ...]
    sum: Decimal
    rest: Decimal
    more: Decimal | None
    levels: tuple[Level, ...]
    state: str
    sums: tuple[Decimal, ...]
    path: tuple[Decimal, ...]


def read_grid_lines(frame: Frame, typed: Typed, language: str) -> GridReading:
    """The grid as it was typed, added up as far as its cells can be read; one query."""
    now = year_targets(frame.plan, frame.indicator.code)
    years = {unit.code: read_loosely(typed.years.get(unit.code, "")) for unit in frame.units}
    total = sum((year for year in years.values() if year is not None), ZERO)
    past = frame.past
    lines = tuple(
        GridLine(
            code=unit.code,
            name=unit.name(language),
            weight=typed.weights.get(unit.code, ""),
            past=past.get(unit.code),
            year=typed.years.get(unit.code, ""),
            share=share_of(years[unit.code], total),
            months=padded(typed.months.get(unit.code, ())),
            now=now.get((unit.code, frame.indicator.code)),
        )
        for unit in frame.units
    )
    return GridReading(
        frame=frame,
        lines=lines,
        sum=total,
        rest=frame.whole - total,
        more=over_asking(frame.whole, total),
        levels=levels_of(frame, total, read_loosely(typed.superior), language),
        state=state_of(frame, total),
        sums=month_sums(lines),
        path=tuple(round_to(frame.whole * share, frame.decimals) for share in frame.curve),
    )


def share_of(year: Decimal | None, total: Decimal) -> Decimal | None:
    """A unit's part of the sum; None where there is none."""
    return None if year is None or total <= 0 else year / total


def month_sums(lines: Iterable[GridLine]) -> tuple[Decimal, ...]:
    """What the units are to reach together by each month."""
    rows = [[read_loosely(text) or ZERO for text in line.months] for line in lines]
    return tuple(sum(column, ZERO) for column in zip(*rows, strict=True))


def levels_of(
    frame: Frame, total: Decimal, superior: Decimal | None, language: str
) -> tuple[Level, ...]:
    """The levels that a target goes down through, each with what it asks for on top."""
    plan = frame.plan
    above = frame.superior if superior is None else superior
    city = plan.unit_by_code.get(plan.city or "")
    found = []
    if above is not None:
        found.append(Level("superior", "", above))
    more = None if above is None else over_asking(above, frame.whole)
    found.append(Level("city", city.name(language) if city else "", frame.whole, more))
    found.append(Level("units", "", total, over_asking(frame.whole, total)))
    return tuple(found)


@dataclass(frozen=True)
class Difference:
    """A unit's year and months in two versions; ``months`` are those that differ."""

    name: str
    before: Decimal | None
    after: Decimal | None
    months: tuple[int, ...]

    @property
    def by(self) -> Decimal | None:
        """How much more the later version asks for."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def read_differences(
    frame: Frame, earlier: Grid, later: Grid, language: str
) -> tuple[Difference, ...]:
    """The units whose year or months differ between two versions."""
    found = []
    for unit in frame.units:
        old, new = earlier.months.get(unit.code, ()), later.months.get(unit.code, ())
        pairs = enumerate(zip(old, new, strict=False), start=1)
        months = tuple(place for place, (before, after) in pairs if before != after)
        years = (earlier.years.get(unit.code), later.years.get(unit.code))
        if months or years[0] != years[1]:
            found.append(Difference(unit.name(language), *years, months))
    return tuple(found)


@dataclass(frozen=True)
class VersionLine:
    """A version of a split in the list of versions."""

    row: TargetSplit
    sum: Decimal
    more: Decimal | None
    in_force: bool


def read_versions(rows: Iterable[TargetSplit]) -> tuple[VersionLine, ...]:
    """All versions, the newest first; the newest adopted one is in force."""
    listed = list(rows)
    force = next((row.pk for row in listed if row.state == SplitState.ADOPTED), None)
    return tuple(
        VersionLine(row, sum_of(row), over_asking(row.city_target, sum_of(row)), row.pk == force)
        for row in listed
    )

"""Bonuses, deductions and one veto, each with the document that it rests on.

Towns with a story of their own are left alone, so that their places tell it.
"""

import re
from collections.abc import Iterator

from saima.demo.chance import Chance
from saima.demo.courses import Courses
from saima.demo.profiles import Profile
from saima.demo.rows import FICTITIOUS, AdjustmentRow
from saima.demo.timing import moment, working_days
from saima.plan.rules import Adjustment, Effect

EVENTS = {Effect.BONUS: 4, Effect.DEDUCTION: 2}
POINTS = {Effect.BONUS: (0.25, 0.5, 0.5, 0.75, 1.0), Effect.DEDUCTION: (0.2, 0.2, 0.4, 0.5)}
MONTHS = {Effect.BONUS: (3, 12), Effect.DEDUCTION: (2, 11)}
VETO_MONTH = 11


def adjustments(courses: Courses) -> list[AdjustmentRow]:
    """The adjustments of the year in the order of their documents."""
    rows = [*granted(courses), *vetoed(courses)]
    return sorted(rows, key=lambda row: (row.recorded_at, row.unit, row.kind))


def granted(courses: Courses) -> Iterator[AdjustmentRow]:
    """Bonuses to those who do well at that time, deductions to the others."""
    for kind in courses.plan.adjustments:
        if kind.effect is Effect.VETO:
            continue
        chance = Chance(courses.seed, "adjustment", kind.code)
        candidates = chance.mixed(free_units(courses))
        for number in range(min(EVENTS[kind.effect], len(candidates))):
            month = chance.whole(*MONTHS[kind.effect])
            points = chance.choice(POINTS[kind.effect])
            if kind.cap is not None:
                points = min(points, kind.cap)
            yield adjustment(courses, kind, candidates[number], (month, points))


def vetoed(courses: Courses) -> Iterator[AdjustmentRow]:
    """One veto late in the year: a town near the top loses its awards, not its points."""
    kinds = [kind for kind in courses.plan.adjustments if kind.effect is Effect.VETO]
    free = free_units(courses)
    units = [unit for unit in free if unit in courses.areas] or free
    if kinds and units:
        kind = Chance(courses.seed, "veto").choice(kinds)
        best = min(units, key=lambda unit: (mean_place(courses.profiles[unit]), unit))
        yield adjustment(courses, kind, best, (VETO_MONTH, 0.0))


def mean_place(profile: Profile) -> float:
    """The mean of the scripted places."""
    return sum(profile.places) / len(profile.places)


def free_units(courses: Courses) -> list[str]:
    """Ranked units that play no story."""
    return [
        unit.code
        for unit in courses.plan.units
        if unit.group is not None and not courses.profiles[unit.code].told
    ]


def adjustment(
    courses: Courses, kind: Adjustment, unit: str, event: tuple[int, float]
) -> AdjustmentRow:
    """One row; ``event`` is its month and its points."""
    month, points = event
    year = courses.plan.year
    chance = Chance(courses.seed, "document", kind.code, unit)
    number = chance.whole(1, 60)
    return AdjustmentRow(
        unit=unit,
        period=f"{year}-{month:02d}",
        kind=kind.code,
        points=points,
        recorded_at=moment(chance.choice(working_days(year, month, 15, 28)), chance),
        source=(
            f"虚构文件 fictitious document〔{year}〕{number}号"
            f"《{bare(kind.label.zh)}》 {bare(kind.label.en)};{FICTITIOUS}"
        ),
    )


def bare(title: str) -> str:
    """A title without what stands in brackets."""
    return re.sub(r"\s*[(（][^)）]*[)）]", "", title)

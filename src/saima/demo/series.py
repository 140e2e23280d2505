"""Monthly values of one unit on one indicator, by how its values are collected.

A course holds twelve whole numbers, in steps of the indicator's last decimal: amounts to date
where values add up over the year, else the values themselves. Whole numbers, so that the parts
of a city add up to it exactly.
"""

from dataclasses import dataclass

from saima.demo.aims import is_growth, is_share
from saima.demo.seasons import YEARLY_COURSE, planned
from saima.demo.tempo import Months
from saima.engine.schedule import curve
from saima.plan.methods.grades import Grades
from saima.plan.targets import FLAT
from saima.plan.tree import Collect, Direction, Indicator

Steps = tuple[int, ...]

GROWTH_SLOPE = 30.0
"""Percentage points of a growth rate for a pace of 1 more."""

SHARE_SLOPE = 40.0
NEARLY_ALL = 98.0
"""Where everything is asked for, nearly everything is the usual."""

MARKS = ("分",)
FIRST_LEVEL = 0.95
"""What a level has reached in January of what it will be in December."""

MILESTONE_STEP = 5
ARRIVED = 0.96
"""A milestone that has come this far by the deadline counts as reached."""


@dataclass(frozen=True, slots=True)
class Course:
    """Twelve months in steps of the last of ``decimals``.

    Of a ratio: numerators to date, and in ``bases`` the denominators to date.
    """

    steps: Steps
    decimals: int
    bases: Steps = ()


def in_steps(number: float, decimals: int) -> int:
    """A number as whole steps of the last decimal, half up."""
    return int(number * 10**decimals + 0.5) if number >= 0 else -int(-number * 10**decimals + 0.5)


def from_steps(steps: int, decimals: int) -> float:
    """The number that so many steps of the last decimal are."""
    return round(steps / 10.0**decimals, decimals)


def never_falling(numbers: list[int]) -> Steps:
    """The numbers, each at least as high as the one before and as 0."""
    highest, raised = 0, []
    for number in numbers:
        highest = max(highest, number)
        raised.append(highest)
    return tuple(raised)


def own_course(indicator: Indicator, expected: float, pace: Months) -> Steps:
    """The twelve months of an indicator that depends on no other one."""
    if isinstance(indicator.scoring, Grades):
        worst = len(indicator.scoring.table)
        return tuple(grade(worst, way) * 10**indicator.decimals for way in pace)
    if is_milestone(indicator, expected):
        return milestone(indicator, pace)
    if indicator.collect.accumulates:
        return amounts(indicator, expected, pace)
    return tuple(
        in_steps(level(indicator, expected, month, way), indicator.decimals)
        for month, way in enumerate(pace, start=1)
    )


def toward_better(indicator: Indicator, way: float) -> float:
    """The pace as a factor on the value: below 1 for the strong where lower is better."""
    return 2 - way if indicator.direction is Direction.LOWER else way


def amounts(indicator: Indicator, expected: float, pace: Months) -> Steps:
    """Amounts to date: the planned share of the year's amount times the pace."""
    shares = planned(indicator)
    return never_falling(
        [
            in_steps(expected * share * toward_better(indicator, way), indicator.decimals)
            for share, way in zip(shares, pace, strict=True)
        ]
    )


def is_milestone(indicator: Indicator, expected: float) -> bool:
    """Whether the value climbs from 0 to 100 percent as a piece of work advances."""
    climbs = indicator.collect is Collect.CUMULATIVE or (
        indicator.collect is Collect.LEVEL and curve(indicator) != FLAT
    )
    return climbs and is_share(indicator) and expected == 100


def milestone(indicator: Indicator, pace: Months) -> Steps:
    """Percent of a piece of work done, in steps of five; done is done."""
    done = []
    for share, way in zip(curve(indicator), pace, strict=True):
        percent = min(100.0, 100 * share * way)
        if share >= 1 and way >= ARRIVED:
            percent = 100.0
        done.append(in_steps(percent // MILESTONE_STEP * MILESTONE_STEP, indicator.decimals))
    return never_falling(done)


def level(indicator: Indicator, expected: float, month: int, way: float) -> float:
    """One month's value of a level, an average or a share."""
    ahead = toward_better(indicator, way) - 1
    if indicator.direction is Direction.RANGE:
        return in_range(indicator, expected, way)
    expected *= curve(indicator)[month - 1]
    if is_growth(indicator):
        return expected + GROWTH_SLOPE * ahead
    if is_share(indicator) or indicator.measure.zh in MARKS:
        slope = min(SHARE_SLOPE, expected)
        nearly = min(expected, NEARLY_ALL)
        return max(0.0, min(100.0, nearly + slope * ahead))
    season = YEARLY_COURSE.get(indicator.measure.zh)
    usual = season[month - 1] if season else FIRST_LEVEL + (1 - FIRST_LEVEL) * month / 12
    way_there = usual if indicator.collect is Collect.LEVEL else 1.0
    reached = max(0.0, expected * (1 + ahead) * way_there)
    return min(expected, reached) if counts_a_list(indicator) else reached


def counts_a_list(indicator: Indicator) -> bool:
    """Whether the value counts items of a fixed list: it cannot exceed the target."""
    higher = indicator.direction is Direction.HIGHER
    return higher and indicator.decimals == 0 and indicator.target is not None


def in_range(indicator: Indicator, expected: float, way: float) -> float:
    """A value inside its range, or just outside for the slow."""
    target = indicator.target
    if target is None or target.low is None or target.high is None:
        return expected
    return expected + (target.high - target.low) * 4 * max(0.0, 1 - way)


def grade(worst: int, way: float) -> int:
    """A grade from 1 (the best) down to ``worst``."""
    return max(1, min(worst, 1 + int((1.08 - way) / 0.06)))

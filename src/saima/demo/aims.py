"""What a unit's value is expected to be about at the year's end, in the indicator's measure.

The plan's target where it states one; else a number that the scoring method finds ordinary; else
one that follows from the unit's size.
"""

from saima.demo.duties import Duty
from saima.demo.facts import ORDINARY
from saima.demo.profiles import Profile
from saima.plan.methods.benchmark_ratio import BenchmarkRatio
from saima.plan.methods.counting import Counting
from saima.plan.methods.efficacy import Efficacy
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.reverse_benchmark import ReverseBenchmark
from saima.plan.methods.steps import Steps
from saima.plan.tree import Direction, Indicator

ORDINARY_POSITION = 0.85
"""Where an ordinary value lies between the end worth nothing and the end worth full points."""

ORDINARY_SHARE = 90.0
ORDINARY_SMALL_SHARE = 5.0
WHOLE_FIELD = 1000.0
ORDINARY_COUNT = 2.0
GROWTH_WORDS = ("增幅", "增速", "增长", "同比")


def aim(duty: Duty, profile: Profile) -> float:
    """The expected value of the whole year."""
    if duty.target is not None:
        return duty.target
    return by_method(duty.indicator) or by_measure(duty.indicator, profile)


def by_method(indicator: Indicator) -> float | None:
    """An ordinary value by the parameters of the scoring method, where it has any."""
    match indicator.scoring:
        case Goalposts(low=low, high=high) | Efficacy(satisfied=float(high), refused=float(low)):
            return low + ORDINARY_POSITION * (high - low)
        case BenchmarkRatio(benchmark=float(level)) | ReverseBenchmark(average=float(level)):
            return level
        case Steps(table=table, of="value"):
            return table[len(table) * 2 // 3][0]
        case Counting():
            return ORDINARY_COUNT
    return None


def by_measure(indicator: Indicator, profile: Profile) -> float:
    """An ordinary value by the measurement unit and the size of the unit."""
    lower = indicator.direction is Direction.LOWER
    if is_share(indicator):
        return ORDINARY_SMALL_SHARE if lower else ORDINARY_SHARE
    ordinary = ORDINARY.get(indicator.measure.zh)
    if ordinary is not None:
        return ordinary
    return ORDINARY_COUNT if lower else WHOLE_FIELD * profile.size


def is_share(indicator: Indicator) -> bool:
    """Whether the measure is percent."""
    return indicator.measure.zh in ("%", "％") or indicator.measure.en == "%"


def is_growth(indicator: Indicator) -> bool:
    """Whether a percentage is a growth rate, which may be negative, and not a part of a whole."""
    return is_share(indicator) and any(word in indicator.label.zh for word in GROWTH_WORDS)

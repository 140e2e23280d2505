"""From courses to values of due periods; this year, and last year where formulas look back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from saima.demo.aims import is_share
from saima.demo.chance import Chance
from saima.demo.courses import Courses, added
from saima.demo.duties import Duty
from saima.demo.facts import LAST_YEAR_TOTALS, STOCKS, Stock
from saima.demo.seasons import planned
from saima.demo.series import Course, Steps, from_steps, in_steps, never_falling
from saima.engine.schedule import due_periods
from saima.plan.periods import Period
from saima.plan.tree import Collect, Indicator

BACKWARD = frozenset({"last_year", "growth", "previous_value"})
"""Names in a formula that need the year before."""

GROWTH = (6.0, 12.0)
GROWTH_SLOPE = 60.0
GROWTH_LEAN = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a unit reports of an indicator for one period."""

    period: Period
    value: float
    numerator: float | None = None
    denominator: float | None = None
    field: int | None = None


def looks_back(indicator: Indicator) -> bool:
    """Whether the year before is needed by the scoring formula, or known."""
    if indicator.code in LAST_YEAR_TOTALS or indicator.code in STOCKS:
        return True
    formula = indicator.scoring.formula(indicator.direction.value)
    return not BACKWARD.isdisjoint(re.findall(r"\w+", formula))


def this_year(courses: Courses, duty: Duty) -> list[Reading]:
    """The readings of the plan's year."""
    stock = STOCKS.get(duty.indicator.code)
    if stock is not None and (duty.unit.code, stock.cleared) in courses.duties:
        return shrinking(courses, duty, stock)
    course = courses.course(duty.key)
    return list(sliced(duty.indicator, course, courses.plan.year))


def last_year(courses: Courses, duty: Duty) -> list[Reading]:
    """The readings of the year before the plan's."""
    year = courses.plan.year - 1
    stock = STOCKS.get(duty.indicator.code)
    if stock is not None:
        return [part_of_stock(duty.indicator, stock, due_periods(duty.indicator, year)[-1], 0)]
    return list(sliced(duty.indicator, earlier_course(courses, duty), year))


def shrinking(courses: Courses, duty: Duty, stock: Stock) -> list[Reading]:
    """A real stock that shrinks as firms are cleared."""
    cleared = courses.course((duty.unit.code, stock.cleared)).steps
    return [
        part_of_stock(duty.indicator, stock, period, cleared[period.last_month - 1])
        for period in due_periods(duty.indicator, courses.plan.year)
    ]


def part_of_stock(indicator: Indicator, stock: Stock, period: Period, cleared: int) -> Reading:
    """The stock's share in percent after so many firms were cleared, with both counts."""
    left = stock.part - int(cleared * stock.leaves)
    share = round(left / stock.whole * 100, indicator.decimals)
    return Reading(period, share, float(left), float(stock.whole))


def earlier_course(courses: Courses, duty: Duty) -> Course:
    """Last year's course: this year's without its growth; sums stay sums."""
    course = courses.course(duty.key)
    code = duty.indicator.code
    if code in LAST_YEAR_TOTALS:
        return Course(known_total(courses, duty), course.decimals)
    parts = courses.parts(duty)
    if not parts:
        return Course(without_growth(courses, duty, course.steps), course.decimals, course.bases)
    columns = [earlier_course(courses, part).steps for part in parts]
    now = added(courses.course(part.key).steps for part in parts)
    rest = tuple(whole - part for whole, part in zip(course.steps, now, strict=True))
    if any(rest):
        columns.append(without_growth(courses, duty, rest))
    return Course(added(columns), course.decimals, course.bases)


def known_total(courses: Courses, duty: Duty) -> Steps:
    """Last year's course where the city's amount is known: units share it as they share targets."""
    indicator = duty.indicator
    shares = planned(indicator)
    parts = courses.parts(duty)
    if parts:
        return added(known_total(courses, part) for part in parts)
    areas = [courses.duties[area, indicator.code] for area in courses.areas]
    city = in_steps(LAST_YEAR_TOTALS[indicator.code], indicator.decimals)
    whole = sum(courses.expected(area) for area in areas)
    ends = [int(city * courses.expected(area) / whole) for area in areas]
    ends[0] += city - sum(ends)
    end = ends[[area.key for area in areas].index(duty.key)]
    return never_falling([int(end * share + 0.5) for share in shares])


def without_growth(courses: Courses, duty: Duty, steps: Steps) -> Steps:
    """The steps a year earlier; the strong have grown more. Never 0 where there was something.

    Shares change by a few tenths of a percentage point for each percent of growth.
    """
    indicator = duty.indicator
    basis = Chance(courses.seed, "growth", indicator.code).between(*GROWTH)
    lean = Chance(courses.seed, "growth", *duty.key).around(GROWTH_LEAN)
    earlier = []
    for number, way in zip(steps, courses.tempo(duty), strict=True):
        growth = (basis + lean + GROWTH_SLOPE * (way - 1)) / 100
        if is_share(indicator):
            growth /= 4
        earlier.append(max(1, int(number / (1 + growth) + 0.5)))
    return never_falling(earlier) if indicator.collect.accumulates else tuple(earlier)


def sliced(indicator: Indicator, course: Course, year: int) -> Iterator[Reading]:
    """The values of the due periods: amounts of the period itself, to date, or the latest."""
    before = 0
    for period in due_periods(indicator, year):
        upto = period.last_month
        reached = course.steps[upto - 1]
        if indicator.collect is Collect.RATIO:
            yield quotient(indicator, course, before, period)
        elif indicator.collect is Collect.FLOW:
            earlier = course.steps[before - 1] if before else 0
            yield Reading(period, from_steps(reached - earlier, course.decimals))
        else:
            yield Reading(period, from_steps(reached, course.decimals))
        before = upto


def quotient(indicator: Indicator, course: Course, before: int, period: Period) -> Reading:
    """The period's own numerator and denominator, and their quotient in the measure."""
    upto = period.last_month - 1
    top = course.steps[upto] - (course.steps[before - 1] if before else 0)
    base = course.bases[upto] - (course.bases[before - 1] if before else 0)
    value = round(top / base * indicator.multiplier, indicator.decimals)
    numerator, denominator = (from_steps(part, course.decimals) for part in (top, base))
    return Reading(period, value, numerator, denominator)

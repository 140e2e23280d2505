"""A whole fictitious year for any plan: the way into this room."""

from saima.demo.adjustments import adjustments
from saima.demo.courses import Courses, Key
from saima.demo.duties import Duty
from saima.demo.entries import Slip, Timed, own_slips, part_slips, rows, silent_duties, timed
from saima.demo.readings import last_year, looks_back, this_year
from saima.demo.rows import DemoYear, ObservationRow
from saima.demo.superior import is_outside, outside_ranks
from saima.demo.targets import open_targets
from saima.plan.periods import Period
from saima.plan.plan import Plan

Slips = dict[Period, list[Slip]]


def generate(plan: Plan, seed: int = 2021) -> DemoYear:
    """Make up every value that the plan needs for its year, and what it needs of the year before.

    The same plan and seed give the same rows on every machine. Values are in the indicators'
    measures, ``recorded_at`` is local time; every ``source`` says that the row is fictitious.
    """
    courses = Courses(plan, seed)
    return DemoYear(
        observations=observations(courses),
        targets=list(open_targets(courses)),
        adjustments=adjustments(courses),
    )


def observations(courses: Courses) -> list[ObservationRow]:
    """All ledger rows, in the order in which they were recorded."""
    silent = silent_duties(courses)
    values = {key: this_years(courses, duty, silent) for key, duty in courses.duties.items()}
    slips = all_slips(courses, values)
    found: list[ObservationRow] = []
    for key, duty in courses.duties.items():
        found += rows(duty, last_years(courses, duty), {})
        found += rows(duty, values[key], slips[key])
    return sorted(found, key=lambda row: (row.recorded_at, row.indicator, row.unit, row.period))


def this_years(courses: Courses, duty: Duty, silent: dict[Key, str]) -> list[Timed]:
    """The timed readings of the plan's year."""
    plan = courses.plan
    if is_outside(duty, plan):
        return timed(courses, duty, outside_ranks(plan, duty, plan.year, courses.seed), silent)
    return timed(courses, duty, this_year(courses, duty), silent)


def last_years(courses: Courses, duty: Duty) -> list[Timed]:
    """The timed readings of the year before, where they are needed or known."""
    if not looks_back(duty.indicator):
        return []
    plan = courses.plan
    if is_outside(duty, plan):
        ranks = outside_ranks(plan, duty, plan.year - 1, courses.seed)
        return timed(courses, duty, ranks, {})
    return timed(courses, duty, last_year(courses, duty), {})


def all_slips(courses: Courses, values: dict[Key, list[Timed]]) -> dict[Key, Slips]:
    """Which first values are wrong; a sum is wrong by what its parts are wrong."""
    whole = {key: courses.parts(duty) for key, duty in courses.duties.items()}
    slips = {
        key: {} if whole[key] else own_slips(courses, duty, values[key])
        for key, duty in courses.duties.items()
    }
    for key, parts in whole.items():
        if parts:
            slips[key] = part_slips(slips[part.key] for part in parts)
    return slips

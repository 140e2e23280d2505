"""From readings to rows as they reach the ledger: in time, late, or wrong first and mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from saima.demo.chance import Chance
from saima.demo.courses import Courses, Key
from saima.demo.duties import Duty
from saima.demo.readings import Reading
from saima.demo.rows import FICTITIOUS, ObservationRow
from saima.demo.series import from_steps, in_steps
from saima.demo.timing import (
    IN_TIME,
    OUTSIDE,
    corrected_after,
    first_recorded,
    moment,
    recorded_between,
    working_days,
)
from saima.plan.methods.grades import Grades
from saima.plan.periods import Period, PeriodKind
from saima.plan.tree import Collect, Frequency, Indicator

CORRECTED_SHARE = 0.025
"""A little above the two percent wanted, because ranks and ratios are never corrected here."""

ERROR = (0.03, 0.09)
LAST_CORRECTED_MONTH = 10
CORRECTION = "更正 correction"

SILENT_MONTH = 10
SILENT_UNITS = 3
"""So many towns do not report one value of October in November; it arrives in December."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong first value: ``steps`` of the last decimal too many, mended at a later moment."""

    steps: int
    corrected_at: str


Slips = Mapping[Period, Sequence[Slip]]


@dataclass(frozen=True, slots=True)
class Timed:
    """A reading with the moment when it first arrived."""

    reading: Reading
    recorded_at: str


def timed(
    courses: Courses, duty: Duty, readings: Iterable[Reading], silent: Mapping[Key, str]
) -> list[Timed]:
    """Say when each reading arrives; ``silent`` duties send October's in December."""
    chance = Chance(courses.seed, "time", *duty.key)
    outside = duty.indicator.collect is Collect.RANK
    whole = duty.unit.code == courses.plan.city
    silent_period = Period.of(courses.plan.year, PeriodKind.MONTH, SILENT_MONTH)
    found = []
    for reading in readings:
        if outside or whole:
            at = recorded_between(reading.period, OUTSIDE if outside else IN_TIME, chance)
        else:
            at = first_recorded(reading.period, chance)
        if reading.period == silent_period:
            at = silent.get(duty.key, at)
        found.append(Timed(reading, at))
    return found


def silent_duties(courses: Courses) -> dict[Key, str]:
    """The duties that stay silent in November, and when their values come."""
    monthly = [
        duty
        for duty in courses.duties.values()
        if duty.unit.code in courses.areas and duty.indicator.frequency is Frequency.MONTH
    ]
    days = working_days(courses.plan.year, SILENT_MONTH + 2, 2, 10)
    chance = Chance(courses.seed, "silent")
    chosen: dict[Key, str] = {}
    for duty in chance.mixed(monthly):
        taken = {name for key in chosen for name in key}
        if len(chosen) < SILENT_UNITS and taken.isdisjoint(duty.key):
            chosen[duty.key] = moment(days[2 * len(chosen)], chance)
    return chosen


def own_slips(courses: Courses, duty: Duty, values: Iterable[Timed]) -> dict[Period, list[Slip]]:
    """The wrong first values of a unit's own duty."""
    chance = Chance(courses.seed, "slip", *duty.key)
    indicator = duty.indicator
    slips: dict[Period, list[Slip]] = {}
    for value in values:
        if chance.share() >= CORRECTED_SHARE or not correctable(indicator, value.reading):
            continue
        steps = wrong_by(indicator, value.reading.value, chance)
        if steps:
            at = corrected_after(value.recorded_at, chance)
            slips[value.reading.period] = [Slip(steps, at)]
    return slips


def correctable(indicator: Indicator, reading: Reading) -> bool:
    """Whether a first value of this kind may be wrong: plain numbers before the year's end."""
    plain = indicator.collect is not Collect.RANK and reading.numerator is None
    graded = isinstance(indicator.scoring, Grades)
    return plain and not graded and reading.period.last_month <= LAST_CORRECTED_MONTH


def wrong_by(indicator: Indicator, value: float, chance: Chance) -> int:
    """Steps by which the first value is wrong; it stays from 0 up, a share within 100."""
    size = max(1, in_steps(abs(value) * chance.between(*ERROR), indicator.decimals))
    steps = size if chance.share() < 0.6 else -size
    right = in_steps(value, indicator.decimals)
    most = 100 * 10**indicator.decimals
    if right + steps < 0 or (right <= most < right + steps):
        steps = -steps
    return steps


def part_slips(parts: Iterable[dict[Period, list[Slip]]]) -> dict[Period, list[Slip]]:
    """The slips of all parts, which the whole's first value shows as well."""
    joined: dict[Period, list[Slip]] = {}
    for slips in parts:
        for period, found in slips.items():
            joined.setdefault(period, []).extend(found)
    return joined


def rows(duty: Duty, values: Iterable[Timed], slips: Slips) -> Iterator[ObservationRow]:
    """The ledger rows of a duty: each value once, wrong ones again when they are mended."""
    named = source(duty.indicator)
    for value in values:
        reading = value.reading
        pending = sorted(slips.get(reading.period, ()), key=lambda slip: slip.corrected_at)
        wrong = sum(slip.steps for slip in pending)
        yield row(duty, reading, wrong, value.recorded_at, named)
        for slip in pending:
            wrong -= slip.steps
            yield row(duty, reading, wrong, slip.corrected_at, f"{CORRECTION};{named}")


def row(duty: Duty, reading: Reading, wrong: int, recorded_at: str, named: str) -> ObservationRow:
    """One ledger row, ``wrong`` steps off."""
    decimals = duty.indicator.decimals
    value = reading.value
    if wrong:
        value = from_steps(in_steps(value, decimals) + wrong, decimals)
    return ObservationRow(
        unit=duty.unit.code,
        indicator=duty.indicator.code,
        period=str(reading.period),
        value=value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        field=reading.field,
        recorded_at=recorded_at,
        source=named,
    )


def source(indicator: Indicator) -> str:
    """Where a value is said to come from."""
    named = "单位报送 reported by the unit"
    if indicator.source is not None:
        named = f"{indicator.source.zh} {indicator.source.en}"
    return f"{named};{FICTITIOUS}"

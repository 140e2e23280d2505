"""Whether a reported value can be, and whether it is usual: numbers in, findings out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from saima.engine import finding_kinds as kinds
from saima.engine.schedule import covered_from
from saima.plan.label import Label
from saima.plan.periods import Period
from saima.plan.problems import Problem, ProblemKind
from saima.plan.tree import Collect, Indicator

OPEN_PERCENTAGES = ("增幅", "增速", "增长", "同比", "之比")
"""Percentages with these words in their name are no part of a whole (domain fact 6)."""

FIGURE = Label(zh="数值", en="the number")
BOTH_PARTS = Label(zh="分子和分母", en="numerator and denominator")
RANK_AND_FIELD = Label(zh="名次和参评数", en="the rank and the size of the field")


@dataclass(frozen=True)
class Reading:
    """What is reported: ``value`` in the measure, or both parts of a ratio; ``field`` of a rank."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    field: int | None = None


@dataclass(frozen=True)
class Beside:
    """What is known beside a reading.

    ``history``: earlier readings of the same unit and indicator with their periods, oldest first.
    ``targets``: the numbers it is held against. ``before``: the version it replaces, with
    ``hours_left`` to the deadline. ``shared``: files and the other units that they prove too.
    """

    history: Sequence[tuple[Period, Reading]] = ()
    targets: Sequence[float] = ()
    before: Reading | None = None
    hours_left: float | None = None
    shared: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Limits:
    """When a value is called unusual.

    ``spread``: distance from the median in robust standard deviations (1.4826 MAD; 3.5 after
    Iglewicz and Hoaglin 1993). ``least``: no deviation counts as smaller than this share of the
    median. ``enough``: earlier values that make a history. ``change``: share of last year's value.
    ``late``: hours before the deadline; ``jump``: share of the version before.
    """

    spread: float = 3.5
    least: float = 0.05
    enough: int = 5
    remembered: int = 24
    change: float = 0.5
    late: float = 4.0
    jump: float = 0.2


USUAL = Limits()


def findings(
    indicator: Indicator,
    period: Period,
    reading: Reading,
    beside: Beside,
    limits: Limits = USUAL,
) -> tuple[Problem, ...]:
    """Everything that is wrong or unusual; warnings only where nothing blocks.

    A problem whose kind is no ``warning`` blocks.
    """
    blocks = tuple(impossible(indicator, reading))
    value = number_of(indicator, reading)
    if blocks or value is None:
        return blocks
    return tuple(unusual(Measured(indicator, period, value), beside, limits))


def impossible(indicator: Indicator, reading: Reading) -> Iterator[Problem]:
    """What cannot be."""
    if indicator.collect is Collect.RATIO:
        yield from wrong_ratio(indicator, reading.numerator, reading.denominator)
    elif indicator.collect is Collect.RANK:
        yield from wrong_rank(reading.value, reading.field)
    else:
        yield from wrong_number(indicator, reading.value)


def storable(number: Decimal) -> bool:
    """Whether the records can keep the number as it is: up to 15 digits, six decimals."""
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return False
    return number == number.quantize(Decimal("0.000001"))


def wrong_ratio(
    indicator: Indicator, part: Decimal | None, whole: Decimal | None
) -> Iterator[Problem]:
    """A part beyond its whole; only percentages are parts of a whole."""
    if part is None or whole is None:
        yield problem(kinds.NO_VALUE, wanted=BOTH_PARTS)
    elif not storable(part) or not storable(whole):
        yield problem(kinds.TOO_LONG, value=f"{shown(part)} / {shown(whole)}")
    elif whole == 0:
        yield problem(kinds.NOTHING_TO_DIVIDE_BY)
    elif indicator.multiplier == 100 and not 0 <= part / whole <= 1:
        yield problem(kinds.SHARE_BEYOND, part=shown(part), whole=shown(whole))


def wrong_rank(rank: Decimal | None, field: int | None) -> Iterator[Problem]:
    """A rank that the field does not have."""
    if rank is None or field is None:
        yield problem(kinds.NO_VALUE, wanted=RANK_AND_FIELD)
    elif not 1 <= rank <= field or rank != rank.to_integral_value():
        yield problem(kinds.RANK_BEYOND_FIELD, value=shown(rank), field=field)


def wrong_number(indicator: Indicator, value: Decimal | None) -> Iterator[Problem]:
    """No number, one that cannot be kept, or a count with decimals or below zero."""
    if value is None:
        yield problem(kinds.NO_VALUE, wanted=FIGURE)
    elif not storable(value):
        yield problem(kinds.TOO_LONG, value=shown(value))
    elif indicator.decimals == 0 and value != value.to_integral_value():
        yield problem(kinds.NOT_WHOLE_COUNT, value=shown(value))
    elif indicator.decimals == 0 and value < 0 and not is_percent(indicator):
        yield problem(kinds.NEGATIVE_COUNT, value=shown(value))


def is_percent(indicator: Indicator) -> bool:
    """Whether the measure is percent."""
    return indicator.measure.zh in ("%", "％", "百分点")


@dataclass(frozen=True)
class Measured:
    """A reading as one number in the measure."""

    indicator: Indicator
    period: Period
    value: float


def unusual(new: Measured, beside: Beside, limits: Limits) -> Iterator[Problem]:
    """What asks for a sentence."""
    numbers = [
        (past, number)
        for past, earlier in beside.history
        if past.end < new.period.end and (number := number_of(new.indicator, earlier)) is not None
    ]
    before = [number for past, number in numbers if past == new.period.previous()]
    yield from beyond_percent(new)
    if new.indicator.collect is not Collect.RANK:
        yield from out_of_range(new, numbers, limits)
        yield from against_last_year(new, numbers, limits)
        yield from told_without_measuring(new, before, beside.targets)
    yield from fallen(new, before)
    yield from jumped(new, beside, limits)
    for name, units in beside.shared:
        yield problem(kinds.SAME_EVIDENCE, name=name, units=units)


def number_of(indicator: Indicator, reading: Reading) -> float | None:
    """The reading as one number in the measure."""
    if indicator.collect is not Collect.RATIO:
        return None if reading.value is None else float(reading.value)
    if reading.numerator is None or not reading.denominator:
        return None
    return float(reading.numerator / reading.denominator) * indicator.multiplier


def beyond_percent(new: Measured) -> Iterator[Problem]:
    """A percentage that is no growth and lies outside 0..100, which a plan may still mean."""
    indicator, value = new.indicator, new.value
    growth = any(word in indicator.label.zh for word in OPEN_PERCENTAGES)
    plain = indicator.collect is not Collect.RATIO and indicator.measure.zh in ("%", "％")
    if plain and not growth and not 0 <= value <= 100:
        yield problem(kinds.PERCENT_BEYOND, value=shown(value))


def out_of_range(
    new: Measured, numbers: Sequence[tuple[Period, float]], limits: Limits
) -> Iterator[Problem]:
    """Far from the median of the unit's own history, by the month that a value covers."""
    indicator = new.indicator
    past = monthly(indicator, numbers)[-limits.remembered :]
    if len(past) < limits.enough:
        return
    own = monthly(indicator, [*numbers, (new.period, new.value)])[-1]
    middle = median(past)
    deviation = 1.4826 * median(abs(number - middle) for number in past)
    smallest = max(limits.least * abs(middle), 10.0**-indicator.decimals)
    reach = limits.spread * max(deviation, smallest)
    if abs(own - middle) > reach:
        yield problem(
            kinds.UNUSUAL,
            value=shown(own),
            low=shown(round(middle - reach, indicator.decimals)),
            high=shown(round(middle + reach, indicator.decimals)),
        )


def monthly(indicator: Indicator, numbers: Sequence[tuple[Period, float]]) -> list[float]:
    """What each value adds a month: growing figures are divided by the months they cover.

    A figure since January first loses what was there before it in its year. Oldest first.
    """
    if not indicator.collect.accumulates:
        return [number for _, number in numbers]
    found = []
    last: Period | None = None
    base = 0.0
    for period, number in numbers:
        months, added = period.end - covered_from(indicator, period) + 1, number
        if indicator.collect is Collect.CUMULATIVE:
            same_year = last is not None and last.year == period.year
            months = period.end - (last.end if last and same_year else period.year_start - 1)
            added -= base if same_year else 0.0
            last, base = period, number
        found.append(added / months)
    return found


def against_last_year(
    new: Measured, numbers: Sequence[tuple[Period, float]], limits: Limits
) -> Iterator[Problem]:
    """Far from the same period of last year."""
    last = dict(numbers).get(new.period.last_year())
    if last and abs(new.value - last) > limits.change * abs(last):
        yield problem(
            kinds.FAR_FROM_LAST_YEAR,
            value=shown(new.value),
            last_year=shown(last),
            limit=shown(limits.change * 100),
        )


def fallen(new: Measured, before: Sequence[float]) -> Iterator[Problem]:
    """A figure since January that is smaller than the period before."""
    starts_anew = new.period.last_month == new.period.kind.months
    if new.indicator.collect is Collect.CUMULATIVE and not starts_anew:
        for previous in before:
            if new.value < previous:
                yield problem(kinds.FELL, value=shown(new.value), previous=shown(previous))


def told_without_measuring(
    new: Measured, before: Sequence[float], targets: Sequence[float]
) -> Iterator[Problem]:
    """Exactly the target, or exactly the period before; small whole numbers hit by chance."""
    value = new.value
    if value == 0 or (new.indicator.decimals == 0 and abs(value) < 10):
        return
    same = 10.0**-9
    if any(abs(value - target) < same for target in targets):
        yield problem(kinds.EQUALS_TARGET, value=shown(value))
    if any(abs(value - previous) < same for previous in before):
        yield problem(kinds.COPIED, value=shown(value))


def jumped(new: Measured, beside: Beside, limits: Limits) -> Iterator[Problem]:
    """A large change of what was already reported, hours before the deadline or after it."""
    if beside.before is None or beside.hours_left is None or beside.hours_left > limits.late:
        return
    before = number_of(new.indicator, beside.before)
    if before is not None and abs(new.value - before) > limits.jump * abs(before):
        yield problem(kinds.LATE_JUMP, value=shown(new.value), before=shown(before))


def problem(kind: ProblemKind, **facts: object) -> Problem:
    """A finding without a file, because it belongs to a cell."""
    return Problem(kind, facts=facts)


def shown(number: Decimal | float) -> str:
    """A number with the digits it was written with, without binary noise."""
    text = f"{number:.6f}" if isinstance(number, float) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

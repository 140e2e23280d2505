"""Derived values: counted from objects of the records by the plan's query, by hand or by program.

What cannot be said by a day (kind, state, contest) was decided before; days are decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

from saima.engine.assign import last_day
from saima.engine.rounding import ledger_decimal
from saima.plan.derivation import Derivation, Filter, Measure, Window
from saima.plan.periods import Period
from saima.plan.tree import Collect, Indicator


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that may count.

    ``cases`` is how many it stands for in a share, ``amount`` what it adds to a sum; ``inside``:
    it passes everything in ``where`` but the days; ``waits``: it was handed in by its day and is
    neither accepted nor returned.
    """

    key: int
    unit: str
    begun: date | None = None
    due: date | None = None
    closed: date | None = None
    cases: int = 1
    amount: Decimal = Decimal(1)
    inside: bool = True
    waits: bool = False


@dataclass(frozen=True)
class Counted:
    """A derived value; ``objects`` are those it was counted from, with what each counted for.

    Nothing to divide by, or no median to take: ``not_applicable``.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    objects: tuple[tuple[int, str, bool], ...] = field(default=(), compare=False)


def counted(indicator: Indicator, things: Iterable[Thing], period: Period, today: date) -> Counted:
    """The value of ``indicator`` in ``period`` as it stands ``today``.

    ``objects``: key, what it counted for, whether it is in the part (of a share; else true).
    """
    derived = indicator.derived
    if derived is None:
        raise ValueError(indicator.code)
    days = Days(period, today)
    if derived.measure is Measure.SHARE and derived.of is not None:
        return share(indicator, derived, days.passing(derived.of, things), days)
    found = [one for one in days.passing(derived.where, things) if one.inside]
    if derived.measure is Measure.COUNT:
        listed = tuple((one.key, "1", True) for one in found)
        return Counted(Decimal(len(found)), objects=listed)
    if derived.measure is Measure.SUM:
        total = sum((one.amount for one in found), Decimal(0))
        return Counted(total, objects=tuple((one.key, str(one.amount), True) for one in found))
    return middle(found)


def share(
    indicator: Indicator, derived: Derivation, whole: Sequence[Thing], days: "Days"
) -> Counted:
    """The part of the whole in percent, or as two sums where months are put together so."""
    part = {one.key for one in days.passing(derived.where, whole) if one.inside}
    objects = tuple((one.key, str(one.cases), one.key in part) for one in whole)
    over = sum(one.cases for one in whole)
    upper = sum(one.cases for one in whole if one.key in part)
    if over == 0:
        return Counted(not_applicable=True, objects=objects)
    if indicator.collect is Collect.RATIO:
        return Counted(None, Decimal(upper), Decimal(over), objects=objects)
    return Counted(ledger_decimal(Fraction(100 * upper, over)), objects=objects)


def middle(found: Sequence[Thing]) -> Counted:
    """The median of the days from begun to closed."""
    took = {
        one.key: (one.closed - one.begun).days
        for one in found
        if one.begun is not None and one.closed is not None
    }
    objects = tuple((key, str(days), True) for key, days in took.items())
    if not took:
        return Counted(not_applicable=True)
    return Counted(ledger_decimal(Fraction(median(took.values()))), objects=objects)


@dataclass(frozen=True)
class Days:
    """The windows of a period, none of which reaches beyond today."""

    period: Period
    today: date

    def passing(self, found: Filter, things: Iterable[Thing]) -> list[Thing]:
        """The things whose days the filter lets pass."""
        return [one for one in things if self.holds(found, one)]

    def holds(self, found: Filter, one: Thing) -> bool:
        """Whether the days of one thing pass."""
        return (
            self.lies(found.begun, one.begun)
            and self.lies(found.due, one.due)
            and self.lies(found.closed, one.closed)
            and (found.within_limit is None or found.within_limit is self.kept(one))
        )

    def lies(self, window: Window | None, day: date | None) -> bool:
        """Whether a day lies in a window; no window asks for nothing."""
        if window is None:
            return True
        if day is None:
            return False
        first = self.period.year_start if window is Window.TO_DATE else self.period.start
        year, month = divmod(first, 12)
        return date(year, month + 1, 1) <= day <= min(last_day(self.period), self.today)

    def kept(self, one: Thing) -> bool | None:
        """True: closed in time; false: closed late, or due and open; None: neither can be said.

        What was handed in by its day and waits for its checker is neither.
        """
        until = min(last_day(self.period), self.today)
        if one.due is None:
            return None
        if one.closed is not None and one.closed <= until:
            return one.closed <= one.due
        return False if one.due < until and not one.waits else None

"""One unit's target beside one cell, from the plan and the targets set later, without frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from saima.engine.schedule import curve, due
from saima.engine.targets import latest_versions
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Indicator

Stated = Mapping[tuple[str, str, str], float]
"""Targets by unit, indicator and period text, the latest version of each."""


@dataclass(frozen=True)
class Aim:
    """What a cell is held against, in the indicator's measure; None where nothing is stated.

    ``annual`` the year's target, ``to_date`` its share by the period's end, ``own`` the share
    that falls on what the cell itself reports (a month of a flow; else the same as ``to_date``).
    """

    annual: float | None = None
    to_date: float | None = None
    own: float | None = None


NO_AIM = Aim()


def stated_in(plan: Plan, later: Stated) -> dict[tuple[str, str, str], float]:
    """The plan's unit targets, replaced by those that were set ``later``."""
    rows = {(row.unit, row.indicator, row.period): row.target for row in latest_versions(plan)}
    return rows | dict(later)


@dataclass(frozen=True)
class Aims:
    """The targets of a plan; what is the same for all units is worked out once."""

    plan: Plan
    stated: Stated
    shares: dict[tuple[str, Period], tuple[float, float]] = field(default_factory=dict)

    def of(self, unit: str, indicator: Indicator, period: Period) -> Aim:
        """The target of a unit's value, by the same precedence as the scores (engine.targets).

        One that is relative to another indicator gives nothing, because that value is not known.
        """
        target = indicator.target
        if target is not None and target.relative_to is not None:
            return NO_AIM
        annual = self.stated.get((unit, indicator.code, str(self.plan.year)))
        if annual is None:
            annual = stated_for_all(self.plan, unit, indicator)
        exact = self.stated.get((unit, indicator.code, period.text))
        if exact is not None and period.kind is not PeriodKind.YEAR:
            return Aim(annual, exact, exact)
        if annual is None:
            return NO_AIM
        to_date, own = self.shares_of(indicator, period)
        return Aim(annual, annual * to_date, annual * own)

    def shares_of(self, indicator: Indicator, period: Period) -> tuple[float, float]:
        """The share of the year's target by the period's end, and the part of one value of it."""
        key = (indicator.code, period)
        if key not in self.shares:
            to_date = due(self.plan, indicator, period).phased
            self.shares[key] = (to_date, own_share(indicator, period, to_date))
        return self.shares[key]


def aim(plan: Plan, stated: Stated, unit: str, indicator: Indicator, period: Period) -> Aim:
    """The target of one value; for many of them keep one ``Aims``."""
    return Aims(plan, stated).of(unit, indicator, period)


def stated_for_all(plan: Plan, unit: str, indicator: Indicator) -> float | None:
    """The target that the indicator states for every unit or for the city alone."""
    target = indicator.target
    if target is None or not (plan.city in (None, unit) or target.every_unit):
        return None
    return target.value


def own_share(indicator: Indicator, period: Period, to_date: float) -> float:
    """The share of the year's target that one reported value of a flow is to reach."""
    if indicator.collect is not Collect.FLOW:
        return to_date
    shares = curve(indicator)
    before = period.last_month - period.kind.months
    if not indicator.january and period.last_month == 2:
        before = 0
    return shares[period.last_month - 1] - (shares[before - 1] if before else 0.0)

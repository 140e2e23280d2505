"""What is split of an indicator: the whole target, its units, its curve, the year before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from saima.actions.refusals import NO_SUCH_INDICATOR, refused
from saima.actions.split_cells import ZERO
from saima.actions.split_refusals import NOT_SPLIT
from saima.engine.splits import Shares, plan_curve
from saima.exchange.typed_numbers import PERCENT_MEASURES
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.plan.units import Unit, UnitKind


@dataclass(frozen=True)
class Frame:
    """What is split: ``whole`` over ``units``; ``same``: the plan sets each unit the same target.

    ``superior``: what the plan says that the level above asks of the city, None where it is silent.
    """

    plan: Plan
    indicator: Indicator
    units: tuple[Unit, ...]
    whole: Decimal
    same: bool
    curve: Shares
    superior: Decimal | None
    last_year: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)

    @property
    def decimals(self) -> int:
        """The decimals that the indicator is reported with."""
        return self.indicator.decimals

    @property
    def past(self) -> dict[str, Decimal]:
        """What each unit of the split reached in the year before; empty where nobody has a value.

        A unit without values has zero.
        """
        found = {unit.code: self.last_year.get(unit.code, ()) for unit in self.units}
        return (
            {code: sum(months, ZERO) for code, months in found.items()}
            if any(found.values())
            else {}
        )


def frame_of(
    plan: Plan, code: str, last_year: Mapping[str, tuple[Decimal, ...]] | None = None
) -> Frame:
    """What is split of an indicator. Raises Refused for one that is not split over units."""
    indicator = plan.indicator_by_code.get(code)
    if indicator is None:
        raise refused(NO_SUCH_INDICATOR, indicator=code, plan=plan.code)
    target, units = indicator.target, units_of(plan, indicator)
    if not splittable(indicator) or target is None or target.value is None or not units:
        raise refused(NOT_SPLIT, indicator=indicator.label)
    value = Decimal(repr(target.value))
    stated = stated_for(plan, indicator, plan.city or "")
    whole = value * len(units) if target.every_unit else value if stated is None else stated
    above = [stated_for(plan, indicator, unit.code) for unit in plan.units]
    superiors = [
        one
        for one, unit in zip(above, plan.units, strict=True)
        if one is not None and unit.kind is UnitKind.SUPERIOR
    ]
    return Frame(
        plan=plan,
        indicator=indicator,
        units=units,
        whole=whole.normalize() + ZERO,
        same=target.every_unit,
        curve=plan_curve(indicator),
        superior=superiors[0] if superiors else None,
        last_year=last_year or {},
    )


def splittable(indicator: Indicator) -> bool:
    """Whether units' targets can be parts of the indicator's: it accumulates and has a number.

    Percentages of units are no parts of a sum, so a target in percent is not split.
    """
    target = indicator.target
    if target is None or target.value is None or target.value <= 0:
        return False
    percent = indicator.measure.zh in PERCENT_MEASURES
    return indicator.collect.accumulates and target.split and not percent


def split_indicators(plan: Plan) -> tuple[Indicator, ...]:
    """The indicators of a plan whose targets are split over units."""
    return tuple(one for one in plan.indicators if splittable(one) and units_of(plan, one))


def units_of(plan: Plan, indicator: Indicator) -> tuple[Unit, ...]:
    """The units that are scored on a value of their own, in the order of the plan."""
    weight = indicator.weight
    return tuple(
        unit
        for unit in plan.units
        if unit.group is not None
        and (not isinstance(weight, dict) or unit.group in weight)
        and unit.code not in indicator.except_units
        and unit.code != plan.city
    )


def stated_for(plan: Plan, indicator: Indicator, unit: str) -> Decimal | None:
    """The year's target that the plan's table states for a unit; the latest version."""
    rows = [
        row
        for row in plan.targets
        if (row.unit, row.indicator, row.period) == (unit, indicator.code, str(plan.year))
    ]
    latest = max(rows, key=lambda row: row.version, default=None)
    return None if latest is None else Decimal(repr(latest.target))

"""Who is scored on what: units of a group, and units that answer for the whole body's value."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import narwhals as nw

from saima.engine.outcome import Inputs, Lazy
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Holding, Indicator
from saima.plan.units import Unit

ASSIGNED = {
    "period": nw.String,
    "group": nw.String,
    "unit": nw.String,
    "observed_unit": nw.String,
    "indicator": nw.String,
    "stated_weight": nw.Float64,
}


def last_day(period: Period) -> date:
    """The day that a period is judged for."""
    year, month = divmod(period.end + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def ranked_units(plan: Plan, period: Period) -> Iterator[Unit]:
    """The units that have a group and exist at the end of the period."""
    day = last_day(period)
    return (unit for unit in plan.units if unit.group is not None and unit.active(day))


def group_weights(plan: Plan, indicator: Indicator) -> dict[str, float]:
    """Stated weight of an indicator in each group that is scored on it."""
    if isinstance(indicator.weight, dict):
        return indicator.weight
    return {group.code: indicator.weight for group in plan.groups}


def assigned(plan: Plan, inputs: Inputs, periods: Sequence[Period]) -> Lazy:
    """One row per period, unit and indicator to be scored (columns ``ASSIGNED``)."""
    frame = by_group(plan, inputs, periods)
    excepted = [(unit, i.code) for i in plan.indicators for unit in i.except_units]
    if excepted:
        units, indicators = zip(*excepted, strict=True)
        rows = inputs.table(
            {"unit": list(units), "indicator": list(indicators)},
            {"unit": nw.String, "indicator": nw.String},
        )
        frame = frame.join(rows, on=["unit", "indicator"], how="anti")
    if any(indicator.held_by for indicator in plan.indicators):
        frame = nw.concat([frame, by_holding(plan, inputs, periods)], how="vertical")
    return frame


def observed_only(plan: Plan, inputs: Inputs, periods: Sequence[Period], values: Lazy) -> Lazy:
    """All values with their ``group`` and ``stated_weight``, null where a value is not scored.

    Cheaper than ``assigned`` joined to the values when almost nothing is missing; left joins,
    because inner ones let the backend build every unit x indicator first. Holdings and exceptions
    are not looked at.
    """
    return (
        values.join(units_of(plan, inputs, periods), on=["period", "unit"], how="left")
        .join(weights_of(plan, inputs), on=["group", "indicator"], how="left")
        .with_columns(observed_unit=nw.col("unit"))
    )


def by_group(plan: Plan, inputs: Inputs, periods: Sequence[Period]) -> Lazy:
    """Units scored because their group has a weight on the indicator."""
    units = units_of(plan, inputs, periods)
    joined = units.join(weights_of(plan, inputs), on="group", how="inner")
    return joined.with_columns(observed_unit=nw.col("unit")).select(*ASSIGNED)


def units_of(plan: Plan, inputs: Inputs, periods: Sequence[Period]) -> Lazy:
    """The ranked units of each period with their groups."""
    named = {str(period): period for period in periods}
    rows = [(p, unit.group, unit.code) for p in named for unit in ranked_units(plan, named[p])]
    return inputs.table(
        {
            "period": [row[0] for row in rows],
            "group": [row[1] for row in rows],
            "unit": [row[2] for row in rows],
        },
        {"period": nw.String, "group": nw.String, "unit": nw.String},
    )


def weights_of(plan: Plan, inputs: Inputs) -> Lazy:
    """The stated weight of each indicator in each group."""
    weights = [
        (group, indicator.code, weight)
        for indicator in plan.indicators
        for group, weight in group_weights(plan, indicator).items()
    ]
    return inputs.table(
        {
            "group": [row[0] for row in weights],
            "indicator": [row[1] for row in weights],
            "stated_weight": [row[2] for row in weights],
        },
        {"group": nw.String, "indicator": nw.String, "stated_weight": nw.Float64},
    )


def by_holding(plan: Plan, inputs: Inputs, periods: Sequence[Period]) -> Lazy:
    """Units scored on the whole body's value because they lead or share the indicator (S46)."""
    held: dict[str, list[tuple[str, Holding]]] = {}
    for indicator in plan.indicators:
        for holding in indicator.held_by:
            held.setdefault(holding.unit, []).append((indicator.code, holding))
    rows = [
        {
            "period": str(period),
            "group": unit.group,
            "unit": unit.code,
            "observed_unit": plan.city,
            "indicator": code,
            "stated_weight": holding.weight,
        }
        for period in periods
        for unit in ranked_units(plan, period)
        for code, holding in held.get(unit.code, ())
    ]
    return inputs.table({name: [row[name] for row in rows] for name in ASSIGNED}, ASSIGNED)

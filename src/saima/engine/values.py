"""Values ready for scoring: complete, divided by their denominator, beside those of other times."""

from collections.abc import Callable, Sequence

import narwhals as nw

from saima.engine.gather import KEYS, gathered
from saima.engine.outcome import Inputs, Lazy
from saima.engine.rounding import snapped
from saima.plan.periods import Period
from saima.plan.plan import Plan


def complete(frame: Lazy, rules: Lazy) -> Lazy:
    """Blank values that lack a due part, because a partial sum must not pass for a whole one.

    Adds ``state``: ``complete``, ``gap`` (a due value is not there) or ``unusable`` (no number).
    """
    whole = (
        nw.when(nw.col("newest_only"))
        .then(nw.col("last") == nw.col("due_last"))
        .otherwise(nw.col("counted") == nw.col("expected"))
        .fill_null(value=False)
    )
    state = (
        nw.when(~whole)
        .then(nw.lit("gap"))
        .otherwise(
            nw.when(nw.col("value").is_null())
            .then(nw.lit("unusable"))
            .otherwise(nw.lit("complete"))
        )
    )
    return (
        frame.join(rules, on=["period", "indicator"], how="inner")
        .with_columns(state=state, value=nw.when(whole).then(nw.col("value")))
        .drop("counted", "last", "newest_only", "due_last")
    )


def divided(plan: Plan, inputs: Inputs, frame: Lazy) -> Lazy:
    """Divide by the value of the denominator indicator of the same unit and period."""
    pairs = {i.code: i.denominator for i in plan.indicators if i.denominator is not None}
    if not pairs:
        return frame
    names = inputs.table(
        {"indicator": list(pairs), "divisor": list(pairs.values())},
        {"indicator": nw.String, "divisor": nw.String},
    )
    divisors = frame.select("period", "unit", divisor="indicator", divided_by="value")
    quotient = nw.when(nw.col("divided_by") != 0).then(nw.col("value") / nw.col("divided_by"))
    divisible = nw.when(nw.col("divisor").is_null()).then(nw.col("value")).otherwise(quotient)
    unusable = (nw.col("state") == "complete") & nw.col("value").is_null()
    return (
        frame.join(names, on="indicator", how="left")
        .join(divisors, on=["period", "unit", "divisor"], how="left")
        .with_columns(value=divisible)
        .with_columns(state=nw.when(unusable).then(nw.lit("unusable")).otherwise(nw.col("state")))
        .drop("divisor", "divided_by")
    )


def scaled(plan: Plan, frame: Lazy) -> Lazy:
    """Bring quotients into the measure (times 100 for percent), without binary noise.

    Because sums of the same months in another order must tie and meet the same targets.
    """
    value = nw.col("value")
    if any(indicator.multiplier != 1 for indicator in plan.indicators):
        value = value * nw.col("multiplier")
    return frame.with_columns(value=snapped(value)).drop("multiplier")


def prepared(
    plan: Plan, inputs: Inputs, rules: Lazy, periods: Sequence[Period], as_of: str | None
) -> Lazy:
    """One row per period, unit and indicator that has observations: value, field, state."""
    frame = complete(gathered(plan, inputs, periods, as_of), rules)
    return scaled(plan, divided(plan, inputs, frame))


def beside(
    inputs: Inputs,
    values: Lazy,
    periods: Sequence[Period],
    name: str,
    other: Callable[[Period], Period],
) -> Lazy:
    """The value of another period as a column ``name``: keys period, unit, indicator."""
    pairs = inputs.table(
        {
            "period": [str(period) for period in periods],
            "other": [str(other(period)) for period in periods],
        },
        {"period": nw.String, "other": nw.String},
    )
    return (
        values.select("unit", "indicator", other="period", **{name: "value"})
        .join(pairs, on="other", how="inner")
        .select(*KEYS, name)
    )

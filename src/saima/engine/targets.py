"""The target of every unit, indicator and period; whether it is met; the light."""

import narwhals as nw

from saima.engine.columns import TARGETS
from saima.engine.lights import FARTHEST, GREEN, light_column
from saima.engine.outcome import Inputs, Lazy
from saima.engine.rounding import snapped
from saima.plan.plan import Plan
from saima.plan.targets import UnitTarget

KEYS = ["observed_unit", "indicator"]


def latest_versions(plan: Plan) -> list[UnitTarget]:
    """The valid version of each unit target of the plan."""
    latest: dict[tuple[str, str, str], UnitTarget] = {}
    for row in sorted(plan.targets, key=lambda target: target.version):
        latest[row.unit, row.indicator, row.period] = row
    return list(latest.values())


def stated_targets(plan: Plan, inputs: Inputs) -> list[Lazy]:
    """Unit targets by falling precedence: from the data, then from the plan."""
    frames = []
    if inputs.targets is not None:
        frames.append(inputs.targets.select(*TARGETS))
    rows = latest_versions(plan)
    if rows:
        columns = {name: [getattr(row, name) for row in rows] for name in TARGETS}
        frames.append(inputs.table(columns, TARGETS))
    return frames


def with_targets(plan: Plan, inputs: Inputs, frame: Lazy) -> Lazy:
    """Add ``annual_target`` and ``target`` (phased to the period), in the indicator's measure.

    A target stated for the very period is taken as it is; else the year's target times the share
    of the phase curve; else the value of the indicator that the target is relative to (column
    ``relative_value``).
    """
    annual = nw.col("goal")
    if plan.city is not None:
        whole_body = nw.col("for_every_unit") | (nw.col("observed_unit") == plan.city)
        annual = nw.when(whole_body).then(annual)
    frame = frame.with_columns(annual_target=annual)
    phased = nw.col("annual_target") * nw.col("phased")
    stated = stated_targets(plan, inputs)
    if stated:
        frame = frame.with_columns(exact_target=nw.lit(None).cast(nw.Float64))
        for rows in reversed(stated):
            frame = joined(plan, frame, rows)
        phased = nw.coalesce("exact_target", phased)
    if any(i.target is not None and i.target.relative_to for i in plan.indicators):
        relative = nw.col("relative_to").is_null()
        phased = nw.when(relative).then(phased).otherwise(nw.col("relative_value"))
    return frame.with_columns(target=phased).drop("exact_target", strict=False)


def joined(plan: Plan, frame: Lazy, stated: Lazy) -> Lazy:
    """Let stated unit targets replace what is there."""
    year = str(plan.year)
    rows = stated.rename({"unit": "observed_unit", "target": "stated"})
    yearly = rows.filter(nw.col("period") == year).select(*KEYS, stated_annual="stated")
    exact = rows.filter(nw.col("period") != year).rename({"stated": "stated_exact"})
    return (
        frame.join(yearly, on=KEYS, how="left")
        .join(exact, on=["period", *KEYS], how="left")
        .with_columns(
            annual_target=nw.coalesce("stated_annual", "annual_target"),
            exact_target=nw.coalesce("stated_exact", "exact_target"),
        )
        .drop("stated_annual", "stated_exact")
    )


def with_comparison(frame: Lazy) -> Lazy:
    """Add ``meets``, ``outside`` (distance outside a range) and ``completion`` (1 = 100 %)."""
    ahead = nw.col("ahead")
    compare = nw.col("compare")
    outside = snapped(
        nw.max_horizontal(
            nw.col("low") - nw.col("value"), nw.col("value") - nw.col("high"), nw.lit(0.0)
        )
    )
    meets = (
        nw.when(compare == "at_least")
        .then(ahead >= 0)
        .otherwise(
            nw.when(compare == "more_than")
            .then(ahead > 0)
            .otherwise(nw.when(compare == "less_than").then(ahead < 0).otherwise(ahead <= 0))
        )
    )
    ranged = nw.col("direction") == "range"
    ratio = nw.col("value") / nw.col("target")
    mirrored = nw.when(nw.col("direction") == "lower").then(2.0 - ratio).otherwise(ratio)
    comparable = (nw.col("target") > 0) & ~ranged & (compare != "rank_within")
    bounded = ~nw.col("low").is_null() | ~nw.col("high").is_null()
    return (
        frame.with_columns(
            ahead=snapped(nw.col("value") - nw.col("target")),
            outside=nw.when(ranged & bounded & ~nw.col("value").is_null()).then(outside),
        )
        .with_columns(
            meets=nw.when(ranged).then(nw.col("outside") <= 0).otherwise(meets),
            completion=nw.when(comparable).then(mirrored),
        )
        .drop("ahead")
    )


def with_lights(plan: Plan, frame: Lazy) -> Lazy:
    """Add ``light`` by the percentage points behind the plan curve (domain 1.4; golden G14).

    What lies behind is a part of the share that the value covers. Where completion means nothing
    (ranks, ranges, targets of zero) meeting the target decides.
    """
    gap = (1.0 - nw.col("completion")) * nw.col("phased") * 100.0
    behind = nw.col("behind")
    ahead = (behind <= 0) & nw.col("meets")
    by_gap = nw.when(ahead).then(nw.lit(GREEN)).otherwise(light_column(plan.lights, behind))
    by_meeting = nw.when(nw.col("meets")).then(nw.lit(GREEN)).otherwise(nw.lit(FARTHEST))
    light = (
        nw.when(~nw.col("completion").is_null())
        .then(by_gap)
        .otherwise(nw.when(~nw.col("meets").is_null()).then(by_meeting).otherwise(nw.lit("none")))
    )
    lit = nw.when(nw.col("lit")).then(light).otherwise(nw.lit("none"))
    return frame.with_columns(behind=snapped(gap)).with_columns(light=lit).drop("behind")

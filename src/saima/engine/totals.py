"""Totals: the tree's points, bonus, deduction, veto, and the year from its quarters."""

from collections.abc import Sequence

import narwhals as nw

from saima.engine.outcome import Eager, Inputs, Lazy
from saima.engine.rounding import rounded, snapped
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.rules import Effect
from saima.plan.tree import Span

SUBJECT = ("period", "group", "unit")


def with_adjustments(plan: Plan, inputs: Inputs, totals: Eager, periods: Sequence[Period]) -> Eager:
    """Add ``bonus``, ``deduction`` (points, capped per kind and in all) and ``eligible``.

    An adjustment counts in every period that its own period ends in: from January where values
    are to date, else only inside the period. A veto costs eligibility, not points (domain 1.1).
    """
    if inputs.adjustments is None or not plan.adjustments:
        return totals.with_columns(
            bonus=nw.lit(0.0), deduction=nw.lit(0.0), eligible=nw.lit(value=True)
        )
    summed = by_unit(adjusted(plan, inputs, inputs.adjustments, periods))
    joined = totals.join(summed.collect(inputs.results), on=["period", "unit"], how="left")
    return joined.with_columns(
        bonus=limited(nw.col("bonus").fill_null(0.0), plan.bonus_cap),
        deduction=limited(nw.col("deduction").fill_null(0.0), plan.deduction_cap),
        eligible=nw.col("vetoes").fill_null(0) == 0,
    ).drop("vetoes")


def limited(points: nw.Expr, cap: float | None) -> nw.Expr:
    """Points up to a cap, without binary noise."""
    return snapped(points if cap is None else nw.min_horizontal(points, nw.lit(cap)))


def adjusted(plan: Plan, inputs: Inputs, rows: Lazy, periods: Sequence[Period]) -> Lazy:
    """Adjustment rows spread over the scored periods, points summed and capped per kind."""
    pairs = [
        (str(period), str(inner)) for period in periods for inner in counted_periods(plan, period)
    ]
    spread = inputs.table(
        {"scored": [pair[0] for pair in pairs], "period": [pair[1] for pair in pairs]},
        {"scored": nw.String, "period": nw.String},
    )
    kinds = inputs.table(
        {
            "kind": [kind.code for kind in plan.adjustments],
            "effect": [kind.effect.value for kind in plan.adjustments],
            "kind_cap": [kind.cap for kind in plan.adjustments],
        },
        {"kind": nw.String, "effect": nw.String, "kind_cap": nw.Float64},
    )
    points = nw.min_horizontal("points", "kind_cap")
    return (
        rows.select("unit", "period", "kind", "points")
        .join(spread, on="period", how="inner")
        .select("unit", "kind", "points", period="scored")
        .group_by("period", "unit", "kind")
        .agg(nw.col("points").sum())
        .join(kinds, on="kind", how="inner")
        .with_columns(points=points)
    )


def counted_periods(plan: Plan, period: Period) -> list[Period]:
    """The periods whose adjustments count in ``period``."""
    start = period.year_start if plan.span is Span.TO_DATE else period.start
    return [
        Period.of(period.year, kind, index)
        for kind in PeriodKind
        for index in range(1, 12 // kind.months + 1)
        if start <= Period.of(period.year, kind, index).start
        and Period.of(period.year, kind, index).end <= period.end
    ]


def by_unit(kinds: Lazy) -> Lazy:
    """One row per period and unit: bonus, deduction, vetoes."""
    effect = nw.col("effect")
    columns = {
        value.value: nw.when(effect == value.value).then(nw.col("points")).otherwise(nw.lit(0.0))
        for value in (Effect.BONUS, Effect.DEDUCTION)
    }
    vetoes = (effect == Effect.VETO.value).cast(nw.Int64)
    return (
        kinds.with_columns(**columns, vetoes=vetoes)
        .group_by("period", "unit")
        .agg(nw.col("bonus").sum(), nw.col("deduction").sum(), nw.col("vetoes").sum())
    )


def with_exact(totals: Eager) -> Eager:
    """Add ``exact`` = the tree's points + bonus - deduction, kept to nine decimals."""
    exact = nw.col("base") + nw.col("bonus") - nw.col("deduction")
    return totals.with_columns(exact=snapped(exact))


def with_year(plan: Plan, totals: Eager, year: Period) -> Eager:
    """The year's total = quarters x mean(Q1..Q4) + year end x the year-end points (domain 1.5).

    Bonus and deduction stand outside: quarter means take the trees' points. Adds ``quarters`` and
    ``year_end``, the two parts; a unit without all four quarters has no year total.
    """
    none = nw.lit(None).cast(nw.Float64)
    rule = plan.year_score
    if rule is None or str(year) not in totals["period"].to_list():
        return totals.with_columns(quarters=none, year_end=none)
    quarters = [str(quarter) for quarter in year.inside(PeriodKind.QUARTER)]
    means = (
        totals.filter(nw.col("period").is_in(quarters))
        .group_by("group", "unit")
        .agg(nw.col("base").sum().alias("added"), nw.col("base").count().alias("ranked"))
        .filter(nw.col("ranked") == len(quarters))
        .select("group", "unit", mean=nw.col("added") / float(len(quarters)))
    )
    is_year = nw.col("period") == str(year)
    part = rounded(nw.col("mean") * rule.quarters, plan.decimals.points)
    end = rounded(nw.col("base") * rule.year_end, plan.decimals.points)
    return (
        totals.join(means, on=["group", "unit"], how="left")
        .with_columns(quarters=nw.when(is_year).then(part), year_end=nw.when(is_year).then(end))
        .with_columns(
            base=nw.when(is_year)
            .then(nw.col("quarters") + nw.col("year_end"))
            .otherwise(nw.col("base"))
        )
        .drop("mean")
    )

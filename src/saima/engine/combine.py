"""The rate of a node from the rates of its children: sum, mean, geometric mean, TOPSIS.

In: rows of one shape (``tree.CHILD``) of the nodes' children. Out: one row per unit and node
(``COMBINED``). Only what counts and weighs anything matters; without it there is no rate.
"""

from collections.abc import Sequence

import narwhals as nw

from saima.engine.outcome import Eager
from saima.engine.topsis import closeness
from saima.plan.plan import Plan
from saima.plan.tree import Combine, ZeroRule

SUBJECT = ("period", "group", "unit")
NODE = (*SUBJECT, "parent")
COMBINED = (*NODE, "full", "rate", "counted", "blocks", "reason")
"""``full``: weight of all children; ``counted``: how many matter; ``blocks``: how many of them have
no rate; ``reason``: why the combination itself has none."""

ZERO_FACTOR = "zero_in_geometric_mean"
INCOMPLETE = "incomplete_for_topsis"


def combined(plan: Plan, level: Sequence[str], children: Eager) -> list[Eager]:
    """The nodes of a level from their children, one frame per way of combining."""
    parts = []
    for combine in Combine:
        codes = [code for code in level if plan.aggregation(code).combine is combine]
        mine = children.filter(nw.col("parent").is_in(codes))
        if combine is Combine.TOPSIS:
            parts += [by_topsis(plan, code, mine) for code in codes]
        elif combine is Combine.GEOMETRIC:
            parts += [by_geometric(plan, code, mine) for code in codes]
        elif codes:
            parts.append(by_mean(mine))
    return parts


def matters() -> nw.Expr:
    """Whether a child counts and weighs anything."""
    return nw.col("counts") & (nw.col("weight") > 0)


def summed(children: Eager) -> Eager:
    """What every combination needs: weights, sums, whether anything counts or blocks."""
    return (
        children.with_columns(
            available=nw.when(matters()).then(nw.col("weight")).otherwise(nw.lit(0.0)),
            counted=matters().cast(nw.Int64),
            blocks=(nw.col("blocked") & matters()).cast(nw.Int64),
        )
        .with_columns(earned=nw.col("available") * nw.col("rate").fill_null(0.0))
        .group_by(*NODE)
        .agg(
            nw.col("weight").sum().alias("full"),
            nw.col("available", "earned", "blocks", "counted").sum(),
        )
    )


def by_mean(children: Eager) -> Eager:
    """Weighted mean of what counts; a sum of points is the same with the summed weight."""
    possible = nw.when(nw.col("available") > 0)
    return (
        summed(children)
        .with_columns(
            rate=possible.then(nw.col("earned") / nw.col("available")),
            reason=nw.lit(None).cast(nw.String),
        )
        .select(*COMBINED)
    )


def by_geometric(plan: Plan, code: str, children: Eager) -> Eager:
    """Weighted geometric mean of what counts; a zero (or less) does what the plan says."""
    mine = children.filter(nw.col("parent") == code)
    positive = nw.when(nw.col("rate") > 0).then(nw.col("rate")).otherwise(nw.lit(1.0))
    weight = nw.when(matters()).then(nw.col("weight")).otherwise(nw.lit(0.0))
    zero = (matters() & (nw.col("rate") <= 0)).fill_null(value=False)
    sums = (
        mine.with_columns(logarithm=positive.log() * weight, zeros=zero.cast(nw.Int64))
        .group_by(*NODE)
        .agg(nw.col("logarithm", "zeros").sum())
    )
    possible = nw.when(nw.col("available") > 0)
    mean = possible.then((nw.col("logarithm") / nw.col("available")).exp())
    refuses = nw.lit(plan.aggregation(code).zero is ZeroRule.PROBLEM)
    refused = (nw.col("zeros") > 0) & refuses
    return (
        summed(mine)
        .join(sums, on=list(NODE), how="left")
        .with_columns(
            rate=nw.when(nw.col("zeros") > 0).then(nw.lit(0.0)).otherwise(mean),
            blocks=nw.col("blocks") + refused.cast(nw.Int64),
            reason=nw.when(refused).then(nw.lit(ZERO_FACTOR)),
        )
        .select(*COMBINED)
    )


def by_topsis(plan: Plan, code: str, children: Eager) -> Eager:
    """Closeness among the units that have a rate for every child that counts for anybody."""
    mine = children.filter(nw.col("parent") == code)
    counted = matters().cast(nw.Int64).max().over("period", "group", "code")
    cells = mine.with_columns(counted=counted).filter(nw.col("counted") > 0)
    there = matters() & ~nw.col("blocked")
    whole = (
        cells.with_columns(there=there.cast(nw.Int64))
        .group_by(*SUBJECT)
        .agg(nw.col("there").sum(), nw.len().alias("wanted"))
        .filter(nw.col("there") == nw.col("wanted").cast(nw.Int64))
    )
    cells = cells.join(whole.select(*SUBJECT), on=list(SUBJECT), how="semi")
    rates = closeness(cells, plan.aggregation(code).normalise.value)
    frame = summed(mine).join(rates, on=list(NODE), how="left")
    incomplete = nw.col("rate").is_null() & (nw.col("counted") > 0)
    return frame.with_columns(
        blocks=nw.col("blocks") + incomplete.cast(nw.Int64),
        reason=nw.when(incomplete & (nw.col("blocks") == 0)).then(nw.lit(INCOMPLETE)),
    ).select(*COMBINED)

"""From rates to points of the total, top down: effective weights, rounding, sums.

A child's effective weight is its share of what its parent is worth; what a left-out sibling would
have weighed goes to the others. Points = effective weight x rate, rounded once at the indicator;
nodes add up rounded points, so a published total is exactly the sum of what is printed below it.
"""

from dataclasses import dataclass

import narwhals as nw

from saima.engine.combine import SUBJECT
from saima.engine.outcome import Eager
from saima.engine.rounding import rounded
from saima.engine.tree import Shape
from saima.plan.tree import ROOT


@dataclass(frozen=True)
class Pointed:
    """CHILD rows with ``effective`` weight, ``points`` and ``cut``.

    ``cut``: points lost or won by a bound on a node or by a combination that does not add up.
    """

    indicators: Eager
    nodes: Eager


def with_effective_weights(shape: Shape, children: Eager) -> Eager:
    """Add ``effective``: the points that full marks of the row are worth in the total."""
    root = children.filter(nw.col("code") == ROOT).with_columns(effective=nw.col("weight"))
    done = [root]
    parents = root
    for level in reversed(shape.levels):
        mine = children.filter(nw.col("parent").is_in(level))
        worth = parents.select(*SUBJECT, parent="code", worth="effective")
        counted = nw.when(nw.col("counts")).then(nw.col("weight")).otherwise(nw.lit(0.0))
        below = (
            mine.with_columns(counted=counted)
            .with_columns(available=nw.col("counted").sum().over(*SUBJECT, "parent"))
            .join(worth, on=[*SUBJECT, "parent"], how="left")
        )
        share = nw.when(nw.col("available") > 0).then(nw.col("counted") / nw.col("available"))
        below = below.with_columns(effective=(share * nw.col("worth")).fill_null(0.0))
        below = below.select(*children.columns, "effective")
        done.append(below)
        parents = below
    return nw.concat(done, how="vertical")


def pointed(shape: Shape, children: Eager, decimals: int) -> Pointed:
    """Points of indicators, then of nodes bottom up."""
    weighed = with_effective_weights(shape, children)
    own = rounded(nw.col("effective") * nw.col("rate"), decimals)
    weighed = weighed.with_columns(points=own, cut=nw.lit(0.0))
    codes = list(shape.plan.indicator_by_code)
    indicators = weighed.filter(nw.col("code").is_in(codes))
    nodes = weighed.filter(~nw.col("code").is_in(codes))
    finished: list[Eager] = []
    below = indicators
    for level in shape.levels:
        mine = nodes.filter(nw.col("code").is_in(level))
        finished.append(settled(level, mine, below, decimals))
        below = nw.concat([indicators, finished[-1]], how="vertical")
    return Pointed(indicators, nw.concat(finished, how="vertical"))


def settled(level: list[str], nodes: Eager, below: Eager, decimals: int) -> Eager:
    """A node's points are the sum of its children's, unless they are held by a bound."""
    sums = (
        below.filter(nw.col("parent").is_in(level) & nw.col("counts"))
        .group_by(*SUBJECT, "parent")
        .agg(nw.col("points").sum().alias("added"))
        .rename({"parent": "code"})
    )
    points = nw.when(nw.col("held")).then(nw.col("points")).otherwise(nw.col("added"))
    return (
        nodes.join(sums, on=[*SUBJECT, "code"], how="left")
        .with_columns(added=rounded(nw.col("added").fill_null(0.0), decimals))
        .with_columns(points=nw.when(~nw.col("rate").is_null()).then(points))
        .with_columns(cut=nw.col("points") - nw.col("added"))
        .with_columns(cut=rounded(nw.col("cut"), decimals))
        .select(*below.columns)
    )

"""TOPSIS: closeness to the best and distance from the worst (Tzeng & Huang 2011)."""

import narwhals as nw

from saima.engine.outcome import Eager

PARENT = ("period", "group", "parent")


def closeness(children: Eager, normalise: str) -> Eager:
    """Closeness 0..1 of each unit under each parent, as column ``rate``.

    ``children``: period, group, unit, parent, code, weight, rate, value, falls (lower is better).
    ``vector`` starts from the values divided by their column's length, ``rate`` from the rates
    (higher is better then). Distances are Euclidean. Where all units are alike all get 1.
    """
    column = (*PARENT, "code")
    share = nw.col("weight") / nw.col("weight").sum().over(*PARENT, "unit")
    if normalise == "vector":
        length = (nw.col("value") * nw.col("value")).sum().over(*column).sqrt()
        cell = nw.when(length > 0).then(nw.col("value") / length).otherwise(nw.lit(0.0))
        sign = nw.when(nw.col("falls")).then(nw.lit(-1.0)).otherwise(nw.lit(1.0))
        cell = cell * sign
    else:
        cell = nw.col("rate")
    weighted = children.with_columns(cell=cell * share)
    to_best = nw.col("cell") - nw.col("cell").max().over(*column)
    to_worst = nw.col("cell") - nw.col("cell").min().over(*column)
    squared = weighted.with_columns(best=to_best * to_best, worst=to_worst * to_worst)
    distances = squared.group_by("period", "group", "unit", "parent").agg(
        nw.col("best").sum().sqrt(), nw.col("worst").sum().sqrt()
    )
    apart = nw.col("best") + nw.col("worst")
    rate = nw.when(apart > 0).then(nw.col("worst") / apart).otherwise(nw.lit(1.0))
    return distances.with_columns(rate=rate).drop("best", "worst")

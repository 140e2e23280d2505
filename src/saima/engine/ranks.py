"""Ranks, movement and gaps inside groups and over all (design section 3, Ranking)."""

from collections.abc import Mapping, Sequence
from typing import Literal

import narwhals as nw

from saima.engine.outcome import Eager
from saima.engine.rounding import rounded, snapped
from saima.plan.plan import Plan
from saima.plan.rules import RankOn, Ties

SUBJECT = ("period", "group", "unit")
RANKINGS: Mapping[Ties, Literal["dense", "average"]] = {
    Ties.DENSE: "dense",
    Ties.AVERAGE: "average",
}


def ranked(plan: Plan, totals: Eager, tie_breaks: Sequence[str]) -> Eager:
    """Add ``total`` (rounded), ``rank``, ``field``, ``overall_rank``, ``overall_field`` and gaps.

    ``totals``: SUBJECT, ``exact`` and the tie-break columns (higher wins). A unit without a total
    has no rank and does not count in the field.
    """
    compared = nw.col("total")
    if plan.ranking.on is RankOn.EXACT:
        compared = snapped(nw.col("exact"))
    frame = totals.with_columns(total=rounded(nw.col("exact"), plan.decimals.total))
    frame = frame.with_columns(compared=compared)
    frame = with_rank(frame, ("period", "group"), tie_breaks, plan.ranking.ties, "rank")
    frame = with_rank(frame, ("period",), tie_breaks, plan.ranking.ties, "overall_rank")
    return with_gaps(frame).with_columns(
        field=nw.col("total").count().over("period", "group").cast(nw.Int64),
        overall_field=nw.col("total").count().over("period").cast(nw.Int64),
    )


def with_rank(
    frame: Eager, field: tuple[str, ...], tie_breaks: Sequence[str], ties: Ties, name: str
) -> Eager:
    """Rank the highest first inside ``field``; each tie-break refines the places still tied."""
    place = nw.col("compared").rank("min", descending=True).over(*field).cast(nw.Float64)
    frame = frame.with_columns(place=place)
    for key in tie_breaks:
        refined = nw.col(key).fill_null(0.0).rank("min", descending=True).over(*field, "place")
        frame = frame.with_columns(place=nw.col("place") + refined.cast(nw.Float64) - 1.0)
    rank = nw.col("place")
    if ties is not Ties.MIN:
        rank = nw.col("place").rank(RANKINGS[ties]).over(*field).cast(nw.Float64)
    there = ~nw.col("total").is_null()
    return frame.with_columns(nw.when(there).then(rank).alias(name)).drop("place")


def with_gaps(frame: Eager) -> Eager:
    """Distance in points to the unit next above and next below in the group."""
    order = ["rank", "unit"]
    field = ("period", "group")
    above = nw.col("total").shift(1).over(*field, order_by=order)
    below = nw.col("total").shift(-1).over(*field, order_by=order)
    there = frame.filter(~nw.col("total").is_null()).with_columns(
        gap_above=above - nw.col("total"), gap_below=nw.col("total") - below
    )
    gaps = there.select(
        *SUBJECT,
        gap_above=rounded(nw.col("gap_above"), 9),
        gap_below=rounded(nw.col("gap_below"), 9),
    )
    return frame.join(gaps, on=list(SUBJECT), how="left")


def with_movement(frame: Eager, previous: dict[str, str]) -> Eager:
    """Add ``previous_rank`` and ``movement`` (positive: places gained).

    ``previous`` gives for each period the one that it is compared with.
    """
    back = {before: period for period, before in previous.items()}
    earlier = frame.filter(nw.col("period").is_in(list(back)))
    renamed = earlier.select(
        "group", "unit", previous_rank="rank", period=moved(nw.col("period"), back)
    )
    joined = frame.join(renamed, on=list(SUBJECT), how="left")
    return joined.with_columns(movement=nw.col("previous_rank") - nw.col("rank"))


def moved(period: nw.Expr, names: dict[str, str]) -> nw.Expr:
    """Rename periods."""
    result: nw.Expr = nw.lit(None).cast(nw.String)
    for old, new in names.items():
        result = nw.when(period == old).then(nw.lit(new)).otherwise(result)
    return result

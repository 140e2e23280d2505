"""Totals and ranks alone, pushed down to the backend: for data too large to keep every score.

The same steps as ``score``; only the tree is shortened. Where nothing is ever left out, bounded or
weighted by data, a unit's total is simply the sum of its indicators' points, so the backend can add
them up without handing the scores over.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import narwhals as nw

from saima.engine.assign import group_weights, ranked_units
from saima.engine.outcome import Eager, Inputs
from saima.engine.rates import policies
from saima.engine.rounding import rounded
from saima.engine.schedule import due
from saima.engine.score import finished, needed_periods, only, rated, score
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Combine, Policy, Weighting

SUBJECT = ("period", "group", "unit")


def is_plain(plan: Plan, periods: Sequence[Period]) -> bool:
    """Whether a total is the plain sum of weight x rate: no re-weighting, bounds or tie nodes."""
    nodes = (plan.total, *(node.aggregation for node in plan.nodes))
    sums = all(n.combine is Combine.SUM and n.weighting is Weighting.FIXED for n in nodes)
    unbounded = all(node.floor is None and node.cap is None for node in plan.nodes)
    own = not any(i.held_by or i.except_units for i in plan.indicators)
    kept = not policies(plan) & {Policy.REWEIGHT}
    breaks = set(plan.ranking.tie_break) <= {"bonus", "deduction"}
    everything_due = all(
        due(plan, indicator, period).expected > 0
        for indicator in plan.indicators
        for period in periods
    )
    return sums and unbounded and own and kept and breaks and everything_due


def standings(
    plan: Plan, inputs: Inputs, periods: Iterable[Period], *, as_of: str | None = None
) -> Eager:
    """The ``totals`` of ``score`` without scores, nodes, reasons and triggers."""
    wanted = tuple(sorted(set(periods)))
    scored = needed_periods(plan, wanted)
    if not is_plain(plan, scored):
        return score(plan, inputs, wanted, as_of=as_of).totals
    sums = summed(plan, inputs, scored, as_of, present_only=True)
    if not everything_there(plan, sums, scored):
        sums = summed(plan, inputs, scored, as_of, present_only=False)
    points = rounded(nw.col("points"), plan.decimals.points)
    totals = sums.select(*SUBJECT, base=nw.when(nw.col("blocks") == 0).then(points))
    return only(finished(plan, inputs, totals, scored), wanted)


def summed(
    plan: Plan,
    inputs: Inputs,
    scored: Sequence[Period],
    as_of: str | None,
    *,
    present_only: bool,
) -> Eager:
    """Points, blocked scores and number of scores per period and unit."""
    points = rounded(nw.col("stated_weight") * nw.col("rate"), plan.decimals.points)
    frame = rated(plan, inputs, scored, as_of, present_only=present_only)
    scored_on = ~nw.col("stated_weight").is_null()
    return (
        frame.with_columns(points=points, blocks=(nw.col("blocked") & scored_on).cast(nw.Int64))
        .group_by(*SUBJECT)
        .agg(
            nw.col("points").sum(),
            nw.col("blocks").sum(),
            nw.col("stated_weight").count().alias("scores"),
        )
        .collect(inputs.results)
        .filter(~nw.col("group").is_null())
    )


def everything_there(plan: Plan, sums: Eager, scored: Sequence[Period]) -> bool:
    """Whether every ranked unit has a score for every indicator of its group."""
    counts = Counter(code for i in plan.indicators for code in group_weights(plan, i))
    wanted = sum(counts[str(unit.group)] for p in scored for unit in ranked_units(plan, p))
    return int(sums["scores"].sum()) == wanted

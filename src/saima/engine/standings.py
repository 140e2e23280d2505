"""Totals and ranks alone, pushed down to the backend: for data too large to keep every score.

The same steps as ``score``; only the tree is shortened. Where nothing is ever left out, bounded or
weighted by data, a unit's total is simply the sum of its indicators' points, so the backend can add
them up without handing the scores over.
"""

from collections.abc import Iterable, Sequence

import narwhals as nw

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
    kept = not policies(plan) & {Policy.REWEIGHT}
    breaks = set(plan.ranking.tie_break) <= {"bonus", "deduction"}
    everything_due = all(
        due(plan, indicator, period).expected > 0
        for indicator in plan.indicators
        for period in periods
    )
    return sums and unbounded and kept and breaks and everything_due


def standings(
    plan: Plan, inputs: Inputs, periods: Iterable[Period], *, as_of: str | None = None
) -> Eager:
    """The ``totals`` of ``score`` without scores, nodes, reasons and triggers."""
    wanted = tuple(sorted(set(periods)))
    scored = needed_periods(plan, wanted)
    if not is_plain(plan, scored):
        return score(plan, inputs, wanted, as_of=as_of).totals
    decimals = plan.decimals.points
    points = rounded(nw.col("stated_weight") * nw.col("rate"), decimals)
    sums = (
        rated(plan, inputs, scored, as_of)
        .with_columns(points=points, blocks=nw.col("blocked").cast(nw.Int64))
        .group_by(*SUBJECT)
        .agg(nw.col("points").sum(), nw.col("blocks").sum())
        .collect(inputs.results)
    )
    base = nw.when(nw.col("blocks") == 0).then(rounded(nw.col("points"), decimals))
    totals = sums.select(*SUBJECT, base=base)
    return only(finished(plan, inputs, totals, scored), wanted)

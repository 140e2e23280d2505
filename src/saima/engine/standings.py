"""Totals and ranks alone, pushed down to the backend: for data too large to keep every score.

The same steps as ``score``; only the tree is shortened. Where nothing is ever left out, bounded or
weighted by data, a unit's total is simply the sum of its indicators' points, so the backend can add
them up without handing the scores over.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
WANTED: Mapping[str, type[nw.String] | type[nw.Int64]] = {
    "period": nw.String,
    "group": nw.String,
    "unit": nw.String,
    "wanted": nw.Int64,
}
COUNTED = ({Policy.ZERO}, {Policy.PROBLEM})
"""Where all missing values follow one of these, counting the scores tells what they do."""


def is_plain(plan: Plan, periods: Sequence[Period]) -> bool:
    """Whether a total is the plain sum of weight x rate: no re-weighting, bounds or tie nodes."""
    nodes = (plan.total, *(node.aggregation for node in plan.nodes))
    sums = all(n.combine is Combine.SUM and n.weighting is Weighting.FIXED for n in nodes)
    free = all(node.weight is node.floor is node.cap is None for node in plan.nodes)
    own = not any(i.held_by or i.except_units for i in plan.indicators)
    weighty = all(weight > 0 for i in plan.indicators for weight in group_weights(plan, i).values())
    kept = not policies(plan) & {Policy.REWEIGHT}
    breaks = set(plan.ranking.tie_break) <= {"bonus", "deduction"}
    everything_due = all(
        due(plan, indicator, period).expected > 0
        for indicator in plan.indicators
        for period in periods
    )
    return sums and free and own and weighty and kept and breaks and everything_due


def standings(
    plan: Plan, inputs: Inputs, periods: Iterable[Period], *, as_of: str | None = None
) -> Eager:
    """The ``totals`` of ``score`` without scores, nodes, reasons and triggers."""
    wanted = tuple(sorted(set(periods)))
    scored = needed_periods(plan, wanted)
    if not is_plain(plan, scored):
        return score(plan, inputs, wanted, as_of=as_of).totals
    sums = summed(plan, inputs, scored, as_of, present_only=True)
    absent = {plan.missing_policy(indicator) for indicator in plan.indicators}
    whole = nw.col("scores") == nw.col("wanted")
    if absent not in COUNTED and not sums.filter(~whole).is_empty():
        sums = summed(plan, inputs, scored, as_of, present_only=False)
    pointed = nw.col("pointed") == nw.col("scores" if absent == {Policy.ZERO} else "wanted")
    points = rounded(nw.col("points"), plan.decimals.points)
    totals = sums.select(*SUBJECT, base=nw.when(pointed).then(points))
    return only(finished(plan, inputs, totals, scored), wanted)


def summed(
    plan: Plan,
    inputs: Inputs,
    scored: Sequence[Period],
    as_of: str | None,
    *,
    present_only: bool,
) -> Eager:
    """Sums of points and numbers of scores, one row per period and ranked unit.

    ``pointed`` scores have points, ``scores`` are there, ``wanted`` should be there.
    """
    points = rounded(nw.col("stated_weight") * nw.col("rate"), plan.decimals.points)
    frame = rated(plan, inputs, scored, as_of, present_only=present_only)
    # Filtered here, because DuckDB 2.0 would else try to add up below the joins: planning that
    # unfolds every expression and takes longer than the adding up.
    sums = (
        frame.with_columns(points=points)
        .filter(nw.col("blocked") | ~nw.col("points").is_null())
        .group_by(*SUBJECT)
        .agg(
            nw.col("points").sum(),
            nw.col("points").count().cast(nw.Int64).alias("pointed"),
            nw.col("stated_weight").count().cast(nw.Int64).alias("scores"),
        )
        .collect(inputs.results)
    )
    table = nw.from_dict(wanted_scores(plan, scored), WANTED, backend=nw.get_native_namespace(sums))
    return table.join(sums, on=list(SUBJECT), how="left").with_columns(
        nw.col("points").fill_null(0.0), nw.col("pointed", "scores").fill_null(0)
    )


def wanted_scores(plan: Plan, scored: Sequence[Period]) -> dict[str, list[object]]:
    """How many indicators every ranked unit is scored on, as columns ``WANTED``."""
    counts = Counter(group for i in plan.indicators for group in group_weights(plan, i))
    rows = [
        (name, unit.group, unit.code, counts[str(unit.group)])
        for name, period in ((str(period), period) for period in scored)
        for unit in ranked_units(plan, period)
    ]
    there = [row for row in rows if row[-1]]
    return {name: [row[place] for row in there] for place, name in enumerate(WANTED)}

"""The whole calculation, from observations to ranks: the way into the engine."""

from collections.abc import Iterable, Sequence

import narwhals as nw

from saima.engine.assign import assigned, observed_only
from saima.engine.columns import NODES, SCORES, TOTALS
from saima.engine.histories import fired
from saima.engine.outcome import Eager, Inputs, Lazy, Outcome
from saima.engine.points import Pointed, pointed
from saima.engine.ranks import ranked, with_movement
from saima.engine.rates import with_policies, with_rates
from saima.engine.rounding import snapped
from saima.engine.rulebook import Rulebook
from saima.engine.targets import with_comparison, with_lights, with_targets
from saima.engine.totals import with_adjustments, with_exact, with_year
from saima.engine.tree import CHILD, Shape, grown
from saima.engine.unscored import problems_of, refuse_without_indicators, with_reasons
from saima.engine.values import beside, prepared
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.plan.tree import ROOT, Direction

OBSERVED_KEYS = ["period", "observed_unit", "indicator"]
OBSERVED = ("period", "indicator", "value", "field", "state")
ONLY_COMPARED = ("method", "accumulates", "planned", "lit", "direction", "compare", "low", "high")
"""Columns of rules that only comparisons and lights look at, or nobody at all."""


def score(
    plan: Plan, inputs: Inputs, periods: Iterable[Period], *, as_of: str | None = None
) -> Outcome:
    """Score ``periods`` and whatever they need (quarters of a year, the period before).

    ``as_of``: ISO time; entries recorded later are left out. Raises nothing for missing values:
    they follow the plan's policies and are named in ``problems``.
    """
    wanted = tuple(sorted(set(periods)))
    scored = needed_periods(plan, wanted)
    leaves = with_lights(plan, rated(plan, inputs, scored, as_of)).collect(inputs.results)
    shape = Shape(plan)
    tree = grown(shape, inputs, as_children(plan, inputs, leaves))
    points = pointed(shape, tree.children, plan.decimals.points)
    scores = scores_of(leaves, points)
    totals = totals_of(plan, inputs, points, scored)
    nodes = nodes_of(points)
    totals = with_reasons(totals, scores, nodes)
    return Outcome(
        plan=plan,
        periods=wanted,
        scores=only(scores, wanted),
        nodes=only(nodes, wanted),
        totals=only(totals, wanted),
        weights=None if tree.weights is None else only(tree.weights, wanted),
        problems=tuple(problems_of(only(scores, wanted), only(nodes, wanted))),
        triggers=tuple(t for t in fired(plan, totals, scores, scored) if t.period in wanted),
    )


def needed_periods(plan: Plan, wanted: Sequence[Period]) -> tuple[Period, ...]:
    """The wanted periods with those that their movement, year score and consequences look at."""
    needed = set(wanted)
    kinds = {PeriodKind(rule.period) for rule in plan.consequences}
    for period in wanted:
        needed.add(period.previous())
        if period.kind is PeriodKind.YEAR and plan.year_score is not None:
            needed.update(period.inside(PeriodKind.QUARTER))
        if period.kind in kinds:
            needed.update(Period.of(period.year, period.kind, n) for n in range(1, period.index))
    return tuple(sorted(p for p in needed if p in wanted or p.year == plan.year))


def rated(
    plan: Plan,
    inputs: Inputs,
    scored: Sequence[Period],
    as_of: str | None,
    *,
    present_only: bool = False,
) -> Lazy:
    """One lazy row per assigned unit, indicator and period, scored up to its rate.

    ``present_only``, for totals alone: rows without any value are left out instead of following
    their policy, values that nobody is scored on stay in without a weight, and columns that no
    formula reads are not computed. Raises Problems for a plan without indicators.
    """
    refuse_without_indicators(plan)
    book = Rulebook(plan)
    past = book.reads("last_year") or book.reads("growth")
    before = book.reads("previous_value")
    compared = not present_only or book.reads("meets") or book.reads("outside")
    shifted = [p.last_year() for p in scored if past] + [p.previous() for p in scored if before]
    gathered = tuple(sorted({*scored, *shifted}))
    rules = book.table(inputs, gathered, () if compared else ONLY_COMPARED)
    values = prepared(plan, inputs, rules, gathered, as_of)
    if present_only:
        frame = observed_only(plan, inputs, scored, values)
    else:
        observed = values.select(*OBSERVED, observed_unit="unit")
        frame = assigned(plan, inputs, scored).join(observed, on=OBSERVED_KEYS, how="left")
        frame = frame.join(rules, on=["period", "indicator"], how="left")
    for name, used, other in (
        ("last_year", past, Period.last_year),
        ("previous_value", before, Period.previous),
    ):
        if used or not present_only:
            found = beside(inputs, values, scored, name, other) if used else None
            frame = with_other(frame, found, name)
    if past or not present_only:
        frame = with_growth(frame)
    frame = with_relative(plan, frame, values).with_columns(weight=nw.col("stated_weight"))
    frame = with_targets(plan, inputs, frame)
    frame = with_comparison(frame) if compared else frame
    return with_policies(plan, with_rates(book, frame))


def with_other(frame: Lazy, other: Lazy | None, name: str) -> Lazy:
    """Join the value of another period, or an empty column."""
    if other is None:
        return frame.with_columns(nw.lit(None).cast(nw.Float64).alias(name))
    return frame.join(other.rename({"unit": "observed_unit"}), on=OBSERVED_KEYS, how="left")


def with_growth(frame: Lazy) -> Lazy:
    """Add ``growth`` in percent against last year, where last year's value is positive."""
    growth = (nw.col("value") / nw.col("last_year") - 1.0) * 100.0
    return frame.with_columns(growth=nw.when(nw.col("last_year") > 0).then(snapped(growth)))


def with_relative(plan: Plan, frame: Lazy, values: Lazy) -> Lazy:
    """Join the value of the indicator that a target is relative to (S76)."""
    if not any(i.target is not None and i.target.relative_to for i in plan.indicators):
        return frame
    others = values.select(
        "period", observed_unit="unit", relative_to="indicator", relative_value="value"
    )
    return frame.join(others, on=["period", "observed_unit", "relative_to"], how="left")


def as_children(plan: Plan, inputs: Inputs, leaves: Eager) -> Eager:
    """The scored indicators as rows of the tree."""
    rows: dict[str, list[object]] = {
        "indicator": [indicator.code for indicator in plan.indicators],
        "parent": [indicator.parent for indicator in plan.indicators],
        "falls": [indicator.direction is Direction.LOWER for indicator in plan.indicators],
    }
    schema = {"indicator": nw.String, "parent": nw.String, "falls": nw.Boolean}
    parents = inputs.table(rows, schema).collect(inputs.results)
    return (
        leaves.join(parents, on="indicator", how="left")
        .with_columns(code=nw.col("indicator"), weight="stated_weight", held=nw.lit(value=False))
        .select(*CHILD)
    )


def scores_of(leaves: Eager, points: Pointed) -> Eager:
    """The published columns first, then everything that explains them."""
    own = points.indicators.select(
        "period", "unit", "parent", "points", "effective", indicator="code"
    )
    joined = leaves.drop("weight").join(own, on=["period", "unit", "indicator"], how="left")
    counted = nw.when(nw.col("counts")).then(nw.col("rate"))
    joined = joined.with_columns(rate=counted).rename({"effective": "weight"})
    rest = [name for name in joined.columns if name not in SCORES]
    return joined.select(*SCORES, *rest).sort("period", "group", "unit", "indicator")


def nodes_of(points: Pointed) -> Eager:
    """One row per period, unit and node, the root included; ``cut`` as in ``Pointed``.

    ``note``: why the node has no rate; ``blocked`` where something below it has none.
    """
    why = nw.coalesce("reason", nw.lit("blocked"))
    note = nw.when(nw.col("blocked")).then(why).otherwise(nw.lit(""))
    frame = points.nodes.with_columns(note=note, node=nw.col("code"), weight=nw.col("effective"))
    extra = ("parent", "cut", "held", "counts", "reason")
    return frame.select(*NODES, *extra).sort("period", "group", "unit", "node")


def totals_of(plan: Plan, inputs: Inputs, points: Pointed, scored: Sequence[Period]) -> Eager:
    """Totals with adjustments, the year's combination, ranks, movement and tie-break columns."""
    roots = points.nodes.filter(nw.col("code") == ROOT)
    totals = roots.select("period", "group", "unit", base="points")
    keys = [key for key in plan.ranking.tie_break if key not in ("bonus", "deduction")]
    return finished(plan, inputs, with_node_points(totals, points, keys), scored)


def finished(plan: Plan, inputs: Inputs, totals: Eager, scored: Sequence[Period]) -> Eager:
    """From the trees' points (``base``) to adjusted, combined and ranked totals."""
    totals = with_adjustments(plan, inputs, totals, scored)
    totals = with_exact(with_year(plan, totals, Period.of(plan.year, PeriodKind.YEAR)))
    totals = totals.with_columns(deduction_=0.0 - nw.col("deduction"))
    tie_breaks = [
        {"bonus": "bonus", "deduction": "deduction_"}.get(key, f"tie_{key}")
        for key in plan.ranking.tie_break
    ]
    totals = ranked(plan, totals, tie_breaks).drop("deduction_", "compared")
    previous = {str(period): str(period.previous()) for period in scored}
    totals = with_movement(totals, previous)
    rest = [name for name in totals.columns if name not in TOTALS]
    return totals.select(*TOTALS, *rest).sort("period", "group", "rank", "unit", nulls_last=True)


def with_node_points(totals: Eager, points: Pointed, codes: Sequence[str]) -> Eager:
    """Add the points of nodes that break ties, as ``tie_<code>``."""
    for code in codes:
        rows = points.nodes.filter(nw.col("code") == code)
        column = rows.select("period", "unit", nw.col("points").alias(f"tie_{code}"))
        totals = totals.join(column, on=["period", "unit"], how="left")
    return totals


def only(frame: Eager, periods: Sequence[Period]) -> Eager:
    """The rows of the wanted periods."""
    return frame.filter(nw.col("period").is_in([str(period) for period in periods]))

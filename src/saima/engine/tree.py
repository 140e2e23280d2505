"""From rates of indicators to rates of nodes, bottom up through the tree of goals.

Every child, indicator or node, is a row of one shape (``CHILD``); a level is put together by the
combination of its parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from saima.engine.outcome import Eager, Inputs
from saima.engine.topsis import closeness
from saima.engine.weighting import weighted
from saima.plan.plan import Plan
from saima.plan.tree import ROOT, Combine, Node, Weight, ZeroRule

ADDITIVE = (Combine.SUM, Combine.MEAN)
SUBJECT = ("period", "group", "unit")
CHILD = (*SUBJECT, "code", "parent", "weight", "rate", "value", "falls", "counts", "blocked", "held")
"""``falls``: lower is better; ``counts`` false: left out; ``held``: the node's points are not the
sum of its children's, because of a floor or cap or its way of combining."""


@dataclass(frozen=True)
class Grown:
    """All rows of the tree: ``children`` (CHILD, weights as used) and data-driven ``weights``."""

    children: Eager
    weights: Eager | None
    undefined: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shape:
    """Depths and rules of the plan's nodes; the root is at depth 0."""

    plan: Plan

    @cached_property
    def depth(self) -> dict[str, int]:
        """Depth of each node."""
        depths = {ROOT: 0}
        for node in self.plan.nodes:
            path = [node.code]
            while path[-1] not in depths:
                path.append(self.plan.node_by_code[path[-1]].parent)
            for above, code in zip(path[:0:-1], path[-2::-1], strict=True):
                depths[code] = depths[above] + 1
        return depths

    @cached_property
    def levels(self) -> list[list[str]]:
        """Node codes with children by depth, deepest first."""
        deepest = max(self.depth.values())
        return [
            [code for code in self.depth if self.depth[code] == level and code in self.plan.children]
            for level in range(deepest, -1, -1)
        ]

    def node_rows(self) -> list[tuple[str, str, Node | None, float | None]]:
        """One row per group and node: group, code, node, stated weight."""
        rows: list[tuple[str, str, Node | None, float | None]] = []
        for group in self.plan.groups:
            rows.append((group.code, ROOT, None, None))
            for node in self.plan.nodes:
                rows.append((group.code, node.code, node, stated(node.weight, group.code)))
        return rows


def stated(weight: Weight | None, group: str) -> float | None:
    """A node's stated weight in a group, if there is one."""
    return weight.get(group) if isinstance(weight, dict) else weight


def node_table(shape: Shape, inputs: Inputs) -> Eager:
    """Parent, stated weight and bounds of every node in every group."""
    rows = shape.node_rows()
    columns = {
        "group": [group for group, *_ in rows],
        "code": [code for _, code, *_ in rows],
        "parent": [node.parent if node else "" for _, _, node, _ in rows],
        "node_weight": [weight for *_, weight in rows],
        "floor": [node.floor if node else None for _, _, node, _ in rows],
        "cap": [node.cap if node else None for _, _, node, _ in rows],
        "sums": [shape.plan.aggregation(code).combine is Combine.SUM for _, code, *_ in rows],
        "additive": [shape.plan.aggregation(code).combine in ADDITIVE for _, code, *_ in rows],
    }
    schema = {
        "group": nw.String,
        "code": nw.String,
        "parent": nw.String,
        "node_weight": nw.Float64,
        "floor": nw.Float64,
        "cap": nw.Float64,
        "sums": nw.Boolean,
        "additive": nw.Boolean,
    }
    return inputs.table(columns, schema).collect(inputs.results)


def grown(shape: Shape, inputs: Inputs, leaves: Eager) -> Grown:
    """Put the tree together level by level; ``leaves`` are CHILD rows of the indicators."""
    nodes = node_table(shape, inputs)
    done: list[Eager] = []
    data_weights: list[Eager] = []
    undefined: list[tuple[str, str]] = []
    above: list[Eager] = []
    for level in shape.levels:
        children = nw.concat(
            [leaves.filter(nw.col("parent").is_in(level)), *above], how="vertical"
        )
        children, found, failed = weighted(shape.plan, level, children)
        undefined += failed
        data_weights += found
        done.append(children)
        above = [with_bounds(part, nodes) for part in combined(shape.plan, level, children)]
    done.extend(above)
    weights = nw.concat(data_weights, how="vertical") if data_weights else None
    return Grown(nw.concat(done, how="vertical"), weights, tuple(undefined))


def combined(plan: Plan, level: Sequence[str], children: Eager) -> list[Eager]:
    """The nodes of a level from their children, one frame per way of combining."""
    parts = []
    for combine in Combine:
        codes = [code for code in level if plan.aggregation(code).combine is combine]
        if not codes:
            continue
        mine = children.filter(nw.col("parent").is_in(codes))
        if combine is Combine.TOPSIS:
            parts += [by_topsis(plan, code, mine) for code in codes]
        elif combine is Combine.GEOMETRIC:
            parts += [by_geometric(plan, code, mine) for code in codes]
        else:
            parts.append(by_mean(mine))
    return parts


def summed(children: Eager) -> Eager:
    """What every combination needs: weights, whether anything counts, whether anything blocks."""
    counted = nw.when(nw.col("counts")).then(nw.col("weight")).otherwise(nw.lit(0.0))
    return (
        children.with_columns(available=counted)
        .with_columns(
            earned=nw.col("available") * nw.col("rate").fill_null(0.0),
            blocks=(nw.col("blocked") & nw.col("counts")).cast(nw.Int64),
        )
        .group_by(*SUBJECT, "parent")
        .agg(
            nw.col("weight").sum().alias("full"),
            nw.col("available").sum(),
            nw.col("earned").sum(),
            nw.col("blocks").sum(),
            nw.col("counts").cast(nw.Int64).sum().alias("counted"),
        )
    )


def by_mean(children: Eager) -> Eager:
    """Weighted mean of what counts; a sum of points is the same with the summed weight."""
    possible = nw.when(nw.col("available") > 0)
    return summed(children).with_columns(rate=possible.then(nw.col("earned") / nw.col("available")))


def by_geometric(plan: Plan, code: str, children: Eager) -> Eager:
    """Weighted geometric mean of what counts; a zero does what the plan says."""
    mine = children.filter(nw.col("parent") == code)
    positive = nw.col("rate") > 0
    logarithm = nw.when(positive).then(nw.col("rate")).otherwise(nw.lit(1.0)).log()
    zeros = (nw.col("counts") & (nw.col("rate") <= 0)).fill_null(value=False)
    weight = nw.when(nw.col("counts")).then(nw.col("weight")).otherwise(nw.lit(0.0))
    sums = (
        mine.with_columns(logarithm=logarithm * weight, zeros=zeros.cast(nw.Int64))
        .group_by(*SUBJECT, "parent")
        .agg(nw.col("logarithm").sum(), nw.col("zeros").sum())
    )
    mean = (nw.col("logarithm") / nw.col("available")).exp()
    refuses = plan.aggregation(code).zero is ZeroRule.PROBLEM
    zero_blocks = nw.col("zeros") if refuses else nw.lit(0)
    return (
        summed(mine)
        .join(sums, on=[*SUBJECT, "parent"], how="left")
        .with_columns(
            rate=nw.when(nw.col("zeros") > 0).then(nw.lit(0.0)).otherwise(mean),
            blocks=nw.col("blocks") + zero_blocks,
        )
        .drop("logarithm", "zeros")
    )


def by_topsis(plan: Plan, code: str, children: Eager) -> Eager:
    """Closeness among the units whose children all count."""
    mine = children.filter(nw.col("parent") == code)
    sums = summed(mine)
    whole = sums.filter((nw.col("blocks") == 0) & (nw.col("available") == nw.col("full")))
    cells = mine.join(whole.select(*SUBJECT), on=[*SUBJECT], how="semi")
    rates = closeness(cells, plan.aggregation(code).normalise.value)
    return sums.join(rates, on=[*SUBJECT, "parent"], how="left").with_columns(
        blocks=nw.col("blocks") + nw.col("rate").is_null().cast(nw.Int64)
    )


def with_bounds(part: Eager, nodes: Eager) -> Eager:
    """Turn combined rows into CHILD rows: the node's weight, floor and cap.

    Without a stated weight a sum weighs what its children weigh, any other combination one.
    """
    rate = nw.when(nw.col("blocks") == 0).then(nw.col("rate"))
    bounded = nw.max_horizontal(nw.min_horizontal("rate", "cap"), "floor")
    kept = nw.when(~nw.col("rate").is_null()).then(bounded)
    held = ~nw.col("additive") | (kept != nw.col("rate")).fill_null(value=False)
    return (
        part.rename({"parent": "code"})
        .join(nodes, on=["group", "code"], how="left")
        .with_columns(rate=rate)
        .with_columns(held=held)
        .with_columns(
            weight=nw.coalesce("node_weight", nw.when(nw.col("sums")).then(nw.col("full")), nw.lit(1.0)),
            rate=kept,
            value=nw.lit(None).cast(nw.Float64),
            falls=nw.lit(value=False),
            counts=nw.col("counted") > 0,
            blocked=nw.col("blocks") > 0,
        )
        .select(*CHILD)
    )

"""From rates of indicators to rates of nodes, bottom up through the tree of goals.

Every child, indicator or node, is a row of one shape (``CHILD``); a level is put together by the
combination of its parent (``combine``).
"""

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from saima.engine.combine import SUBJECT, combined
from saima.engine.outcome import Eager, Inputs
from saima.engine.weighting import weighed
from saima.plan.plan import Plan
from saima.plan.tree import ROOT, Combine, Node, Weight

ADDITIVE = (Combine.SUM, Combine.MEAN)
CHILD = (
    *SUBJECT,
    "code",
    "parent",
    "weight",
    "rate",
    "value",
    "falls",
    "counts",
    "blocked",
    "held",
    "reason",
)
"""``falls``: lower is better; ``counts`` false: left out; ``held``: the node's points are not the
sum of its children's, because of a floor or cap or its way of combining; ``reason``: why the row
itself, not only something below it, has no rate."""


@dataclass(frozen=True)
class Grown:
    """All rows of the tree: ``children`` (CHILD, weights as used) and data-driven ``weights``."""

    children: Eager
    weights: Eager | None


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
            [code for code in self.plan.children if self.depth[code] == level]
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
    columns: dict[str, list[object]] = {
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
    above: list[Eager] = []
    for level in shape.levels:
        children = nw.concat([leaves.filter(nw.col("parent").is_in(level)), *above], how="vertical")
        found = weighed(shape.plan, level, children)
        done.append(found.children)
        if found.found is not None:
            data_weights.append(found.found)
        above = [
            with_bounds(with_failures(part, found.failed), nodes)
            for part in combined(shape.plan, level, found.children)
        ]
    done.extend(above)
    weights = nw.concat(data_weights, how="vertical") if data_weights else None
    return Grown(nw.concat(done, how="vertical"), weights)


def with_failures(part: Eager, failed: Eager | None) -> Eager:
    """Let a failed weighting be the reason why a node has no rate."""
    nodes = part.rename({"parent": "code"})
    if failed is None:
        return nodes
    joined = nodes.join(failed, on=["period", "group", "code"], how="left")
    return joined.with_columns(reason=nw.coalesce("failure", "reason")).drop("failure")


def with_bounds(part: Eager, nodes: Eager) -> Eager:
    """Turn combined rows into CHILD rows: the node's weight, floor and cap.

    Without a stated weight a sum weighs what its children weigh, any other combination one.
    """
    rate = nw.when(nw.col("blocks") == 0).then(nw.col("rate"))
    bounded = nw.max_horizontal(nw.min_horizontal("rate", "cap"), "floor")
    kept = nw.when(~nw.col("rate").is_null()).then(bounded)
    of_children = nw.when(nw.col("sums")).then(nw.col("full"))
    held = ~nw.col("additive") | (kept != nw.col("rate")).fill_null(value=False)
    return (
        part.join(nodes, on=["group", "code"], how="left")
        .with_columns(rate=rate)
        .with_columns(held=held)
        .with_columns(
            weight=nw.coalesce("node_weight", of_children, nw.lit(1.0)),
            rate=kept,
            value=nw.lit(None).cast(nw.Float64),
            falls=nw.lit(value=False),
            counts=nw.col("counted") > 0,
            blocked=nw.col("blocks") > 0,
        )
        .select(*CHILD)
    )

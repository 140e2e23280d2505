"""The weights of a node's children where the plan does not state them as numbers."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np

from saima.engine.outcome import Eager
from saima.engine.weights import DATA_DRIVEN, ahp
from saima.plan.plan import Plan
from saima.plan.tree import Weighting

KEYS = ("period", "group", "parent", "code")


def weighted(
    plan: Plan, level: Sequence[str], children: Eager
) -> tuple[Eager, list[Eager], list[tuple[str, str]]]:
    """Replace weights under the level's nodes whose weighting is not fixed.

    Gives the children, the weights found (period, group, node, child, weight) and the failures
    (node, code); children of a failed weighting keep the stated weights but are blocked.
    """
    found: list[dict[str, Any]] = []
    failed: list[tuple[str, str]] = []
    for code in level:
        weighting = plan.aggregation(code).weighting
        if weighting is Weighting.FIXED:
            continue
        mine = children.filter(nw.col("parent") == code)
        for (period, group), part in mine.group_by("period", "group"):
            key = {"period": period, "group": group, "parent": code}
            try:
                weights = part_weights(plan, code, part)
            except ValueError as problem:
                failed.append((code, str(problem)))
                weights = {str(child): float("nan") for child in part["code"].unique()}
            found += [{**key, "code": child, "new": new} for child, new in weights.items()]
    if not found:
        return children, [], []
    return replaced(children, found), [published(children, found)], failed


def part_weights(plan: Plan, code: str, part: Eager) -> dict[str, float]:
    """Weights of one node's children in one period and group; raises ValueError with a code."""
    aggregation = plan.aggregation(code)
    order = [child.code for child in plan.children[code]]
    present = set(part["code"].to_list())
    names = [child for child in order if child in present]
    if aggregation.weighting is Weighting.EQUAL:
        return dict.fromkeys(names, 1.0)
    if aggregation.weighting is Weighting.AHP:
        shares = dict(zip(order, ahp(aggregation.comparisons).tolist(), strict=True))
        return {name: shares[name] for name in names}
    by_unit: dict[str, dict[str, tuple[float | None, bool]]] = {}
    for row in part.iter_rows(named=True):
        leaf = row["code"] in plan.indicator_by_code
        cell = (row["value"] if leaf else row["rate"], bool(row["falls"]))
        by_unit.setdefault(row["unit"], {})[row["code"]] = cell
    rows = [
        [cells[name][0] for name in names]
        for cells in by_unit.values()
        if all(name in cells and cells[name][0] is not None for name in names)
    ]
    if not rows:
        message = "no_complete_unit"
        raise ValueError(message)
    falls = {name: cells[name][1] for cells in by_unit.values() for name in names if name in cells}
    signs = [-1 if falls[name] else 1 for name in names]
    weights = DATA_DRIVEN[aggregation.weighting.value](np.array(rows, dtype=np.float64), signs)
    return dict(zip(names, weights.tolist(), strict=True))


def replaced(children: Eager, found: Sequence[dict[str, Any]]) -> Eager:
    """Put the new weights in; a failed weighting blocks its rows."""
    table = as_frame(children, found)
    failed = nw.col("new").is_nan().fill_null(value=False)
    new = nw.when(~failed).then(nw.col("new"))
    return (
        children.join(table, on=list(KEYS), how="left")
        .with_columns(
            weight=nw.coalesce(new, nw.col("weight")), blocked=nw.col("blocked") | failed
        )
        .select(*children.columns)
    )


def published(children: Eager, found: Sequence[dict[str, Any]]) -> Eager:
    """The weights as a table of their own."""
    return as_frame(children, found).select(
        "period", "group", node="parent", child="code", weight="new"
    )


def as_frame(like: Eager, rows: Sequence[dict[str, Any]]) -> Eager:
    """Rows as a frame of the same backend as ``like``."""
    columns = {name: [row[name] for row in rows] for name in (*KEYS, "new")}
    return nw.from_dict(columns, backend=nw.get_native_namespace(like))

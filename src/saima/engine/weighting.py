"""The weights of a node's children where the plan does not state them as numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from saima.engine.outcome import Eager
from saima.engine.weights import DATA_DRIVEN, ahp
from saima.plan.plan import Plan
from saima.plan.tree import Weighting

KEYS = ("period", "group", "parent", "code")
FOUND: Mapping[str, type[nw.String] | type[nw.Float64]] = {
    "period": nw.String,
    "group": nw.String,
    "parent": nw.String,
    "code": nw.String,
    "new": nw.Float64,
    "failure": nw.String,
}


@dataclass(frozen=True)
class Weighed:
    """Children with the weights to use, and what came out of weightings that are not fixed.

    ``found``: period, group, node, child, weight (null where it failed). ``failed``: period, group,
    code (of the node), failure; the children there keep their stated weights but are blocked.
    """

    children: Eager
    found: Eager | None = None
    failed: Eager | None = None


def weighed(plan: Plan, level: Sequence[str], children: Eager) -> Weighed:
    """Replace the weights under the level's nodes whose weighting is not fixed."""
    rows: list[dict[str, Any]] = []
    for code in level:
        if plan.aggregation(code).weighting is Weighting.FIXED:
            continue
        mine = children.filter(nw.col("parent") == code)
        for (period, group), part in mine.group_by("period", "group"):
            key = {"period": period, "group": group, "parent": code}
            rows += [key | row for row in part_rows(plan, code, part)]
    if not rows:
        return Weighed(children)
    columns = {name: [row[name] for row in rows] for name in FOUND}
    table = nw.from_dict(columns, FOUND, backend=nw.get_native_namespace(children))
    failed = table.filter(~nw.col("failure").is_null())
    return Weighed(
        children=replaced(children, table),
        found=table.select("period", "group", node="parent", child="code", weight="new"),
        failed=failed.select("period", "group", "failure", code="parent").unique(),
    )


def part_rows(plan: Plan, code: str, part: Eager) -> Iterator[dict[str, Any]]:
    """One row per child of a node in one period and group: its weight, or why there is none."""
    try:
        weights = part_weights(plan, code, part)
    except ValueError as problem:
        for child in sorted(set(part["code"].to_list())):
            yield {"code": child, "new": None, "failure": str(problem)}
        return
    for child, weight in weights.items():
        yield {"code": child, "new": weight, "failure": None}


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
    counting = set(part.filter(nw.col("counts"))["code"].to_list())
    weights = from_data(plan, code, part, [name for name in names if name in counting])
    return dict.fromkeys(names, 0.0) | weights


def from_data(plan: Plan, code: str, part: Eager, names: Sequence[str]) -> dict[str, float]:
    """Weights from the units that have a cell for all of ``names``.

    A cell is an indicator's value or a node's rate. Raises ValueError with a code.
    """
    if not names:
        return {}
    cells: dict[str, dict[str, float]] = {}
    falls: dict[str, bool] = {}
    for row in part.iter_rows(named=True):
        cell = row["value" if row["code"] in plan.indicator_by_code else "rate"]
        falls[row["code"]] = row["falls"]
        if cell is not None:
            cells.setdefault(row["unit"], {})[row["code"]] = cell
    whole = [cells[unit] for unit in sorted(cells) if cells[unit].keys() >= set(names)]
    rows = [[of_unit[name] for name in names] for of_unit in whole]
    if not rows:
        message = "no_complete_unit"
        raise ValueError(message)
    signs = [-1 if falls[name] else 1 for name in names]
    find = DATA_DRIVEN[plan.aggregation(code).weighting.value]
    return dict(zip(names, find(np.array(rows, dtype=np.float64), signs).tolist(), strict=True))


def replaced(children: Eager, table: Eager) -> Eager:
    """Put the new weights in; a failed weighting blocks its rows."""
    return (
        children.join(table, on=list(KEYS), how="left")
        .with_columns(
            weight=nw.coalesce("new", "weight"),
            blocked=nw.col("blocked") | ~nw.col("failure").is_null(),
        )
        .select(*children.columns)
    )

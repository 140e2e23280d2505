"""What a scoring run needs and what it gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import narwhals as nw

from saima.engine.columns import Schema
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.problems import Problem

Lazy = nw.LazyFrame[Any]
Eager = nw.DataFrame[Any]
MakeTable = Callable[[Mapping[str, Sequence[object]], Schema], Lazy]


@dataclass(frozen=True)
class Inputs:
    """Frames of one backend (columns as in ``columns.py``) and how to make small ones beside them.

    ``table`` turns columns into a lazy frame of the same backend; ``results`` names the eager
    backend that collected frames come in (``polars``).
    """

    observations: Lazy
    table: MakeTable
    targets: Lazy | None = None
    adjustments: Lazy | None = None
    results: Literal["polars", "pandas", "pyarrow"] = "polars"


@dataclass(frozen=True)
class Trigger:
    """A consequence rule that fired: who, when, on which run of ranks, for the how-manyth time."""

    rule: str
    unit: str
    group: str
    indicator: str | None
    period: Period
    periods: tuple[Period, ...]
    ranks: tuple[float, ...]
    fields: tuple[int, ...]
    level: int
    card: str | None


@dataclass(frozen=True)
class Outcome:
    """Everything that scoring computed, intermediate values included.

    ``scores``: columns.SCORES plus observed_unit, annual_target, planned (share of it by
    then), light (green, watch, yellow, red, none), last_year, growth (percent), previous_value,
    field, parent, method parameters ``p_*`` and peer values ``r_*``.
    ``nodes``: columns.NODES. ``totals``: columns.TOTALS plus exact (unrounded total), base (the
    tree's points), bonus, deduction, eligible, quarters and year_end (parts of a year's total),
    overall_rank, overall_field, gap_above, gap_below, reason (why unranked).
    ``weights``: period, group, node, child, weight for data-driven weightings.
    """

    plan: Plan
    periods: tuple[Period, ...]
    scores: Eager
    nodes: Eager
    totals: Eager
    weights: Eager | None = None
    problems: tuple[Problem, ...] = ()
    triggers: tuple[Trigger, ...] = field(default_factory=tuple)

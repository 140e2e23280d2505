"""Random plans with random data: trees, methods, policies, groups, units and months."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import hypothesis.strategies as st

from saima.engine.outcome import Inputs, MakeTable, Outcome
from saima.engine.score import score
from saima.plan.methods.base import ScoringMethod
from saima.plan.methods.base_plus import BasePlus
from saima.plan.methods.benchmark_ratio import BenchmarkRatio
from saima.plan.methods.best_ratio import BestRatio
from saima.plan.methods.blend import Blend
from saima.plan.methods.column_share import ColumnShare
from saima.plan.methods.completion import Completion
from saima.plan.methods.counting import Counting
from saima.plan.methods.difference import Difference
from saima.plan.methods.efficacy import Efficacy
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.grades import Grades
from saima.plan.methods.improvement import Improvement
from saima.plan.methods.met import Met
from saima.plan.methods.min_max import MinMax
from saima.plan.methods.percentile import Percentile
from saima.plan.methods.rank_points import RankPoints
from saima.plan.methods.reverse_benchmark import ReverseBenchmark
from saima.plan.methods.steps import Steps
from saima.plan.methods.superior_rank import FieldBand, SuperiorRank
from saima.plan.methods.z_score import ZScore
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Decimals, Ranking
from saima.plan.tree import ROOT, Direction, Indicator, Node
from tests.engine.builders import POLARS, Row, adjustment, indicator, inputs, node, plan, units

UPWARD: Sequence[ScoringMethod] = (
    Completion(cap=1.2),
    BasePlus(per_point=0.3),
    Difference(per_point=0.5, floor=-1),
    Met(),
    Met(share=0.4, step=0.2),
    BestRatio(),
    BenchmarkRatio(cap=1.5),
    Efficacy(),
    MinMax(constant=0.5),
    ZScore(centre=0.6, spread=0.1),
    Percentile(),
    RankPoints(step=0.2),
    ColumnShare(),
    Blend(),
    Blend(level="best_ratio", growth="rank"),
    Improvement(of="value", per_place=1, base=0.5),
    Goalposts(low=0, high=30),
    Goalposts(low=1, high=40, log=True),
    Counting(each=0.7),
    Steps(table=((5, 0.5), (20, 1))),
)
DOWNWARD: Sequence[ScoringMethod] = (
    *(method for method in UPWARD if not isinstance(method, Goalposts | Counting | Steps)),
    ReverseBenchmark(),
    Goalposts(low=40, high=0),
    Counting(each=-0.2, floor=-1, cap=0),
)
RANKED: Sequence[ScoringMethod] = (
    RankPoints(step=0.1, given=True),
    Grades(table=(1, 0.7, 0.2)),
    Improvement(per_place=1),
    SuperiorRank(
        base=0.5, table=(FieldBand(field_at_most=5, points=(3, 0)), FieldBand(points=(2,), then=-1))
    ),
)
RANGED: Sequence[ScoringMethod] = (
    BasePlus(per_point=0.3),
    Difference(per_point=0.5),
    Met(share=0.5),
    Met(),
)
MONTHS = ("2021-01", "2021-02", "2021-03")
PAST = ("2020-01", "2020-02", "2020-03")


@dataclass(frozen=True)
class Chances:
    """What a random plan may contain."""

    methods: tuple[ScoringMethod, ...] = ()
    data_weights: bool = True
    group_means: bool = True
    gaps: bool = True
    only_sums: bool = False


@dataclass(frozen=True)
class Year:
    """A plan, its data and the periods to score."""

    plan: Plan
    observations: tuple[Row, ...]
    targets: tuple[Row, ...]
    adjustments: tuple[Row, ...]
    periods: tuple[Period, ...]

    def inputs(self, table: MakeTable = POLARS) -> Inputs:
        """The data as frames of a backend."""
        return inputs(self.observations, self.targets, self.adjustments, table)

    def scored(self, table: MakeTable = POLARS) -> Outcome:
        """The outcome on a backend."""
        return score(self.plan, self.inputs(table), self.periods)

    def without(self, unit: str) -> "Year":
        """The same year without a unit."""
        others = tuple(one for one in self.plan.units if one.code != unit)
        return replace(self, plan=self.plan.model_copy(update={"units": others}))


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    """Numbers with one decimal."""
    return st.integers(low * 10, high * 10).map(lambda number: number / 10)


Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def years(draw: Draw, chances: Chances = Chances()) -> Year:
    """A random plan with data for the first quarter and for that of the year before."""
    nodes = drawn_nodes(draw, chances)
    parents = [ROOT, *(one.code for one in nodes)]
    inner = {one.parent for one in nodes}
    leaves = [code for code in parents[1:] if code not in inner]
    homes = [*leaves, *draw(st.lists(st.sampled_from(parents), max_size=3))] or [ROOT]
    parts = [drawn_indicator(draw, chances, f"i{n}", home) for n, home in enumerate(homes)]
    groups = ["g", "h"][: draw(st.integers(1, 2))]
    members = [
        unit
        for group in groups
        for unit in units(" ".join(f"{group}{n}" for n in range(draw(st.integers(1, 4)))), group)
    ]
    ranking = {
        "on": draw(st.sampled_from(["rounded", "exact"])),
        "ties": draw(st.sampled_from(["min", "dense", "average"])),
        "tie_break": draw(st.sampled_from([(), ("bonus",), ("deduction", "bonus")])),
    }
    rules = plan(
        *nodes,
        *parts,
        units_=members,
        total={} if chances.only_sums else drawn_aggregation(draw, chances),
        ranking=Ranking.model_validate(ranking),
        span=draw(st.sampled_from(["to_date", "within"])),
        decimals=Decimals(points=draw(st.integers(1, 6)), total=draw(st.integers(0, 3))),
        adjustments=(adjustment("plus", "bonus", cap=3), adjustment("minus", "deduction")),
        deduction_cap=draw(st.sampled_from([None, 2.0])),
    )
    codes = [unit.code for unit in members]
    return Year(
        plan=rules,
        observations=tuple(drawn_observations(draw, chances, parts, codes)),
        targets=tuple(drawn_targets(draw, parts, codes)),
        adjustments=tuple(drawn_adjustments(draw, codes)),
        periods=tuple(Period.parse(text) for text in ("2021-03", "2021Q1")),
    )


def drawn_aggregation(draw: Draw, chances: Chances) -> dict[str, str]:
    """A way of combining and of weighting."""
    found = {"combine": draw(st.sampled_from(["sum", "sum", "mean", "geometric", "topsis"]))}
    if found["combine"] == "geometric":
        found["zero"] = draw(st.sampled_from(["problem", "zero"]))
    ways = ["fixed", "fixed", "equal"] + ["entropy", "critic"] * chances.data_weights
    return found | {"weighting": draw(st.sampled_from(ways))}


def drawn_nodes(draw: Draw, chances: Chances) -> list[Node]:
    """Up to five nodes; the tree of nodes and indicators is one to four levels deep."""
    found: list[Node] = []
    depth = {ROOT: 0}
    for number in range(draw(st.integers(0, 5))):
        parent = draw(st.sampled_from([code for code, level in depth.items() if level < 3]))
        given: dict[str, Any] = {}
        if not chances.only_sums:
            given = drawn_aggregation(draw, chances)
            given["weight"] = draw(st.sampled_from([None, 20, 35.5]))
            given["cap"] = draw(st.sampled_from([None, None, 0.8]))
            given["floor"] = draw(st.sampled_from([None, None, 0.1]))
        found.append(node(f"n{number}", parent, **given))
        depth[f"n{number}"] = depth[parent] + 1
    return found


def drawn_indicator(draw: Draw, chances: Chances, code: str, parent: str) -> Indicator:
    """An indicator whose method fits its direction and kind."""
    policies = ["problem", "zero", "full"] + ["group_mean"] * chances.group_means
    policies += ["reweight"] * (not chances.only_sums)
    given: dict[str, Any] = {
        "parent": parent,
        "weight": draw(st.sampled_from([5.0, 12.5, 30.0])),
        "missing": draw(st.sampled_from(policies)),
        "undefined": draw(st.sampled_from(policies)),
        "target": {"value": draw(tenths(-1, 40))},
    }
    kinds = ["flow", "cumulative", "level", "average", "ratio"]
    if chances.methods:
        method = draw(st.sampled_from(chances.methods))
        return indicator(code, method, **given, collect=draw(st.sampled_from(kinds)))
    sort = draw(st.sampled_from(["up", "up", "down", "rank", "range"]))
    if sort == "up":
        method = draw(st.sampled_from(UPWARD))
        given |= {"collect": draw(st.sampled_from(kinds))}
    elif sort == "down":
        method = draw(st.sampled_from(DOWNWARD))
        given["target"]["compare"] = "at_most"
        given |= {"collect": draw(st.sampled_from(kinds)), "direction": "lower"}
    elif sort == "rank":
        method = draw(st.sampled_from(RANKED))
        given["target"]["compare"] = "rank_within"
        given |= {"collect": "rank", "direction": "lower"}
    else:
        method = draw(st.sampled_from(RANGED))
        given["target"] = {"low": 5, "high": draw(st.sampled_from([None, 12]))}
        given |= {"collect": "level", "direction": "range"}
    return indicator(code, method, **given)


def drawn_observations(
    draw: Draw, chances: Chances, parts: Sequence[Indicator], codes: Sequence[str]
) -> list[Row]:
    """Values of most months; few negative ones, some months missing.

    From a seed, because hundreds of single draws would take Hypothesis longer than the engine.
    """
    chance = Random(draw(st.integers(0, 2**32)))
    rows: list[Row] = []
    for part in parts:
        for unit in codes:
            for month in (*PAST, *MONTHS):
                if chances.gaps and chance.random() < 0.04:
                    continue
                keys = {"unit": unit, "indicator": part.code, "period": month}
                rows.append(keys | cells(chance, part, chances))
    return rows


def cells(chance: Random, part: Indicator, chances: Chances) -> dict[str, float | int | None]:
    """The numbers of one observation."""
    low = -10 if chances.gaps and chance.random() < 0.05 else 1
    if part.collect.value == "rank":
        return {"value": float(chance.randint(1, 7)), "field": 7}
    if part.collect.value == "ratio":
        return {
            "numerator": chance.randint(low, 300) / 10,
            "denominator": chance.randint(1, 20) / 10,
        }
    return {"value": chance.randint(low, 300) / 10}


def drawn_targets(draw: Draw, parts: Sequence[Indicator], codes: Sequence[str]) -> list[Row]:
    """Targets of some units that replace the plan's."""
    found: list[Row] = []
    for part in parts:
        if part.target is not None and part.target.value is not None and draw(st.booleans()):
            period = draw(st.sampled_from(["2021", "2021-03", "2021Q1"]))
            keys = {"unit": draw(st.sampled_from(codes)), "indicator": part.code, "period": period}
            found.append(keys | {"target": draw(tenths(0, 40))})
    return found


def drawn_adjustments(draw: Draw, codes: Sequence[str]) -> list[Row]:
    """A few bonus and deduction points."""
    return [
        {
            "unit": draw(st.sampled_from(codes)),
            "period": draw(st.sampled_from(MONTHS)),
            "kind": draw(st.sampled_from(["plus", "minus"])),
            "points": draw(tenths(0, 4)),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]


def better(part: Indicator, row: Row) -> dict[str, Any]:
    """An observation a little better than it was."""
    changed = dict(row)
    if part.collect.value == "rank":
        changed["value"] = max(row["value"] - 1, 1.0)
        return changed
    name = "numerator" if part.collect.value == "ratio" else "value"
    old = row[name]
    if part.direction is Direction.HIGHER:
        changed[name] = old + 1.5
    elif part.direction is Direction.LOWER:
        changed[name] = old / 2 if old > 0 else old
    else:
        assert part.target is not None
        low = part.target.low if part.target.low is not None else old
        high = part.target.high if part.target.high is not None else old
        inside = min(max(old, low), high)
        changed[name] = (old + inside) / 2
    return changed

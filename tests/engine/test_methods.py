"""Every scoring method with its options and in every direction; the arithmetic stands beside."""

from functools import cache
from math import floor, log, sqrt
from typing import Any

import pytest

from saima.plan.methods import METHODS
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
from tests.engine.builders import Column, Row, points_of, scored_columns

LOWER = {"direction": "lower"}
RANGE = {"direction": "range", "target": {"low": 5, "high": 8}}
BANDS = (FieldBand(field_at_most=5, points=(3, 0), then=-1), FieldBand(points=(3, 1, 0), then=-0.5))

Expected = list[float]
Check = tuple[ScoringMethod, Column, dict[str, Any], Expected]

AGAINST_A_TARGET: list[Check] = [
    # 10 x value / 60, not above 10 and not below 0
    (Completion(), Column([30, 60, 90, -6]), {"target": 60}, [5, 10, 10, 0]),
    # not above 12, not below 2
    (Completion(cap=1.2, floor=0.2), Column([66, 90, 3]), {"target": 60}, [11, 12, 2]),
    # 10 x (2 - value / 60)
    (
        Completion(),
        Column([60, 75, 120, 150, 30]),
        LOWER | {"target": {"value": 60, "compare": "at_most"}},
        [10, 7.5, 0, 0, 10],
    ),
    # 8 + 0.5 x (value - 10), between 0 and 10
    (BasePlus(per_point=0.5), Column([10, 12, 20, 7, -9]), {"target": 10}, [8, 9, 10, 6.5, 0]),
    # 6 + 1 x (value - 10), between 3 and 11
    (
        BasePlus(per_point=1, base=0.6, cap=1.1, floor=0.3),
        Column([10, 14, 18, 8, 2]),
        {"target": 10},
        [6, 10, 11, 4, 3],
    ),
    # 8 + 0.5 x (10 - value)
    (
        BasePlus(per_point=0.5),
        Column([10, 8, 16]),
        LOWER | {"target": {"value": 10, "compare": "at_most"}},
        [8, 9, 5],
    ),
    # 8 less 0.5 for each unit outside 5..8
    (BasePlus(per_point=0.5), Column([6, 3, 12]), RANGE, [8, 7, 6]),
    # 10 + 2 x (value - target); targets of zero and below are fine
    (
        Difference(per_point=2, cap=1.3),
        Column([1, -1, 0.5, -9], targets=[0, -2, 1, 0]),
        {},
        [12, 12, 9, 0],
    ),
    (
        Difference(per_point=2, floor=-0.5),
        Column([3, 4, 9]),
        LOWER | {"target": {"value": 3, "compare": "at_most"}},
        [10, 8, -2],
    ),
    (Difference(per_point=2), Column([5, 8, 4, 9.5]), RANGE, [10, 10, 8, 7]),
    (Met(), Column([9.9, 10, 11]), {"target": 10}, [0, 10, 10]),
    (Met(), Column([4.9, 5, 8, 8.1]), RANGE, [0, 10, 10, 0]),
    # 4 of 10 at the target, the other 6 by rank: 6 x (1 - 0.25 x (place - 1))
    (
        Met(share=0.4, step=0.25),
        Column([9, 8, 8.5, 8, 7]),
        {"target": 8},
        [10, 7, 8.5, 7, 0],
    ),
    # Only who met counts in the rank: the second value is higher, but missed its own target.
    (Met(share=0.4, step=0.5), Column([5, 9], targets=[5, 10]), {}, [10, 0]),
    # Inside the range nobody is better than another.
    (Met(share=0.4, step=0.5), Column([5, 8, 9]), RANGE, [10, 10, 0]),
    (
        Met(share=0.4, step=0.5),
        Column([1, 2, 9]),
        LOWER | {"target": {"value": 2, "compare": "at_most"}},
        [10, 7, 0],
    ),
]

AMONG_PEERS: list[Check] = [
    # 540 / 600, 300 / 600; a best value shared by two
    (BestRatio(), Column([600, 540, 300, 600]), {}, [10, 9, 5, 10]),
    (BestRatio(floor=0.6), Column([600, 300]), {}, [10, 6]),
    # 20 / value
    (BestRatio(), Column([20, 25, 40]), LOWER, [10, 8, 5]),
    # Nothing is the best that can be; next to it nobody has a share.
    (BestRatio(), Column([0, 25, 0]), LOWER, [10, 0, 10]),
    # mean 20: value / 20 without a cap, and not above 12
    (BenchmarkRatio(), Column([10, 20, 30]), {}, [5, 10, 15]),
    (BenchmarkRatio(cap=1.2, floor=0.6), Column([10, 20, 30]), {}, [6, 10, 12]),
    # 2 - value / 20
    (BenchmarkRatio(benchmark=20), Column([20, 10, 30, 50]), LOWER, [10, 15, 5, 0]),
    # mean 20: (2 - value / 20) / 2
    (ReverseBenchmark(), Column([0, 10, 30, 40]), LOWER, [10, 7.5, 2.5, 0]),
    # (60 + 40 x (value - 10) / 20) %
    (Efficacy(), Column([10, 20, 30]), {}, [6, 8, 10]),
    (Efficacy(), Column([10, 20, 30]), LOWER, [10, 8, 6]),
    (Efficacy(low=50, span=30), Column([4, 4]), {}, [8, 8]),
    # declared ends 10 and 30: beyond them not above 10; 60 - 40 x 4 / 20 = 52 %; not below 0
    (Efficacy(satisfied=30, refused=10), Column([40, 20, 6, -30]), {}, [10, 8, 5.2, 0]),
    (Efficacy(satisfied=10, refused=30), Column([10, 25]), LOWER, [10, 7]),
    (MinMax(), Column([2, 4, 3, 2.5]), {}, [0, 10, 5, 2.5]),
    (MinMax(), Column([2, 4, 3]), LOWER, [10, 0, 5]),
    (MinMax(), Column([4, 4]), {}, [10, 10]),
    (MinMax(constant=0.5), Column([4]), {}, [5]),
    # mean 4, deviation sqrt((4 + 0 + 4) / 3): distances of -1.224745, 0, 1.224745 deviations
    (
        ZScore(),
        Column([2, 4, 6]),
        {},
        [-10 * sqrt(1.5), 0, 10 * sqrt(1.5)],
    ),
    # 0.7 + 0.1 deviations, not above 0.8 and not below 0.6
    (
        ZScore(centre=0.7, spread=0.1, floor=0.6, cap=0.8),
        Column([2, 4, 6]),
        LOWER,
        [8, 7, 6],
    ),
    (ZScore(constant=0.7), Column([3, 3, 3]), {}, [7, 7, 7]),
    # shares of those that are worse: 3/3, (4 - 2.5)/3 twice, 0/3
    (Percentile(), Column([9, 5, 5, 1]), {}, [10, 5, 5, 0]),
    (Percentile(), Column([9, 5, 1]), LOWER, [0, 5, 10]),
    (Percentile(), Column([9]), {}, [10]),
    # places 1, 2, 2, 4: 10 x (1 - 0.1 x (place - 1))
    (RankPoints(step=0.1), Column([9, 8, 8, 7]), {}, [10, 9, 9, 7]),
    (RankPoints(step=0.4, floor=0.5), Column([9, 8, 7]), LOWER, [5, 6, 10]),
    # table by place; beyond it 0.1 less for each further place
    (
        RankPoints(table=(1, 0.7, 0.5), then=-0.1),
        Column([9, 8, 7, 6, 5]),
        {},
        [10, 7, 5, 4, 3],
    ),
    # sum 20; 1/2 + 1/4 + 1/4 = 1
    (ColumnShare(), Column([5, 15]), {}, [2.5, 7.5]),
    (ColumnShare(), Column([2, 4, 4]), LOWER, [5, 2.5, 2.5]),
]

BY_THE_VALUE_ALONE: list[Check] = [
    (Goalposts(low=20, high=70), Column([20, 45, 70, 80, 10]), {}, [0, 5, 10, 10, 0]),
    (Goalposts(low=100, high=0, cap=2, floor=-1), Column([25, -50, 300]), LOWER, [7.5, 15, -10]),
    # (ln 1000 - ln 100) / (ln 10000 - ln 100)
    (Goalposts(low=100, high=10000, log=True), Column([1000, 100]), {}, [5, 0]),
    # 2 points each, not above 10
    (Counting(each=2), Column([0, 3, 6]), {}, [0, 6, 10]),
    (Counting(each=2, cap=1.4), Column([7, 9]), {}, [14, 14]),
    (Counting(each=-2, floor=-1, cap=0), Column([2, 9]), LOWER, [-4, -10]),
    (Grades(table=(1, 0.8, 0.5)), Column([1, 2, 3, 4]), LOWER, [10, 8, 5, 5]),
    # [95, 100) -> 0.9, from 100 on 1; below 80 nothing
    (
        Steps(table=((80, 0.6), (95, 0.9), (100, 1))),
        Column([79.99, 80, 94, 95, 100, 120]),
        {},
        [0, 6, 6, 9, 10, 10],
    ),
    (Steps(table=((80, 0.6),), below=-0.2), Column([10]), {}, [-2]),
    # steps of the completion: 45 / 60 = 0.75, 57 / 60 = 0.95; the mirrored one 2 - 75/60 = 0.75
    (
        Steps(table=((0.75, 0.5), (0.95, 1)), of="completion"),
        Column([45, 57, 44]),
        {"target": 60},
        [5, 10, 0],
    ),
    (
        Steps(table=((0.75, 0.5), (0.95, 1)), of="completion"),
        Column([75, 60]),
        LOWER | {"target": {"value": 60, "compare": "at_most"}},
        [5, 10],
    ),
    # the value is the rank
    (RankPoints(step=0.1, given=True), Column([1, 3, 12]), LOWER, [10, 8, 0]),
    # half of the weight plus the table's points
    (
        SuperiorRank(base=0.5, table=BANDS),
        Column([1, 2, 3, 1, 3, 5], fields=[9, 9, 9, 4, 4, 7]),
        LOWER | {"collect": "rank"},
        [8, 6, 5, 8, 4, 4],
    ),
    (
        SuperiorRank(base=0.5, table=BANDS, cap=0.7, floor=0.45),
        Column([1, 6], fields=[9, 9]),
        LOWER | {"collect": "rank"},
        [7, 4.5],
    ),
]

AGAINST_OTHER_TIMES: list[Check] = [
    # half for completion, half for the place of growth (+50, 0 and +25 % between 0 and 50 %)
    (
        Blend(),
        Column([90, 60, 50], last_year=[60, 60, 40]),
        {"target": 100},
        [0.5 * 9 + 0.5 * 10, 0.5 * 6, 0.5 * 5 + 0.5 * 5],
    ),
    # 0.4 x value / 90 + 0.6 by rank of growth, a quarter less for each place
    (
        Blend(alpha=0.4, level="best_ratio", growth="rank", step=0.25),
        Column([90, 60, 45], last_year=[90, 40, 40]),
        {},
        [4 + 6 * 0.5, 4 * 2 / 3 + 6, 4 * 0.5 + 6 * 0.75],
    ),
    # lower is better: 2 - value / target, and the strongest fall is best
    (
        Blend(),
        Column([50, 80], last_year=[100, 100]),
        LOWER | {"target": {"value": 100, "compare": "at_most"}},
        [0.5 * 10 + 0.5 * 10, 0.5 * 10],
    ),
    (
        Blend(level="best_ratio"),
        Column([40, 80], last_year=[100, 100]),
        LOWER,
        [0.5 * 10 + 0.5 * 10, 0.5 * 5],
    ),
    # everybody grew alike, so growth tells nobody apart
    (Blend(alpha=0.2), Column([50, 25], last_year=[40, 20]), {"target": 50}, [10, 9]),
    (Blend(alpha=1, cap=1.2), Column([72], last_year=[1]), {"target": 60}, [12]),
    (Blend(alpha=1, floor=0.3), Column([6], last_year=[1]), {"target": 60}, [3]),
    # ranks from outside: 5 + 2 x (old - new), between 0 and 10
    (
        Improvement(base=0.5, per_place=2),
        Column([3, 4, 9, 2], previous=[4, 4, 3, 9]),
        LOWER,
        [7, 5, 0, 10],
    ),
    # places in the group: third to first, first to second, second to third
    (
        Improvement(of="value", per_place=2, floor=-1),
        Column([30, 20, 10], previous=[1, 9, 5]),
        {},
        [4, -2, -2],
    ),
]


ALL = [*AGAINST_A_TARGET, *AMONG_PEERS, *BY_THE_VALUE_ALONE, *AGAINST_OTHER_TIMES]


@cache
def points_of_all() -> list[list[float]]:
    """The points of all checks, computed in one run."""
    columns = scored_columns([(method, column, given) for method, column, given, _ in ALL])
    return [[row["points"] for row in rows] for rows in columns]


@pytest.mark.parametrize("number", range(len(ALL)), ids=[type(check[0]).__name__ for check in ALL])
def test_points(number: int) -> None:
    expected = [floor(points * 10_000 + 0.5 + 1e-6) / 10_000 for points in ALL[number][3]]
    assert points_of_all()[number] == expected


def test_every_method_is_tried() -> None:
    assert {type(check[0]) for check in ALL} == set(METHODS.values())


def test_a_logarithm_halves_the_way_where_the_number_is_the_geometric_middle() -> None:
    # As in the income index of the Human Development Index: between 100 and 75 000 dollars.
    income = 30_000
    rate = (log(income) - log(100)) / (log(75_000) - log(100))
    points = points_of(Goalposts(low=100, high=75_000, log=True), Column([income]), weight=1)
    assert points == [round(rate, 4)]


Undefined = tuple[ScoringMethod, Column, dict[str, Any], list[str | None]]

UNDEFINED: list[Undefined] = [
    (
        Completion(),
        Column([5, 5, 5, 5], targets=[0, -3, None, 10]),
        {},
        ["target_not_positive", "target_not_positive", "no_target", None],
    ),
    (Steps(table=((1, 1),), of="completion"), Column([5]), {"target": 0}, ["target_not_positive"]),
    (Met(), Column([5]), {}, ["no_target"]),
    (BasePlus(per_point=1), Column([5]), {}, ["no_target"]),
    (BasePlus(per_point=1), Column([5]), {"direction": "range"}, ["no_target"]),
    (BasePlus(per_point=1), Column([5]), {"target": 1, "weight": 0}, ["weight_not_positive"]),
    (Difference(per_point=1), Column([5]), {"target": 1, "weight": 0}, ["weight_not_positive"]),
    (Counting(each=1), Column([5]), {"weight": 0}, ["weight_not_positive"]),
    (Improvement(per_place=1), Column([5], previous=[5]), {"weight": 0}, ["weight_not_positive"]),
    (BestRatio(), Column([0, -3]), {}, ["best_not_positive", "best_not_positive"]),
    (BestRatio(), Column([4, -3]), {}, [None, "value_negative"]),
    (BenchmarkRatio(), Column([4, -4]), {}, ["benchmark_not_positive"] * 2),
    (ReverseBenchmark(), Column([0, 0]), LOWER, ["benchmark_not_positive"] * 2),
    (Goalposts(low=1, high=9, log=True), Column([0, 9]), {}, ["value_not_positive", None]),
    # A value that has no share of its own takes nothing from the others either.
    (ColumnShare(), Column([5, 0, -3]), {}, [None, "value_not_positive", "value_not_positive"]),
    (ColumnShare(), Column([5, 0]), LOWER, [None, "value_not_positive"]),
    (
        SuperiorRank(table=BANDS),
        Column([8, 0, 7], fields=[7, 7, 7]),
        LOWER | {"collect": "rank"},
        ["rank_outside_field", "rank_outside_field", None],
    ),
    (SuperiorRank(table=BANDS), Column([2]), LOWER | {"collect": "rank"}, ["no_field"]),
    (
        Blend(),
        Column([5, 5, 5], last_year=[4, None, 0], targets=[0, 4, 4]),
        {},
        ["target_not_positive", "no_last_year", "last_year_not_positive"],
    ),
    (
        Blend(level="best_ratio"),
        Column([-5, 5], last_year=[4, 4]),
        {},
        ["value_negative", None],
    ),
    (Blend(level="best_ratio"), Column([0], last_year=[4]), {}, ["best_not_positive"]),
    (Improvement(per_place=1), Column([5]), LOWER, ["no_previous_value"]),
    (
        Improvement(of="value", per_place=1),
        Column([5, 4], previous=[5, None]),
        {},
        [None, "no_previous_value"],
    ),
]


@cache
def undefined_rows() -> list[list[Row]]:
    """The rows of all undefined checks, computed in one run."""
    return scored_columns([(method, column, given) for method, column, given, _ in UNDEFINED])


@pytest.mark.parametrize(
    "number", range(len(UNDEFINED)), ids=[type(check[0]).__name__ for check in UNDEFINED]
)
def test_a_rate_that_means_nothing_says_why(number: int) -> None:
    reasons = UNDEFINED[number][3]
    rows = undefined_rows()[number]
    assert [row["reason"] for row in rows] == reasons
    wanted = [f"{reason}:problem" if reason else "" for reason in reasons]
    assert [row["note"] for row in rows] == wanted
    assert [row["rate"] is None for row in rows] == [reason is not None for reason in reasons]


def test_infinity_is_not_a_number_to_score_with() -> None:
    method = Goalposts(low=0, high=1, cap=float("inf"))
    (rows,) = scored_columns([(method, Column([float("inf"), 1]), {})])
    assert [row["reason"] for row in rows] == ["not_a_number", None]

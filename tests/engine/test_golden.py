"""The golden vectors G1..G20 (tests/data/golden), each through the engine's public way in."""

import csv
from collections import Counter
from pathlib import Path

import narwhals as nw
import pytest

from saima.engine.consequences import Standing, triggers
from saima.engine.outcome import Outcome
from saima.engine.rounding import rounded
from saima.plan.methods.base import ScoringMethod
from saima.plan.methods.base_plus import BasePlus
from saima.plan.methods.benchmark_ratio import BenchmarkRatio
from saima.plan.methods.best_ratio import BestRatio
from saima.plan.methods.completion import Completion
from saima.plan.methods.efficacy import Efficacy
from saima.plan.methods.goalposts import Goalposts
from saima.plan.methods.met import Met
from saima.plan.methods.rank_points import RankPoints
from saima.plan.methods.reverse_benchmark import ReverseBenchmark
from saima.plan.methods.steps import Steps
from saima.plan.methods.superior_rank import FieldBand, SuperiorRank
from saima.plan.periods import Period
from saima.plan.rules import Decimals
from tests.engine.builders import (
    POLARS,
    Column,
    Given,
    consequence,
    indicator,
    plan,
    points_of,
    score_column,
    score_row,
    scored,
)

FILE = Path(__file__).parents[1] / "data" / "golden" / "golden.csv"
with FILE.open(encoding="utf-8", newline="") as lines:
    GOLDEN = {row["id"]: row for row in csv.DictReader(lines)}


def expected(code: str) -> list[float]:
    """The expected numbers of a vector."""
    return [float(number) for number in GOLDEN[code]["expected"].split(";")]


def printed(numbers: list[float | None]) -> list[float | None]:
    """Numbers at the four decimals of the golden file."""
    return [None if number is None else round(number, 4) for number in numbers]


JIAOJIANG = SuperiorRank(
    table=(
        FieldBand(field_at_most=5, points=(3, 0), then=-1),
        FieldBand(points=(3, 1.5, 0), then=-0.5),
    )
)
RANKS = [1, 2, 2, 4, 11]


@pytest.mark.parametrize(
    ("code", "method", "column", "weight"),
    [
        ("G1", Completion(cap=1), Column([52], targets=[60]), 10),
        ("G2", Completion(cap=1.2), Column([72], targets=[60]), 10),
        ("G3", BasePlus(per_point=0.5), Column([11.2], targets=[10]), 10),
        ("G4", BasePlus(per_point=0.5), Column([7], targets=[10]), 10),
        ("G5", RankPoints(step=0.05, given=True), Column(RANKS), 10),
        ("G6", BestRatio(), Column([540, 580]), 600),
        ("G7", Efficacy(), Column([12.8, 7.3, 16.7]), 100),
        ("G8", Efficacy(low=20, span=80), Column([12, 2, 22]), 40),
        ("G8", Efficacy(low=20, span=80, satisfied=22, refused=2), Column([12]), 40),
        ("G9", BenchmarkRatio(benchmark=24.097, cap=1.5), Column([24.097, 48.194, -3]), 30),
        ("G10", BenchmarkRatio(benchmark=24.097), Column([48.194]), 30),
        ("G11", ReverseBenchmark(average=50), Column([50, 0, 100, 150]), 4),
        # mean 2: (2 + 0 + 4 + 6 + 0 + 0) / 6
        ("G11", ReverseBenchmark(), Column([2, 0, 4, 6, 0, 0]), 4),
        ("G12", JIAOJIANG, Column(range(1, 10), fields=[9] * 9), 1),
        ("G13", JIAOJIANG, Column(range(1, 6), fields=[5] * 5), 1),
    ],
)
def test_methods_give_the_points_on_paper(
    code: str, method: ScoringMethod, column: Column, weight: float
) -> None:
    wanted = expected(code)
    kind = "rank" if column.fields else "level"
    points = points_of(method, column, weight, collect=kind)
    assert printed(points)[: len(wanted)] == wanted


def test_ranks_that_saima_finds_itself_earn_the_same_points_as_given_ones() -> None:
    # Eleven values whose places are 1, 2, 2, 4, ..., 11.
    values = [100, 90, 90, 80, 10, 70, 60, 50, 40, 30, 20]
    points = points_of(RankPoints(step=0.05), Column(values))
    assert printed(points)[:5] == expected("G5")


def test_g14_lights_count_the_points_behind_the_plan_curve() -> None:
    column = Column([50, 45, 40, 20, 19.9])
    rules = plan(indicator(collect="cumulative", target=100), units_=column.units())
    observations = [
        (f"U{number}", "a", "2021-06", value) for number, value in enumerate(column.values, 1)
    ]
    lights = score_column(scored(rules, observations, "2021-06"), "light", period="2021-06")
    words = GOLDEN["G14"]["expected"].replace("green_watch", "watch")
    assert ";".join(lights) == words


BOTTOM_TWO = consequence("bottom", count=2, running=2, cards=("yellow", "red"))


def year_of_quarters(places: list[int]) -> Outcome:
    """Unit X takes these places among eleven units in the quarters of the year."""
    others = [f"U{number}" for number in range(10)]
    rules = plan(
        indicator("a", Goalposts(low=0, high=200)),
        units_=" ".join([*others, "X"]),
        consequences=(BOTTOM_TWO,),
    )
    observations = []
    for quarter, place in enumerate(places, 1):
        month = f"2021-{quarter * 3:02d}"
        # The others have 100, 90, ..., 10; X stands five above the one whose place it takes.
        observations += [(unit, "a", month, 100 - 10 * n) for n, unit in enumerate(others)]
        observations.append(("X", "a", month, 115 - 10 * place))
    quarters = [f"2021Q{quarter}" for quarter in range(1, len(places) + 1)]
    return scored(rules, observations, *quarters)


@pytest.mark.parametrize(
    ("code", "places", "fires"),
    [
        ("G15", [10, 11, 5, 10], [("2021Q2", 1, "yellow")]),
        ("G16", [11, 10, 10], [("2021Q2", 1, "yellow"), ("2021Q3", 2, "red")]),
    ],
)
def test_a_run_in_the_bottom_two_fires(
    code: str, places: list[int], fires: list[tuple[str, int, str]]
) -> None:
    assert GOLDEN[code]["input"] == "quarter ranks=" + ",".join(map(str, places))
    outcome = year_of_quarters(places)
    found = [trigger for trigger in outcome.triggers if trigger.unit == "X"]
    assert [(str(t.period), t.level, t.card) for t in found] == fires
    history = [
        Standing(Period.parse(f"2021Q{quarter}"), rank, field=11)
        for quarter, rank in enumerate(places, 1)
    ]
    again = triggers(BOTTOM_TWO, ("X", "g", None), history)
    assert [(str(t.period), t.level, t.card) for t in again] == fires
    assert list(found[0].ranks) == places[:2]
    assert list(found[0].fields) == [11, 11]


def test_g17_a_share_is_the_quotient_of_two_sums_in_percent() -> None:
    goal = {"target": 60, "multiplier": 100}
    rules = plan(
        indicator("share", Met(), collect="ratio", **goal),
        indicator("part", Met(), denominator="whole", **goal),
        indicator("whole", weight={}),
    )
    outcome = scored(
        rules,
        [
            {"unit": "A", "indicator": "share", "period": f"2021-0{month}"} | pair
            for month, pair in (
                (1, {"numerator": 30.0, "denominator": 80.0}),
                (2, {"numerator": 40.0, "denominator": 60.0}),
                (3, {"numerator": 38.0, "denominator": 40.0}),
            )
        ]
        + [("A", "part", "2021-03", 108), ("A", "whole", "2021-03", 180)],
    )
    for code in ("share", "part"):
        row = score_row(outcome, code=code)
        found = f"{row['value']:.1f}% {'met' if row['meets'] else 'missed'}"
        assert found == GOLDEN["G17"]["expected"]


def test_g18_halves_go_up_although_the_computer_stores_them_below() -> None:
    numbers = [float(number) for number in GOLDEN["G18"]["input"].split(";")]
    frame = POLARS({"number": numbers}, {"number": nw.Float64})
    result = frame.select(number=rounded(nw.col("number"), 2)).collect()
    assert result["number"].to_list() == expected("G18")


def test_g18_points_are_rounded_half_up() -> None:
    codes = ["a", "b", "c"]
    weights = [float(number) for number in GOLDEN["G18"]["input"].split(";")]
    parts = [
        indicator(code, Met(), target=1, weight=weight)
        for code, weight in zip(codes, weights, strict=True)
    ]
    rules = plan(*parts, decimals=Decimals(points=2))
    outcome = scored(rules, [("A", code, "2021-03", 1) for code in codes])
    points = [score_row(outcome, code=code)["points"] for code in codes]
    assert points == expected("G18")


def test_g19_a_rival_divided_by_the_ratio_is_the_city() -> None:
    pairs = [(1236, 1.9), (3052, 3), (188, 3.4), (441, 4.7)]
    column = Column([value for value, _ in pairs])
    rules = plan(
        indicator("rival", denominator="times", target=1),
        indicator("times", weight={}),
        units_=column.units(),
    )
    observations: list[Given] = []
    for number, (value, times) in enumerate(pairs, 1):
        observations.append((f"U{number}", "rival", "2021-03", value))
        observations.append((f"U{number}", "times", "2021-03", times))
    values = score_column(scored(rules, observations), "value", code="rival")
    assert [round(value, 1) for value in values] == expected("G19")


def test_g20_shares_of_low_yield_firms() -> None:
    column = Column([200, 86, 34])
    rules = plan(
        indicator("firms", denominator="all", multiplier=100, target=1),
        indicator("all", weight={}),
        units_=column.units(),
    )
    observations = []
    for unit, value in zip(column.units().split(), column.values, strict=True):
        observations += [(unit, "firms", "2021-03", value), (unit, "all", "2021-03", 902)]
    values = score_column(scored(rules, observations), "value", code="firms")
    shares, _bands = GOLDEN["G20"]["expected"].split("; ")
    assert " ".join(f"{value:.2f}%" for value in values) == shares


def test_g20_bands_are_disjoint_where_the_counts_are_cumulative() -> None:
    # 34 firms below 1, 52 more from 1 on, 114 more from 3 on; 5 and more is no low-yield firm.
    taxes = [0.5] * 34 + [1.0] * 52 + [3.0] * 114 + [5.0] * 702
    method = Steps(table=((0, 0.25), (1, 0.5), (3, 0.75), (5, 1)))
    counts = Counter(points_of(method, Column(taxes), weight=4))
    _shares, bands = GOLDEN["G20"]["expected"].split("; ")
    assert " ".join(str(counts[band]) for band in (4.0, 3.0, 2.0, 1.0)) == bands

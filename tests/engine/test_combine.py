"""How children become their node: sum, mean, geometric mean and TOPSIS, at any depth."""

from math import sqrt
from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.goalposts import Goalposts
from saima.plan.rules import Decimals
from saima.plan.tree import Aggregation, Indicator
from tests.engine.builders import column, indicator, node, node_row, plan, scored, total_row

MARCH = "2021-03"
RATE = Goalposts(low=0, high=1, floor=-9, cap=9)
"""The value is the rate."""


def leaf(code: str, parent: str = "n", weight: float = 10, **given: Any) -> Indicator:
    """An indicator whose value is its rate."""
    return indicator(code, RATE, parent=parent, weight=weight, **given)


def outcome_of(values: dict[str, float], *parts: Any, **given: Any) -> Outcome:
    """Score unit A on these rates."""
    rules = plan(*parts, decimals=Decimals(points=6), **given)
    return scored(rules, [("A", code, MARCH, value) for code, value in values.items()])


@pytest.mark.parametrize(
    ("combine", "rate"),
    [
        ("sum", 0.8),  # (1 x 30 + 0.5 x 20) / 50
        ("mean", 0.8),
        ("geometric", 0.5**0.4),  # 1^(30/50) x 0.5^(20/50)
        ("topsis", 1),  # alone it is the best there is
    ],
)
def test_a_node_is_put_together_as_the_plan_says(combine: str, rate: float) -> None:
    outcome = outcome_of(
        {"a": 1, "b": 0.5},
        node("n", combine=combine, weight=100),
        leaf("a", weight=30),
        leaf("b", weight=20),
    )
    row = node_row(outcome, code="n")
    assert row["rate"] == pytest.approx(rate)
    assert row["points"] == pytest.approx(100 * rate, abs=1e-6)
    assert row["held"] is (combine in ("geometric", "topsis"))


@pytest.mark.parametrize(
    ("combine", "weight"), [("sum", 50), ("mean", 1), ("geometric", 1), ("topsis", 1)]
)
def test_without_a_stated_weight_a_sum_weighs_what_its_children_weigh(
    combine: str, weight: float
) -> None:
    outcome = outcome_of(
        {"a": 1, "b": 1}, node("n", combine=combine), leaf("a", weight=30), leaf("b", weight=20)
    )
    assert node_row(outcome, code="n")["weight"] == weight
    assert total_row(outcome)["total"] == weight


def test_ways_of_combining_are_mixed_four_levels_deep() -> None:
    outcome = outcome_of(
        {"a": 0.25, "b": 1, "c": 0.5, "d": 0.9},
        node("chapter", weight=80),
        node("contest", "chapter", combine="mean", weight=60),
        node("pair", "contest", combine="geometric", weight=3),
        leaf("a", "pair"),
        leaf("b", "pair"),
        leaf("c", "contest", weight=1),
        leaf("d", "chapter", weight=20),
        leaf("e", "total", weight=20, missing="full"),
    )
    # pair sqrt(0.25 x 1) = 0.5; contest (3 x 0.5 + 0.5) / 4 = 0.5 -> 30 of 60 points;
    # chapter (30 + 18) of 80; total 48 + 20 of 100
    rates = {code: node_row(outcome, code=code)["rate"] for code in ("pair", "contest", "chapter")}
    assert rates == pytest.approx({"pair": 0.5, "contest": 0.5, "chapter": 0.6})
    assert node_row(outcome, code="pair")["weight"] == 45  # 60 x 3 / 4
    assert node_row(outcome, code="pair")["points"] == 22.5
    assert total_row(outcome)["total"] == 68


def test_a_geometric_root_gives_an_index() -> None:
    outcome = outcome_of(
        {"a": 0.8, "b": 0.2}, leaf("a", "total"), leaf("b", "total"), total=GEOMETRIC
    )
    assert total_row(outcome)["total"] == 0.4  # sqrt(0.8 x 0.2)


GEOMETRIC = Aggregation.model_validate({"combine": "geometric"})


@pytest.mark.parametrize(
    ("floor", "cap", "rate", "points", "cut"),
    [
        (None, None, 1.2, 60, 0),
        (None, 1.1, 1.1, 55, -5),
        (1.3, None, 1.3, 65, 5),
        (0.5, 1.5, 1.2, 60, 0),
    ],
)
def test_a_node_is_held_between_floor_and_cap(
    floor: float | None, cap: float | None, rate: float, points: float, cut: float
) -> None:
    outcome = outcome_of(
        {"a": 1.4, "b": 1},
        node("n", floor=floor, cap=cap),
        leaf("a", weight=25),
        leaf("b", weight=25),
    )
    row = node_row(outcome, code="n")
    assert row["rate"] == pytest.approx(rate)
    assert (row["points"], row["cut"], row["held"]) == (points, cut, cut != 0)
    assert total_row(outcome)["total"] == points


def test_a_zero_in_a_geometric_mean_does_what_the_plan_says() -> None:
    for zero, total, reason in (
        ("zero", 0, None),
        ("problem", None, "zero_in_geometric_mean"),
    ):
        outcome = outcome_of(
            {"a": 0, "b": 1}, node("n", combine="geometric", zero=zero), leaf("a"), leaf("b")
        )
        row = total_row(outcome)
        assert (row["total"], row["reason"]) == (total, reason)
        assert row["reason_indicator"] == (None if reason is None else "n")
        assert [problem.kind.code for problem in outcome.problems] == (
            [] if reason is None else ["uncombined"]
        )
        assert node_row(outcome, code="n")["note"] == (reason or "")


def test_a_rate_below_zero_is_no_factor_either() -> None:
    outcome = outcome_of({"a": -0.5, "b": 1}, node("n", combine="geometric"), leaf("a"), leaf("b"))
    assert total_row(outcome)["reason"] == "zero_in_geometric_mean"


@pytest.mark.parametrize("combine", ["sum", "mean", "geometric"])
def test_what_is_left_out_lets_its_siblings_grow(combine: str) -> None:
    outcome = outcome_of(
        {"a": 0.5},
        node("n", combine=combine, weight=100),
        leaf("a", weight=30),
        leaf("b", weight=70, missing="reweight"),
    )
    assert node_row(outcome, code="n")["rate"] == pytest.approx(0.5)
    assert total_row(outcome)["total"] == 50


@pytest.mark.parametrize("combine", ["sum", "mean", "geometric", "topsis"])
def test_a_node_with_nothing_to_count_is_left_out_itself(combine: str) -> None:
    outcome = outcome_of(
        {"b": 0.5},
        node("n", combine=combine, weight=60),
        leaf("a", missing="reweight"),
        leaf("b", "total", weight=40),
    )
    row = node_row(outcome, code="n")
    assert (row["rate"], row["points"], row["counts"], row["note"]) == (None, None, False, "")
    assert total_row(outcome)["total"] == 50  # 100 x 0.5


def test_a_weight_of_zero_neither_counts_nor_blocks() -> None:
    outcome = outcome_of(
        {"a": 0.5},
        node("n", weight=10),
        leaf("a", "total", weight=90),
        leaf("shown", weight=0),
        leaf("also", "total", weight=0),
    )
    assert total_row(outcome)["total"] == 50
    assert node_row(outcome, code="n")["counts"] is False
    assert outcome.problems == ()


@pytest.mark.parametrize("combine", ["sum", "mean", "geometric", "topsis"])
def test_a_score_without_a_policy_blocks_every_node_above_it(combine: str) -> None:
    outcome = outcome_of(
        {"b": 0.5}, node("n", combine=combine, weight=60), leaf("a"), leaf("b", "total", weight=40)
    )
    assert node_row(outcome, code="n")["note"] == "blocked"
    row = total_row(outcome)
    assert (row["total"], row["reason"], row["reason_indicator"]) == (None, "missing", "a")


def topsis(values: dict[str, list[float | None]], **given: Any) -> dict[str, float | None]:
    """Totals of units on two indicators under a TOPSIS root that is worth one point."""
    rules = plan(
        leaf("a", "total", weight=3, missing=given.pop("missing", None)),
        leaf("b", "total", weight=1, direction=given.pop("direction", "higher")),
        units_=" ".join(values),
        total=Aggregation.model_validate({"combine": "topsis"} | given),
        decimals=Decimals(points=9, total=6),
    )
    rows = [
        (unit, code, MARCH, cell)
        for unit, cells in values.items()
        for code, cell in zip("ab", cells, strict=True)
        if cell is not None
    ]
    return column(scored(rules, rows), "total")


def test_topsis_is_the_share_of_the_way_from_the_worst_to_the_best() -> None:
    # Weights 3/4 and 1/4: best (0.75, 0.25), worst (0, 0).
    # C: to the best sqrt(0.375^2 + 0.25^2), to the worst 0.375
    found = topsis({"A": [1, 1], "B": [0, 0], "C": [0.5, 0]})
    to_best = sqrt(0.375**2 + 0.25**2)
    assert found == {"A": 1, "B": 0, "C": round(0.375 / (0.375 + to_best), 6)}


def test_topsis_of_values_divides_by_the_length_of_their_column() -> None:
    # a: 3 and 4 over 5, times 3/4: 0.45 and 0.6; b, lower is better: 6 and 8 over 10, times 1/4:
    # 0.15 and 0.2. U is 0.15 short in a and best in b; V is best in a and 0.05 short in b.
    found = topsis({"U": [3, 6], "V": [4, 8]}, normalise="vector", direction="lower")
    assert found == {"U": 0.25, "V": 0.75}  # 0.05 / (0.05 + 0.15)


def test_topsis_of_a_column_of_zeros_tells_nobody_apart() -> None:
    found = topsis({"U": [3, 0], "V": [4, 0]}, normalise="vector")
    assert found == {"U": 0, "V": 1}


def test_topsis_of_units_that_are_alike_gives_all_of_them_everything() -> None:
    assert topsis({"U": [0.5, 0.2], "V": [0.5, 0.2]}) == {"U": 1, "V": 1}


def test_topsis_compares_only_units_that_have_everything() -> None:
    # Without C the worst is B, so A has all and B nothing.
    found = topsis({"A": [1, 1], "B": [0.5, 0.5], "C": [None, 0]}, missing="reweight")
    assert found == {"A": 1, "B": 0, "C": None}


def test_an_incomplete_unit_says_so() -> None:
    outcome = outcome_of(
        {"b": 1},
        node("n", combine="topsis"),
        leaf("a", missing="reweight"),
        leaf("b"),
    )
    row = total_row(outcome)
    # b counts for somebody, a for nobody: A has everything that is there.
    assert row["total"] == 1
    rules = plan(
        node("n", combine="topsis"),
        leaf("a", missing="reweight"),
        leaf("b"),
        units_="A B",
    )
    outcome = scored(rules, [("A", "b", MARCH, 1), ("B", "a", MARCH, 1), ("B", "b", MARCH, 1)])
    assert column(outcome, "reason") == {"A": "incomplete_for_topsis", "B": None}
    assert total_row(outcome)["reason_indicator"] == "n"


def test_topsis_leaves_out_what_is_not_due_for_anybody() -> None:
    rules = plan(
        node("n", combine="topsis", weight=100),
        leaf("a"),
        leaf("q", frequency="quarter"),
        units_="A B",
    )
    rows = [("A", "a", "2021-02", 0.9), ("B", "a", "2021-02", 0.4)]
    assert column(scored(rules, rows, "2021-02"), "total", "2021-02") == {"A": 100, "B": 0}

"""Points: effective weights from the top, rounding at the indicators, sums from the bottom."""

from decimal import Decimal

from saima.plan.methods.goalposts import Goalposts
from saima.plan.rules import Decimals
from saima.plan.tree import Indicator
from tests.engine.builders import (
    indicator,
    node,
    node_row,
    plan,
    score_row,
    scored,
    total_row,
)

MARCH = "2021-03"


def leaf(code: str, parent: str, weight: float, **given: object) -> Indicator:
    """An indicator whose value is its rate."""
    return indicator(code, Goalposts(low=0, high=1), parent=parent, weight=weight, **given)


def test_weights_of_children_are_their_shares_of_what_the_node_is_worth() -> None:
    rules = plan(
        node("n", weight=60),
        node("m", "n", weight=3),
        leaf("a", "m", 1),
        leaf("b", "m", 3),
        leaf("c", "n", 1),
        leaf("d", "total", 40),
    )
    outcome = scored(rules, [("A", code, MARCH, 1) for code in "abcd"])
    # n 60; m 60 x 3/4 = 45; a 45 x 1/4, b 45 x 3/4; c 60 x 1/4; d 40
    weights = {code: score_row(outcome, code=code)["weight"] for code in "abcd"}
    assert weights == {"a": 11.25, "b": 33.75, "c": 15, "d": 40}
    assert node_row(outcome, code="m")["weight"] == 45
    assert total_row(outcome)["total"] == 100


def test_what_is_left_out_gives_its_weight_to_its_siblings_only() -> None:
    rules = plan(
        node("n", weight=60),
        leaf("a", "n", 20),
        leaf("b", "n", 40, missing="reweight"),
        leaf("c", "total", 40),
    )
    outcome = scored(rules, [("A", "a", MARCH, 0.5), ("A", "c", MARCH, 1)])
    weights = {code: score_row(outcome, code=code)["weight"] for code in "abc"}
    assert weights == {"a": 60, "b": 0, "c": 40}
    assert total_row(outcome)["total"] == 70


def test_a_total_is_the_sum_of_what_is_printed() -> None:
    # Three times 10/3 points are printed as 3.33 and add up to 9.99, not to 10.
    rules = plan(
        node("n", weight=10),
        *(leaf(code, "n", 1) for code in "abc"),
        decimals=Decimals(points=2, total=2),
    )
    outcome = scored(rules, [("A", code, MARCH, 1) for code in "abc"])
    assert [score_row(outcome, code=code)["points"] for code in "abc"] == [3.33] * 3
    assert node_row(outcome, code="n")["points"] == 9.99
    assert total_row(outcome)["total"] == 9.99


def test_a_held_node_has_points_of_its_own_and_says_what_was_cut() -> None:
    rules = plan(
        node("n", weight=10, combine="geometric"),
        leaf("a", "n", 1),
        leaf("b", "n", 1),
        decimals=Decimals(points=3),
    )
    outcome = scored(rules, [("A", "a", MARCH, 0.25), ("A", "b", MARCH, 1)])
    row = node_row(outcome, code="n")
    # 10 x sqrt(0.25), although the children show 1.25 and 5
    assert (row["points"], row["cut"]) == (5, -1.25)
    added = sum(Decimal(str(score_row(outcome, code=code)["points"])) for code in "ab")
    assert added + Decimal(str(row["cut"])) == Decimal(str(row["points"]))


def test_an_indicator_that_is_left_out_has_no_points_and_no_rate() -> None:
    rules = plan(leaf("a", "total", 50), leaf("b", "total", 50, missing="reweight"))
    row = score_row(scored(rules, [("A", "a", MARCH, 1)]), code="b")
    assert (row["points"], row["weight"], row["rate"], row["counts"]) == (0, 0, None, False)

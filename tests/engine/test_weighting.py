"""Weights of a node's children that are not fixed, per period and group, and their failures."""

from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.goalposts import Goalposts
from saima.plan.tree import Indicator
from tests.engine.builders import Given, column, indicator, node, plan, scored, units

MARCH = "2021-03"
HUNDRED = Goalposts(low=0, high=100)


def leaf(code: str, parent: str = "n", **given: Any) -> Indicator:
    """An indicator whose value is its rate in percent, weight 1."""
    return indicator(code, HUNDRED, parent=parent, **({"weight": 1} | given))


def weights_of(outcome: Outcome) -> dict[tuple[str, str, str], float]:
    """The weights found, by period, group and child."""
    assert outcome.weights is not None
    return {
        (row["period"], row["group"], row["child"]): row["weight"]
        for row in outcome.weights.iter_rows(named=True)
    }


def test_fixed_weights_are_not_found() -> None:
    outcome = scored(plan(leaf("a", "total")), [("A", "a", MARCH, 50)])
    assert outcome.weights is None


def test_equal_weights_overrule_the_stated_ones() -> None:
    rules = plan(
        node("n", weighting="equal", weight=100), leaf("a", weight=70), leaf("b", weight=30)
    )
    outcome = scored(rules, [("A", "a", MARCH, 50), ("A", "b", MARCH, 100)])
    assert column(outcome, "total") == {"A": 75}
    assert set(weights_of(outcome).values()) == {1}


def test_comparisons_give_the_weights() -> None:
    comparisons = [["1", "3"], ["1/3", "1"]]
    rules = plan(
        node("n", weighting="ahp", comparisons=comparisons, weight=100), leaf("a"), leaf("b")
    )
    outcome = scored(rules, [("A", "a", MARCH, 50), ("A", "b", MARCH, 100)])
    # 3/4 x 50 + 1/4 x 100
    assert column(outcome, "total") == {"A": 62.5}


def test_comparisons_of_children_that_a_group_does_not_have_are_left_out() -> None:
    comparisons = [["1", "2", "4"], ["1/2", "1", "2"], ["1/4", "1/2", "1"]]
    rules = plan(
        node("n", weighting="ahp", comparisons=comparisons, weight=100),
        leaf("a"),
        leaf("b", weight={}),
        leaf("c"),
    )
    outcome = scored(rules, [("A", "a", MARCH, 50), ("A", "c", MARCH, 100)])
    # 4 : 1 of what is there
    assert column(outcome, "total") == {"A": 60}


def test_each_group_and_period_has_weights_of_its_own() -> None:
    rules = plan(
        node("n", weighting="entropy", weight=100),
        leaf("a"),
        leaf("b"),
        units_=[*units("A B", "towns"), *units("C D", "offices")],
    )
    rows: list[Given] = []
    for month, cells in (
        ("2021-02", {"A": (1, 5), "B": (3, 5), "C": (5, 1), "D": (5, 3)}),
        ("2021-03", {"A": (5, 1), "B": (5, 3), "C": (1, 1), "D": (1, 1)}),
    ):
        for unit, (first, second) in cells.items():
            rows += [(unit, "a", month, first), (unit, "b", month, second)]
    found = weights_of(scored(rules, rows, "2021-02", "2021-03"))
    # All the weight is on the column that differs; where none does, half each.
    assert found == {
        ("2021-02", "towns", "a"): 1,
        ("2021-02", "towns", "b"): 0,
        ("2021-02", "offices", "a"): 0,
        ("2021-02", "offices", "b"): 1,
        ("2021-03", "towns", "a"): 0,
        ("2021-03", "towns", "b"): 1,
        ("2021-03", "offices", "a"): 0.5,
        ("2021-03", "offices", "b"): 0.5,
    }


def test_nodes_are_weighed_by_their_rates() -> None:
    rules = plan(
        node("n", weighting="entropy", weight=100),
        node("m", "n"),
        leaf("a", "m"),
        leaf("b"),
        units_="A B",
    )
    rows = [
        ("A", "a", MARCH, 20),
        ("B", "a", MARCH, 60),
        ("A", "b", MARCH, 5),
        ("B", "b", MARCH, 5),
    ]
    outcome = scored(rules, rows)
    assert column(outcome, "total") == {"A": 20, "B": 60}


def test_units_with_an_empty_cell_do_not_shape_the_weights() -> None:
    rules = plan(
        node("n", weighting="entropy", weight=100),
        leaf("a", missing="reweight"),
        leaf("b"),
        units_="A B C",
    )
    rows = [
        ("A", "a", MARCH, 20),
        ("A", "b", MARCH, 50),
        ("B", "a", MARCH, 60),
        ("B", "b", MARCH, 50),
        ("C", "b", MARCH, 99),
    ]
    outcome = scored(rules, rows)
    assert weights_of(outcome)[MARCH, "g", "b"] == 0
    # C has only b, which turned out to weigh nothing.
    assert column(outcome, "total") == {"A": 20, "B": 60, "C": None}
    assert column(outcome, "reason")["C"] == "nothing_counts"


def test_what_counts_for_nobody_has_no_weight() -> None:
    rules = plan(
        node("n", weighting="critic", weight=100),
        leaf("a"),
        leaf("b"),
        leaf("q", frequency="quarter"),
        units_="A B",
    )
    rows = [("A", "a", "2021-02", 20), ("A", "b", "2021-02", 60)]
    rows += [("B", "a", "2021-02", 30), ("B", "b", "2021-02", 10)]
    found = weights_of(scored(rules, rows, "2021-02"))
    # The two columns are each other's opposite, so they weigh the same.
    assert {child: weight for (_, _, child), weight in found.items()} == pytest.approx(
        {"a": 0.5, "b": 0.5, "q": 0}
    )


def test_nothing_at_all_to_weigh_is_no_failure() -> None:
    rules = plan(
        node("n", weighting="critic", weight=50),
        leaf("q", frequency="quarter"),
        leaf("b", "total", weight=50),
    )
    outcome = scored(rules, [("A", "b", "2021-02", 40)], "2021-02")
    assert column(outcome, "total", "2021-02") == {"A": 40}


@pytest.mark.parametrize(
    ("weighting", "cells", "reason"),
    [
        ("critic", {"A": (1, 2)}, "critic_needs_two_units"),
        ("entropy", {"A": (1, 2)}, "entropy_needs_positive_columns"),
        ("entropy", {"A": (1, -2), "B": (3, 4)}, "entropy_needs_positive_columns"),
        ("critic", {"A": (1, None), "B": (None, 2)}, "no_complete_unit"),
    ],
)
def test_weights_that_cannot_be_found_leave_the_group_without_totals(
    weighting: str, cells: dict[str, tuple[float | None, float | None]], reason: str
) -> None:
    rules = plan(
        node("n", weighting=weighting, weight=100),
        leaf("a", missing="zero"),
        leaf("b", missing="zero"),
        units_=[*units(" ".join(cells)), *units("X Y", "others")],
    )
    rows: list[Given] = [
        (unit, code, MARCH, cell)
        for unit, pair in (cells | {"X": (1, 2), "Y": (2, 2)}).items()
        for code, cell in zip("ab", pair, strict=True)
        if cell is not None
    ]
    outcome = scored(rules, rows)
    found = column(outcome, "reason")
    assert {found[unit] for unit in cells} == {reason}
    assert column(outcome, "reason_indicator")["A"] == "n"
    # The other group has its weights and its totals.
    assert (found["X"], found["Y"]) == (None, None)
    assert weights_of(outcome)[MARCH, "others", "a"] == 1
    assert weights_of(outcome)[MARCH, "g", "a"] is None
    named = {(p.kind.code, p.facts["unit"], p.facts["reason"]) for p in outcome.problems}
    assert named == {("uncombined", unit, reason) for unit in cells}

"""Why a unit has no total: one reason beside the total, and a named problem for each cause."""

import pytest

from saima.plan.methods.goalposts import Goalposts
from saima.plan.problems import Problems
from tests.engine.builders import column, indicator, node, plan, scored, total_row, units

MARCH = "2021-03"
HUNDRED = Goalposts(low=0, high=100)


def test_the_first_indicator_in_the_way_is_named_and_all_are_problems() -> None:
    rules = plan(
        indicator("b", target=0, weight=50), indicator("c", target=10, weight=50), units_="A B"
    )
    outcome = scored(rules, [("A", "b", MARCH, 5), ("B", "c", MARCH, 5)])
    assert column(outcome, "reason") == {"A": "target_not_positive", "B": "missing"}
    assert column(outcome, "reason_indicator") == {"A": "b", "B": "b"}
    found = [tuple(problem.facts.values()) for problem in outcome.problems]
    assert found == [
        (MARCH, "A", "b", "target_not_positive"),
        (MARCH, "A", "c", "missing"),
        (MARCH, "B", "b", "missing"),
    ]


def test_a_ranked_unit_has_no_reason() -> None:
    outcome = scored(plan(indicator(target=10)), [("A", "a", MARCH, 5)])
    row = total_row(outcome)
    assert (row["reason"], row["reason_indicator"]) == (None, None)
    assert outcome.problems == ()


def test_nothing_to_count_is_a_reason_of_its_own() -> None:
    rules = plan(indicator(target=10, missing="reweight"), units_="A B")
    outcome = scored(rules, [("B", "a", MARCH, 5)])
    assert column(outcome, "reason") == {"A": "nothing_counts", "B": None}
    assert outcome.problems == ()


def test_a_period_in_which_nothing_is_due_has_no_totals() -> None:
    rules = plan(indicator(target=10, frequency="quarter"))
    outcome = scored(rules, [("A", "a", "2021Q1", 5)], "2021-02", "2021-03")
    assert total_row(outcome, period="2021-02")["reason"] == "nothing_counts"
    assert total_row(outcome, period="2021-03")["total"] == 50


def test_a_missing_value_is_named_before_the_node_above_it() -> None:
    rules = plan(
        node("n", combine="geometric"),
        node("z", combine="geometric"),
        indicator("a", HUNDRED, parent="n"),
        indicator("b", HUNDRED, parent="z"),
    )
    outcome = scored(rules, [("A", "a", MARCH, 0)])
    row = total_row(outcome)
    assert (row["reason"], row["reason_indicator"]) == ("missing", "b")
    assert [problem.kind.code for problem in outcome.problems] == ["unscored", "uncombined"]


def test_problems_say_what_where_and_what_to_do_in_both_languages() -> None:
    rules = plan(
        node("n", combine="geometric"),
        indicator("a", HUNDRED, parent="n"),
        indicator("b", HUNDRED, parent="n"),
    )
    unscored, uncombined = (
        problem.text("en") for problem in scored(rules, [("A", "a", MARCH, 0)]).problems
    )
    assert unscored == (
        "2021-03: indicator b of A cannot be scored (missing); expected a value that can be scored;"
        " report the value, or state a policy in the plan (missing, undefined)"
    )
    assert uncombined.startswith("2021-03: node n of A cannot be put together (zero_in_geometric")
    chinese = [problem.text("zh") for problem in scored(rules, [("A", "a", MARCH, 0)]).problems]
    assert chinese[0].startswith("2021-03 A 的指标 b 无法计分（missing）")
    assert chinese[1].startswith("2021-03 A 的节点 n 无法合成（zero_in_geometric_mean）")


def test_only_the_asked_for_periods_have_problems() -> None:
    rules = plan(indicator(target=10), units_=units("A"))
    outcome = scored(rules, [("A", "a", "2021-03", 5)], "2021-03")
    assert outcome.problems == ()
    outcome = scored(rules, [("A", "a", "2021-03", 5)], "2021-02", "2021-03")
    assert [problem.facts["period"] for problem in outcome.problems] == ["2021-02"]


def test_a_plan_without_indicators_says_so() -> None:
    with pytest.raises(Problems, match='the plan "test" has no indicator; expected at least one'):
        scored(plan(), [("A", "a", MARCH, 5)])

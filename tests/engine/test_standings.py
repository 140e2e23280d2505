"""Totals alone; that they are those of the whole calculation is in test_properties."""

from typing import Any

import pytest

from saima.engine.standings import is_plain, standings
from saima.plan.methods.goalposts import Goalposts
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Ranking
from tests.engine.builders import Given, indicator, inputs, node, plan, scored

MARCH = Period.parse("2021-03")
HUNDRED = Goalposts(low=0, high=100)
DATA: list[Given] = [
    ("A", "a", "2021-03", 80),
    ("A", "b", "2021-03", 60),
    ("B", "a", "2021-03", 90),
]


def rules(missing: str = "problem", **given: Any) -> Plan:
    """Two units on two indicators; B has no value for the second."""
    parts = [indicator(code, HUNDRED, weight=50) for code in "ab"]
    return plan(*parts, units_="A B", missing=missing, **given)


@pytest.mark.parametrize(
    ("missing", "total"), [("problem", None), ("zero", 45), ("full", 95), ("group_mean", 75)]
)
def test_missing_values_follow_their_policy(missing: str, total: float | None) -> None:
    # A: 40 + 30; B: 45 and nothing, none, all or 60 % of 50
    found = standings(rules(missing), inputs(DATA), [MARCH])
    assert dict(found.select("unit", "total").iter_rows()) == {"A": 70, "B": total}


def test_what_is_not_plain_is_scored_as_a_whole() -> None:
    found = standings(rules("reweight"), inputs(DATA), [MARCH])
    assert dict(found.select("unit", "total").iter_rows()) == {"A": 70, "B": 90}
    assert found.columns == scored(rules("reweight"), DATA).totals.columns


@pytest.mark.parametrize(
    "other",
    [
        rules("reweight"),
        rules(ranking=Ranking(tie_break=("n",))),
        rules(total={"combine": "geometric"}),
        rules(total={"weighting": "equal"}),
        plan(node("n", cap=1), indicator(parent="n")),
        plan(node("n", floor=0), indicator(parent="n")),
        plan(node("n", weight=50), indicator(parent="n")),
        plan(indicator(frequency="quarter")),
        plan(indicator(weight=0)),
        plan(indicator(except_units=["A"])),
        plan(indicator(held_by=[{"unit": "A", "weight": 1}], weight={}), city="A"),
    ],
)
def test_what_a_plain_sum_is_not(other: Plan) -> None:
    assert is_plain(other, [Period.parse("2021-02")]) is False


def test_what_a_plain_sum_is() -> None:
    assert is_plain(rules(ranking=Ranking(tie_break=("bonus", "deduction"))), [MARCH]) is True

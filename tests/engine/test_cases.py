"""Worked examples of a plan: what is compared, and what is said when it differs."""

from typing import Any

import pytest

from saima.engine.cases import run_cases
from saima.plan.cases import Case
from saima.plan.methods.goalposts import Goalposts
from saima.plan.plan import Plan
from saima.plan.targets import UnitTarget
from tests.engine.builders import POLARS, adjustment, indicator, node, plan

RULES = plan(
    node("n"),
    indicator("a", target=10, parent="n", weight=60),
    indicator("b", Goalposts(low=0, high=100), parent="n", weight=40),
    adjustments=(adjustment("plus", "bonus"),),
    targets=[UnitTarget(unit="A", indicator="a", period="2021", target=20)],
)
OBSERVATIONS = [
    {"unit": "A", "indicator": "a", "value": 5},
    {"unit": "A", "indicator": "b", "value": 50},
]


def found(expected: dict[str, Any], rules: Plan = RULES, **given: Any) -> list[str]:
    """The problems of one case, in English."""
    case = {"name": "one", "period": "2021-03", "observations": OBSERVATIONS} | given
    problems = run_cases(rules, [Case.model_validate(case | {"expected": expected})], POLARS)
    return [problem.text() for problem in problems]


def test_a_case_that_agrees_says_nothing() -> None:
    expected = {
        "total": 52.5,
        "rank": 1,
        "bonus": 2.5,
        "eligible": True,
        "indicators": {"a": {"points": 30, "light": "red"}},
        "nodes": {"n": {"rate": 0.5}},
    }
    bonus = {"unit": "A", "kind": "plus", "points": 2.5}
    # The case's own rules are the plan's, without its targets of units: 60 x 5/10 + 40 x 0.5
    assert found({"A": expected}, adjustments=[bonus]) == []


def test_the_targets_of_the_plan_hold_where_the_case_says_so() -> None:
    assert found({"A": {"indicators": {"a": {"target": 20}}}}, base="plan") == []
    targets = [{"unit": "A", "indicator": "a", "period": "2021", "target": 40}]
    assert found({"A": {"indicators": {"a": {"target": 40}}}}, base="plan", targets=targets) == []


def test_numbers_agree_within_the_tolerance() -> None:
    assert found({"A": {"total": 50.00009}}) == []
    assert found({"A": {"total": 50.9}}, tolerance=1) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"total": 51}, "total of A is 50; expected 51"),
        ({"eligible": False}, "eligible of A is True; expected False"),
        ({"unranked": True}, "unranked of A is False; expected True"),
        ({"indicators": {"b": {"note": "x"}}}, "b note of A is ; expected x"),
        ({"nodes": {"n": {"points": 49}}}, "n points of A is 50; expected 49"),
        ({"nodes": {"else": {"points": 1}}}, "else points of A is nothing; expected 1"),
    ],
)
def test_a_difference_is_named(expected: dict[str, Any], said: str) -> None:
    (words,) = found({"A": expected})
    assert words.startswith(f'case "one": {said}')


def test_a_unit_without_a_total_can_be_expected() -> None:
    assert found({"A": {"unranked": True}}, observations=OBSERVATIONS[:1]) == []

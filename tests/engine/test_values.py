"""Values ready for scoring: denominators, the measure, and the values of other times."""

from typing import Any

import pytest

from saima.plan.methods.blend import Blend
from saima.plan.methods.improvement import Improvement
from saima.plan.methods.met import Met
from saima.plan.methods.min_max import MinMax
from saima.plan.methods.rank_points import RankPoints
from saima.plan.methods.steps import Steps
from saima.plan.targets import UnitTarget
from tests.engine.builders import (
    Column,
    Given,
    indicator,
    plan,
    points_of,
    score_column,
    score_row,
    scored,
)


def month(code: str, value: float | None, period: str = "2021-03", unit: str = "A") -> Given:
    """An observation."""
    return (unit, code, period, value)


def divided(observations: list[Given], **given: Any) -> tuple[object, object]:
    """The value of ``a`` divided by ``b``, and why there is none."""
    rules = plan(indicator("a", target=1, denominator="b", **given), indicator("b", weight={}))
    row = score_row(scored(rules, observations))
    return row["value"], row["reason"]


def test_a_value_is_divided_by_its_denominator() -> None:
    assert divided([month("a", 30), month("b", 40)]) == (0.75, None)


def test_the_multiplier_brings_the_quotient_into_the_measure() -> None:
    assert divided([month("a", 30), month("b", 40)], multiplier=100) == (75, None)


@pytest.mark.parametrize("denominator", [0, None])
def test_nothing_is_divided_by_nothing(denominator: float | None) -> None:
    assert divided([month("a", 30), month("b", denominator)]) == (None, "unusable")


def test_a_denominator_that_is_not_there_leaves_no_value() -> None:
    assert divided([month("a", 30)]) == (None, "unusable")


def test_a_missing_value_stays_missing_whatever_the_denominator() -> None:
    assert divided([month("b", 40)]) == (None, "missing")


def test_both_are_added_up_before_they_are_divided() -> None:
    observations = [month("a", n, f"2021-0{n}") for n in (1, 2, 3)]
    observations += [month("b", 4, f"2021-0{n}") for n in (1, 2, 3)]
    rules = plan(
        indicator("a", target=1, denominator="b", collect="flow"),
        indicator("b", weight={}, collect="flow"),
    )
    # 1, 2 and 3 in three times 4
    assert score_row(scored(rules, observations))["value"] == 0.5


def test_indicators_without_a_denominator_keep_their_values() -> None:
    rules = plan(indicator("a", target=1, denominator="b"), indicator("b", target=1, multiplier=2))
    outcome = scored(rules, [month("a", 30), month("b", 40)])
    # The denominator is what was reported, the scored value is in the measure.
    assert score_row(outcome, code="a")["value"] == 0.75
    assert score_row(outcome, code="b")["value"] == 80


def test_growth_is_against_the_same_period_of_last_year() -> None:
    rules = plan(indicator(method=Blend(alpha=0), target=1, collect="flow"))
    observations = [month("a", 40, f"2020-0{n}") for n in (1, 2, 3)]
    observations += [month("a", 50, f"2021-0{n}") for n in (1, 2, 3)]
    row = score_row(scored(rules, [*observations, month("a", 99, "2020-04")]))
    assert (row["value"], row["last_year"], row["growth"]) == (150, 120, 25)


@pytest.mark.parametrize(
    ("last_year", "growth", "reason"),
    [(40, 25, None), (0, None, "last_year_not_positive"), (-4, None, "last_year_not_positive")],
)
def test_growth_needs_something_to_grow_from(
    last_year: float, growth: float | None, reason: str | None
) -> None:
    rules = plan(indicator(method=Blend(alpha=0), target=1))
    row = score_row(scored(rules, [month("a", 50), month("a", last_year, "2020-03")]))
    assert row["growth"] == (pytest.approx(growth) if growth else None)
    assert row["reason"] == reason


def test_a_unit_without_last_year_says_so() -> None:
    rules = plan(indicator(method=Blend(alpha=0), target=1))
    row = score_row(scored(rules, [month("a", 50)]))
    assert (row["last_year"], row["reason"]) == (None, "no_last_year")


@pytest.mark.parametrize(
    ("period", "before", "found"),
    [("2021-03", "2021-02", 7), ("2021Q1", "2020-12", 7), ("2021", "2020-12", 7)],
)
def test_the_period_before_is_of_the_same_kind(period: str, before: str, found: float) -> None:
    last = {"2021-03": "2021-03", "2021Q1": "2021-03", "2021": "2021-12"}[period]
    rules = plan(indicator(method=Improvement(per_place=1), direction="lower"))
    outcome = scored(rules, [month("a", 5, last), month("a", 7, before)], period)
    assert score_row(outcome, period=period)["previous_value"] == found


def test_the_same_sum_in_another_order_is_the_same_value() -> None:
    # 0.1 + 0.2 + 0.3 is stored as 0.6000000000000001, 0.3 + 0.2 + 0.1 as 0.6.
    parts = [
        indicator("a", RankPoints(step=0.5), weight=10, collect="flow"),
        indicator("b", MinMax(), weight=10, collect="flow"),
        indicator("c", Met(), {"value": 0.6, "compare": "more_than"}, weight=10, collect="flow"),
    ]
    months = {"A": (0.1, 0.2, 0.3), "B": (0.3, 0.2, 0.1), "C": (0.0, 0.0, 0.6)}
    observations = [
        month(part.code, number, f"2021-0{position}", unit)
        for part in parts
        for unit, numbers in months.items()
        for position, number in enumerate(numbers, 1)
    ]
    rules = plan(*parts, units_="A B C", targets=targets_of("ABC", "c", 0.6))
    outcome = scored(rules, observations)
    assert score_column(outcome, "points", "a") == [10, 10, 10]
    assert score_column(outcome, "points", "b") == [10, 10, 10]
    assert score_column(outcome, "points", "c") == [0, 0, 0]


def targets_of(codes: str, indicator_code: str, target: float) -> list[UnitTarget]:
    """The same target for March for every unit."""
    return [
        UnitTarget(unit=unit, indicator=indicator_code, period="2021-03", target=target)
        for unit in codes
    ]


def test_equal_growth_ties_whatever_the_size() -> None:
    # Both grow by 10 %: 1.1 / 1 is stored above 1.1, 3.3 / 3 below.
    method = Blend(alpha=0, growth="rank", step=0.5)
    column = Column([1.1, 3.3, 0.33], targets=[1, 1, 1], last_year=[1, 3, 0.3])
    assert points_of(method, column) == [10, 10, 10]


def test_a_step_is_reached_exactly() -> None:
    # 0.57 of 0.6 is 95 %, and so is 2.28 of 2.4.
    method = Steps(table=((0.95, 1),), of="completion")
    column = Column([0.57, 2.28, 0.569], targets=[0.6, 2.4, 0.6])
    assert points_of(method, column) == [10, 10, 0]

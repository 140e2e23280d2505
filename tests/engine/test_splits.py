"""Splitting a target over units and months; the figures are worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saima.engine.splits import (
    apportion,
    cumulative,
    curve_of,
    even_curve,
    is_curve,
    over_asking,
    period_targets,
    plan_curve,
)
from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator, small_plan

UNITS = "abcdefghijk"


def d(*numbers: object) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]


def flow(**more: object) -> tuple[Plan, Indicator]:
    plan = small_plan(indicator("flow", **more))
    return plan, plan.indicator_by_code["flow"]


def test_what_rounding_leaves_goes_to_the_largest_remainders() -> None:
    # 10 x 5/8 = 6.25, 10 x 2/8 = 2.50, 10 x 1/8 = 1.25: the one that is left goes to b.
    parts = apportion(Decimal(10), {"a": Decimal(5), "b": Decimal(2), "c": Decimal(1)}, 0)
    assert parts == {"a": 6, "b": 3, "c": 1}


def test_equal_weights_share_the_rest_in_the_order_of_the_units() -> None:
    # 180 / 11 = 16.3636...: eleven times 16.36 are 179.96, and four steps of 0.01 are left.
    parts = apportion(Decimal(180), dict.fromkeys(UNITS, Decimal(1)), 2)
    assert list(parts.values()) == d(*["16.37"] * 4, *["16.36"] * 7)


def test_a_total_with_more_decimals_than_the_indicator_is_split_with_its_own() -> None:
    parts = apportion(Decimal("1.25"), {"a": Decimal(1), "b": Decimal(1)}, 0)
    assert parts == {"a": Decimal("0.63"), "b": Decimal("0.62")}


@pytest.mark.parametrize(
    ("total", "weights"),
    [(Decimal(-1), {"a": Decimal(1)}), (Decimal(1), {"a": Decimal(0)}), (Decimal(1), {})],
)
def test_nothing_is_split_by_weights_that_are_none(
    total: Decimal, weights: dict[str, Decimal]
) -> None:
    with pytest.raises(ValueError, match="weights of at least zero"):
        apportion(total, weights, 2)


weights = st.lists(st.decimals(0, 10**6, places=3), min_size=1, max_size=20).filter(any)


@given(st.decimals(0, 10**9, places=4), weights, st.integers(0, 6))
def test_parts_always_add_up_and_a_larger_weight_never_gets_less(
    total: Decimal, numbers: list[Decimal], decimals: int
) -> None:
    keys = {str(place): number for place, number in enumerate(numbers)}
    parts = apportion(total, keys, decimals)
    assert sum(parts.values()) == total
    by_weight = sorted(keys, key=lambda key: (keys[key], parts[key]))
    assert [parts[key] for key in by_weight] == sorted(parts.values())


def test_last_years_months_become_cumulative_shares() -> None:
    # 10 of 80 in January, then 30 more, then nothing until the last 40 in December.
    shares = curve_of(d(10, 30, *[0] * 9, 40))
    assert shares == tuple(d("0.125", *["0.5"] * 10, 1))


@pytest.mark.parametrize("amounts", [d(*[0] * 12), d(*[1] * 11), d(-1, *[1] * 11)])
def test_no_curve_comes_from_amounts_that_are_none(amounts: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="twelve amounts"):
        curve_of(amounts)


@pytest.mark.parametrize(
    "shares",
    [d(*[1] * 11), d("0.5", "0.4", *[1] * 10), d(*["0.5"] * 12), d(-1, *[1] * 11)],
)
def test_a_curve_has_twelve_shares_that_rise_to_one(shares: list[Decimal]) -> None:
    assert not is_curve(shares)


@given(st.decimals(0, 10**9, places=2), st.lists(st.decimals(0, 99, places=2), min_size=12))
def test_months_never_fall_and_end_with_the_years_target(
    total: Decimal, amounts: list[Decimal]
) -> None:
    shares = curve_of([*amounts[:11], Decimal(1)])
    months = cumulative(total, shares, 2)
    assert is_curve(shares)
    assert list(months) == sorted(months)
    assert months[-1] == total


def test_the_plans_own_curve_is_taken_and_an_even_one_where_it_does_not_rise_to_one() -> None:
    steps = [0, 0, 0.2, 0.2, 0.2, 0.5, 0.5, 0.5, 0.8, 0.8, 0.8, 1]
    _, stated = flow(target={"value": 100, "every_unit": True, "phase": steps})
    assert plan_curve(stated) == tuple(d(*steps))
    _, short = flow(target={"value": 100, "every_unit": True, "phase": [0.1] * 12})
    assert plan_curve(short) == even_curve()


def test_a_third_rounds_as_on_paper() -> None:
    # 30 x 1/12 = 2.5 and 30 x 7/12 = 17.5: half up, whether the curve is the plan's or ours.
    _, linear = flow()
    for curve in (even_curve(), plan_curve(linear)):
        months = cumulative(Decimal(30), curve, 0)
        assert [months[0], months[6], months[-1]] == d(3, 18, 30)


def test_over_asking_is_what_the_lower_level_is_asked_for_beyond_the_higher() -> None:
    assert over_asking(Decimal(150), Decimal(180)) == Decimal("0.2")
    assert over_asking(Decimal(180), Decimal(171)) == Decimal("-0.05")
    assert over_asking(Decimal(0), Decimal(5)) is None


def test_every_period_of_values_to_date_has_its_months_target() -> None:
    plan, one = flow()
    months = d(*range(5, 61, 5))
    targets = period_targets(plan, one, months)
    assert [targets[key] for key in ("2021-01", "2021-12", "2021Q2", "2021H1")] == d(5, 60, 30, 30)
    assert len(targets) == 12 + 4 + 2


def test_a_period_of_its_own_months_has_what_falls_on_them() -> None:
    plan, one = flow(span="within")
    targets = period_targets(plan, one, d(*range(5, 61, 5)))
    assert [targets[key] for key in ("2021-03", "2021Q2", "2021H2")] == d(5, 15, 30)


def test_between_two_quarters_the_last_one_that_was_due_counts() -> None:
    plan, one = flow(frequency="quarter")
    targets = period_targets(plan, one, d(*range(5, 61, 5)))
    assert "2021-02" not in targets
    assert [targets[key] for key in ("2021-03", "2021-05", "2021-06")] == d(15, 15, 30)

"""The target beside one cell agrees with the targets of the scores."""

import pytest

from saima.engine.phased import Aim, Aims, aim, stated_in
from saima.plan.periods import Period
from saima.plan.plan import Plan
from tests.demo.small_plan import indicator, small_plan

MARCH = Period.parse("2021-03")
FRONT = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 1, 1, 1, 1, 1]


def found(plan: Plan, code: str, period: Period = MARCH, unit: str = "a") -> Aim:
    return aim(plan, stated_in(plan, {}), unit, plan.indicator_by_code[code], period)


def numbers(one: Aim) -> tuple[float | None, ...]:
    return one.annual, one.to_date, one.own


def test_a_flow_is_phased_by_month() -> None:
    # 120 a year: 30 by March, of which March itself 10.
    plan = small_plan(indicator("flow", target={"value": 120, "every_unit": True}))
    assert numbers(found(plan, "flow")) == pytest.approx((120, 30, 10))


def test_february_without_january_takes_both_shares() -> None:
    target = {"value": 120, "every_unit": True}
    plan = small_plan(indicator("flow", january=False, target=target))
    assert found(plan, "flow", Period.parse("2021-02")).own == pytest.approx(20)


def test_a_curve_of_the_plan_is_followed() -> None:
    target = {"value": 100, "every_unit": True, "phase": FRONT}
    plan = small_plan(
        indicator("flow", target=target), indicator("sum", collect="cumulative", target=target)
    )
    assert numbers(found(plan, "flow")) == pytest.approx((100, 70, 10))
    assert numbers(found(plan, "sum")) == pytest.approx((100, 70, 70))
    assert found(plan, "flow", Period.parse("2021-01")).own == pytest.approx(50)


def test_a_level_is_not_phased() -> None:
    plan = small_plan(indicator("level", collect="level"))
    assert found(plan, "level") == Aim(100, 100, 100)


def test_the_whole_bodys_target_is_no_towns() -> None:
    plan = small_plan(indicator("flow", target={"value": 120}))
    assert found(plan, "flow") == Aim()
    assert found(plan, "flow", unit="city").annual == 120


def test_no_target_is_no_aim() -> None:
    assert found(small_plan(indicator("open", target=None)), "open") == Aim()


def test_a_target_relative_to_another_indicator_is_not_known_beforehand() -> None:
    plan = small_plan(indicator("one"), indicator("two", target={"relative_to": "one"}))
    assert found(plan, "two") == Aim()


def test_a_units_own_target_replaces_the_plans_and_a_later_one_both() -> None:
    rows = [{"unit": "a", "indicator": "flow", "period": "2021", "target": 24}]
    plan = small_plan(indicator("flow", target={"value": 120}), targets=rows)
    assert found(plan, "flow").to_date == pytest.approx(6)
    later = stated_in(plan, {("a", "flow", "2021"): 48.0})
    flow = plan.indicator_by_code["flow"]
    assert aim(plan, later, "a", flow, MARCH).to_date == pytest.approx(12)


def test_a_target_for_the_very_period_is_taken_as_it_is() -> None:
    rows = [{"unit": "a", "indicator": "flow", "period": "2021-03", "target": 7}]
    plan = small_plan(indicator("flow", target={"value": 120}), targets=rows)
    assert found(plan, "flow") == Aim(None, 7, 7)


def test_a_yearly_value_is_held_against_the_years_target() -> None:
    plan = small_plan(indicator("yearly", frequency="year"))
    assert found(plan, "yearly", Period.parse("2021")) == Aim(100, 100, 100)


def test_one_set_of_aims_serves_all_units() -> None:
    plan = small_plan(indicator("flow", target={"value": 120, "every_unit": True}))
    aims = Aims(plan, stated_in(plan, {}))
    flow = plan.indicator_by_code["flow"]
    assert aims.of("a", flow, MARCH) == aims.of("b", flow, MARCH) == found(plan, "flow")

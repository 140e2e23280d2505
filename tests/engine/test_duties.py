"""Who is asked for what in a month."""

from saima.engine.duties import Duty, duties
from saima.plan.periods import Period
from tests.cast import cast_plan
from tests.demo.small_plan import indicator, small_plan


def asked(month: str) -> dict[tuple[str, str], Duty]:
    return {(duty.unit, duty.indicator): duty for duty in duties(cast_plan(), Period.parse(month))}


def test_a_source_department_reports_for_all_towns_and_the_city() -> None:
    march = asked("2021-03")
    for unit in ("a", "b", "c", "city"):
        duty = march[unit, "investment"]
        assert (duty.reporter, duty.checker) == ("commerce", "")
    assert ("commerce", "investment") not in march


def test_a_town_that_reports_itself_is_checked_by_the_lead_department() -> None:
    march = asked("2021-03")
    assert (march["a", "starts"].reporter, march["a", "starts"].checker) == ("a", "commerce")


def test_the_city_is_reported_by_the_lead_department_and_checked_by_the_office() -> None:
    city = asked("2021-03")["city", "starts"]
    assert (city.reporter, city.checker) == ("commerce", "")


def test_a_town_without_a_lead_department_is_checked_by_the_office() -> None:
    assert asked("2021-03")["b", "level"].checker == ""


def test_nothing_is_due_in_january_where_it_is_published_with_february() -> None:
    assert ("a", "output") not in asked("2021-01")
    assert str(asked("2021-02")["a", "output"].period) == "2021-02"


def test_a_quarter_is_due_with_its_last_month_only() -> None:
    assert ("a", "share") not in asked("2021-02")
    assert str(asked("2021-03")["a", "share"].period) == "2021Q1"
    assert str(asked("2021-03")["city", "rank"].period) == "2021Q1"


def test_duties_stand_in_the_order_of_the_plan() -> None:
    march = duties(cast_plan(), Period.parse("2021-03"))
    first = [(duty.indicator, duty.unit) for duty in march][:5]
    assert first == [
        ("investment", "city"),
        ("investment", "a"),
        ("investment", "b"),
        ("investment", "c"),
        ("starts", "city"),
    ]


def test_what_a_ratio_or_a_target_is_compared_with_is_asked_too() -> None:
    plan = small_plan(
        indicator("whole", weight={}),
        indicator("part", denominator="whole"),
        indicator("above", target={"relative_to": "whole"}, except_units=["c"]),
    )
    pairs = {(duty.unit, duty.indicator) for duty in duties(plan, Period.parse("2021-03"))}
    assert {unit for unit, code in pairs if code == "whole"} == {"city", "a", "b", "c"}
    assert {unit for unit, code in pairs if code == "above"} == {"a", "b"}


def test_a_plan_without_a_city_asks_its_units_only() -> None:
    plan = small_plan(indicator("one"), city=None)
    pairs = {duty.unit for duty in duties(plan, Period.parse("2021-03"))}
    assert pairs == {"a", "b", "c"}


def test_a_city_value_that_nobody_leads_is_reported_by_the_city() -> None:
    plan = small_plan(indicator("shown", weight={}))
    (duty,) = duties(plan, Period.parse("2021-03"))
    assert (duty.unit, duty.reporter, duty.checker) == ("city", "city", "")


def test_a_city_value_of_its_own_lead_is_checked_by_the_office() -> None:
    plan = small_plan(indicator("held", weight={}, held_by=[{"unit": "office", "weight": 5}]))
    (duty,) = duties(plan, Period.parse("2021-03"))
    assert (duty.unit, duty.reporter, duty.checker) == ("city", "office", "")

"""Derived values by hand-worked numbers: windows, limits, shares, medians."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from saima.engine.derived import Counted, Thing, counted
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator

MARCH = Period.parse("2021-03")
TODAY = date(2021, 4, 6)

THINGS = [
    Thing(1, "a", date(2021, 1, 4), date(2021, 2, 1), date(2021, 1, 29), 2, Decimal(2)),
    Thing(2, "a", date(2021, 1, 5), date(2021, 3, 1), date(2021, 3, 10), 3, Decimal(3)),
    Thing(3, "a", date(2021, 2, 1), date(2021, 3, 31), None, 5, Decimal(5)),
    Thing(4, "a", date(2021, 3, 2), date(2021, 4, 30), date(2021, 4, 2), 7, Decimal(7)),
    Thing(5, "a", date(2021, 4, 1), None, None, 11, Decimal(11)),
    Thing(6, "a", None, date(2021, 4, 20), None, 13, Decimal(13)),
]


def derived(measure: str, collect: str = "level", **query: Any) -> Indicator:
    """A derived indicator over the things."""
    rule = {"objects": "hard_problems", "measure": measure, **query}
    return Indicator.model_validate(indicator("x", collect=collect, derived=rule, target=None))


def keys(found: Counted) -> list[int]:
    return [key for key, _, _ in found.objects]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"begun": "period"}, [4]),
        ({"begun": "to_date"}, [1, 2, 3, 4]),
        ({"closed": "period"}, [2]),
        ({"closed": "to_date"}, [1, 2]),
        ({"due": "to_date"}, [1, 2, 3]),
        ({"due": "to_date", "within_limit": True}, [1]),
        ({"within_limit": False}, [2]),
        ({"begun": "to_date", "closed": "period"}, [2]),
    ],
)
def test_a_window_holds_the_days_of_the_period_or_of_the_year_so_far(
    where: dict[str, Any], expected: list[int]
) -> None:
    found = counted(derived("count", where=where), THINGS, MARCH, TODAY)
    assert (keys(found), found.value) == (expected, Decimal(len(expected)))


def test_what_waits_for_its_checker_is_neither_in_time_nor_late() -> None:
    """Due on 1 and 2 March and not closed; the first was handed in by its day."""
    things = [
        Thing(1, "a", due=date(2021, 3, 1), waits=True),
        Thing(2, "a", due=date(2021, 3, 2)),
        Thing(3, "a", due=date(2021, 3, 2), closed=date(2021, 3, 2)),
    ]
    late = derived("count", where={"within_limit": False})
    assert keys(counted(late, things, MARCH, TODAY)) == [2]
    in_time = derived("count", where={"within_limit": True})
    assert keys(counted(in_time, things, MARCH, TODAY)) == [3]


def test_no_window_reaches_beyond_today() -> None:
    """On 15 March nothing of later is known: 2 is closed late, 3 and 4 are open and not due."""
    early = date(2021, 3, 15)
    rule = derived("count", where={"due": "to_date"})
    assert keys(counted(rule, THINGS, MARCH, early)) == [1, 2]
    april = Period.parse("2021-04")
    assert keys(counted(rule, THINGS, april, TODAY)) == [1, 2, 3]


def test_what_is_due_and_still_open_is_beyond_the_limit_once_the_day_has_passed() -> None:
    rule = derived("count", where={"within_limit": False})
    april = Period.parse("2021-04")
    assert keys(counted(rule, THINGS, april, TODAY)) == [2, 3]


def test_a_sum_adds_what_each_stands_for() -> None:
    rule = derived("sum", where={"begun": "to_date"})
    assert counted(rule, THINGS, MARCH, TODAY).value == Decimal(2 + 3 + 5 + 7)


def test_a_share_is_in_percent_of_the_cases_of_the_whole() -> None:
    """2 + 3 of 2 + 3 + 5 + 7 cases: 5 / 17 = 29.411764705...%."""
    rule = derived("share", of={"begun": "to_date"}, where={"closed": "to_date"})
    found = counted(rule, THINGS, MARCH, TODAY)
    assert found.value == Decimal("29.411765")
    assert found.objects == ((1, "2", True), (2, "3", True), (3, "5", False), (4, "7", False))


def test_a_share_that_adds_up_over_the_months_keeps_both_sums() -> None:
    rule = derived("share", "ratio", of={"begun": "period"}, where={"closed": "period"})
    january = counted(rule, THINGS, Period.parse("2021-01"), TODAY)
    assert january.value is None
    assert (january.numerator, january.denominator) == (Decimal(2), Decimal(5))


def test_a_part_counts_inside_its_whole_only() -> None:
    outside = [Thing(1, "a", date(2021, 3, 1), None, date(2021, 3, 2), inside=False)]
    rule = derived("share", of={"begun": "to_date"}, where={"closed": "to_date"})
    assert counted(rule, outside, MARCH, TODAY).value == Decimal(0)


def test_a_median_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    """25 and 64 days (4 to 29 January; 5 January to 10 March): 44.5."""
    rule = derived("median_days", where={"closed": "to_date"})
    found = counted(rule, THINGS, MARCH, TODAY)
    assert found.value == Decimal("44.5")
    assert found.objects == ((1, "25", True), (2, "64", True))


@pytest.mark.parametrize(
    "rule",
    [
        derived("share", of={"begun": "period"}, where={"closed": "period"}),
        derived("median_days", where={"closed": "period"}),
    ],
)
def test_nothing_to_divide_by_or_to_take_the_median_of_is_not_applicable(rule: Indicator) -> None:
    found = counted(rule, [], MARCH, TODAY)
    assert (found.value, found.not_applicable) == (None, True)


def test_nothing_to_count_is_none() -> None:
    assert counted(derived("count"), [], MARCH, TODAY).value == 0


def test_an_indicator_that_is_reported_is_not_counted() -> None:
    reported = Indicator.model_validate(indicator("x"))
    with pytest.raises(ValueError, match="x"):
        counted(reported, THINGS, MARCH, TODAY)

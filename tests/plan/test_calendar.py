"""Working days and deadlines; the days are those of the State Council's holiday notices."""

from datetime import date

import pytest

from saima.plan.calendar import (
    after_working_days,
    deadlines,
    holiday,
    known,
    moved_working_days,
    next_working_day,
    working_day,
    working_days_between,
)
from saima.plan.periods import Period


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 2, 11), False),  # eve of the Spring Festival, a Thursday
        (date(2021, 2, 20), True),  # a Saturday worked to make up for it
        (date(2021, 4, 25), True),  # a Sunday worked to make up for Labour Day
        (date(2021, 4, 24), False),
        (date(2021, 4, 26), True),
    ],
)
def test_holidays_and_make_up_days_count_as_decreed(day: date, works: bool) -> None:
    assert working_day(day) is works


def test_a_year_that_is_not_known_goes_by_weekdays_and_says_so() -> None:
    assert not known(2099)
    assert working_day(date(2099, 10, 1))  # a Thursday, surely a holiday, but not known
    assert not working_day(date(2099, 10, 3))
    note = deadlines(Period.parse("2099-03")).note
    assert note is not None
    assert "2099" in note.zh
    assert "2099" in note.en


def test_a_day_moves_to_the_next_on_which_people_work() -> None:
    assert next_working_day(date(2021, 4, 6)) == date(2021, 4, 6)
    assert next_working_day(date(2021, 10, 1)) == date(2021, 10, 8)


def test_working_days_are_counted_after_the_first_day() -> None:
    # From Wednesday 29 September: 30 September, then 8 and 9 October (a Saturday made up).
    assert after_working_days(date(2021, 9, 29), 3) == date(2021, 10, 9)
    assert after_working_days(date(2021, 9, 29), 0) == date(2021, 9, 29)
    assert working_days_between(date(2021, 9, 29), date(2021, 10, 9)) == 3
    assert working_days_between(date(2021, 10, 9), date(2021, 9, 29)) == -3


def test_march_is_collected_in_april() -> None:
    dates = deadlines(Period.parse("2021-03"))
    assert dates.opens == date(2021, 4, 1)
    assert dates.report == date(2021, 4, 12)
    assert dates.check == date(2021, 4, 19)  # the 18th is a Sunday
    assert dates.freeze == date(2021, 4, 20)
    assert dates.show == date(2021, 4, 25)  # a Sunday that is worked
    assert dates.note is None


def test_december_is_collected_in_january_of_the_next_year() -> None:
    assert deadlines(Period.parse("2021-12")).report == date(2022, 1, 12)


def test_dates_keep_their_order_where_holidays_push_them_together() -> None:
    # The Spring Festival of 2021 lasts from 11 to 17 February: the 12th moves to the 18th.
    dates = deadlines(Period.parse("2021-01"))
    assert dates.report == date(2021, 2, 18)
    assert dates.check == date(2021, 2, 19)
    assert dates.freeze == date(2021, 2, 20)


def test_a_quarter_is_due_with_its_last_month() -> None:
    assert deadlines(Period.parse("2021Q1")) == deadlines(Period.parse("2021-03"))


def test_what_the_city_set_apart_goes_before_the_holidays() -> None:
    own = {date(2021, 4, 12): False, date(2021, 4, 17): True}
    assert not working_day(date(2021, 4, 12), own)  # a Monday
    assert working_day(date(2021, 4, 17), own)  # a Saturday
    assert next_working_day(date(2021, 4, 12), own) == date(2021, 4, 13)
    # After Sunday the 11th: Tuesday the 13th, because Monday is off.
    assert after_working_days(date(2021, 4, 11), 1, own) == date(2021, 4, 13)
    # From Sunday the 11th to Sunday the 18th: Tuesday to Saturday.
    assert working_days_between(date(2021, 4, 11), date(2021, 4, 18), own) == 5
    assert working_days_between(date(2021, 4, 18), date(2021, 4, 11), own) == -5


def test_deadlines_follow_what_the_city_set_apart() -> None:
    dates = deadlines(Period.parse("2021-03"), {date(2021, 4, 12): False, date(2021, 4, 18): True})
    assert dates.report == date(2021, 4, 13)
    assert dates.check == date(2021, 4, 18)  # a Sunday that the city works
    assert dates.freeze == date(2021, 4, 20)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2021, 2, 12), "春节"),
        (date(2021, 2, 20), "春节"),  # worked to make up for it
        (date(2021, 2, 22), None),
        (date(2021, 2, 28), None),  # a Sunday like any other
        (date(2099, 10, 1), None),
    ],
)
def test_a_holiday_has_its_name(day: date, name: str | None) -> None:
    found = holiday(day)
    assert (None if found is None else found.zh) == name


def test_days_before_a_day_skip_holidays_and_count_days_worked_to_make_up() -> None:
    # National Day 2021: 1 to 7 October are free, Sunday 26 September and Saturday 9 October worked.
    assert moved_working_days(date(2021, 10, 8), -2) == date(2021, 9, 29)
    assert moved_working_days(date(2021, 9, 27), -1) == date(2021, 9, 26)
    assert moved_working_days(date(2021, 10, 8), 1) == date(2021, 10, 9)
    assert moved_working_days(date(2021, 10, 3), 0) == date(2021, 10, 3)

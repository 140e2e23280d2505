"""The geometry of the battle map by hand-worked numbers."""

from datetime import date

import pytest

from saima.web.charts.gantt import (
    Measures,
    Placed,
    Scale,
    Tick,
    months,
    pages,
    span,
    weeks,
    years,
)

QUARTER = Scale(date(2021, 3, 1), date(2021, 5, 31), 10)
"""31 + 30 + 31 days of ten pixels."""


def test_days_and_width_count_both_ends() -> None:
    assert (QUARTER.days, QUARTER.width) == (92, 920)


def test_a_day_begins_has_its_mark_in_the_middle_and_ends() -> None:
    # 1 April is day number 31.
    day = date(2021, 4, 1)
    assert (QUARTER.left(day), QUARTER.middle(day), QUARTER.right(day)) == (310, 315, 320)


def test_days_outside_stand_at_the_edge() -> None:
    assert QUARTER.number(date(2020, 1, 1)) == 0
    assert QUARTER.number(date(2022, 1, 1)) == 91


@pytest.mark.parametrize(
    ("x", "day"),
    [
        (0, date(2021, 3, 1)),
        (9.9, date(2021, 3, 1)),
        (310, date(2021, 4, 1)),
        (-5, date(2021, 3, 1)),
        (5000, date(2021, 5, 31)),
    ],
)
def test_a_pixel_lies_in_a_day(x: float, day: date) -> None:
    assert QUARTER.at(x) == day


def test_a_bar_holds_the_day_on_which_it_is_due() -> None:
    # From 3 March (20) to the end of 5 March (50).
    assert QUARTER.bar(date(2021, 3, 3), date(2021, 3, 5)) == (20, 30)


def test_a_bar_that_began_before_the_map_begins_at_its_edge_and_is_a_day_at_least() -> None:
    assert QUARTER.bar(date(2021, 1, 1), date(2021, 3, 2)) == (0, 20)
    assert QUARTER.bar(date(2021, 1, 1), date(2021, 1, 9)) == (0, 10)


def test_the_same_days_fit_another_width() -> None:
    fitted = QUARTER.fitted(460)
    assert (fitted.day, fitted.left(date(2021, 4, 1))) == (5, 155)


def test_months_are_as_wide_as_their_days() -> None:
    assert months(QUARTER) == [
        Tick(date(2021, 3, 1), 0, 310),
        Tick(date(2021, 4, 1), 310, 300),
        Tick(date(2021, 5, 1), 610, 310),
    ]


def test_weeks_begin_on_monday_and_the_last_is_cut() -> None:
    found = weeks(QUARTER)
    # 1 March 2021 is a Monday, 31 May is one, too: a week of one day.
    assert found[0] == Tick(date(2021, 3, 1), 0, 70)
    assert found[-1] == Tick(date(2021, 5, 31), 910, 10)
    assert len(found) == 14


def test_the_first_week_is_cut_too() -> None:
    # 1 April 2021 is a Thursday: four days up to Sunday.
    scale = Scale(date(2021, 4, 1), date(2021, 4, 30), 1)
    assert weeks(scale)[:2] == [Tick(date(2021, 4, 1), 0, 4), Tick(date(2021, 4, 5), 4, 7)]


def test_years_are_cut_to_the_map() -> None:
    scale = Scale(date(2020, 12, 1), date(2021, 1, 31), 1)
    assert years(scale) == [Tick(date(2020, 12, 1), 0, 31), Tick(date(2021, 1, 1), 31, 31)]


def test_a_map_shows_whole_months() -> None:
    days = [date(2021, 2, 14), date(2021, 12, 3)]
    assert span(days, 2021) == (date(2021, 2, 1), date(2021, 12, 31))


def test_a_map_without_tasks_shows_the_year() -> None:
    assert span([], 2021) == (date(2021, 1, 1), date(2021, 12, 31))


def test_days_far_away_do_not_stretch_the_map() -> None:
    days = [date(2011, 5, 5), date(2035, 5, 5)]
    assert span(days, 2021) == (date(2020, 1, 1), date(2022, 12, 31))


def test_heads_stand_over_their_tasks() -> None:
    assert pages([2, 1], Measures(row=10, head=12, room=100)) == [
        [
            Placed(0, None, 0, 12),
            Placed(0, 0, 12, 10),
            Placed(0, 1, 22, 10),
            Placed(1, None, 32, 12),
            Placed(1, 0, 44, 10),
        ]
    ]


def test_a_group_that_goes_on_has_its_head_again_on_the_next_page() -> None:
    # 12 + 10 + 10 fit 35; the third task does not.
    assert pages([3], Measures(row=10, head=12, room=35)) == [
        [Placed(0, None, 0, 12), Placed(0, 0, 12, 10), Placed(0, 1, 22, 10)],
        [Placed(0, None, 0, 12, again=True), Placed(0, 2, 12, 10)],
    ]


def test_a_head_does_not_stand_alone_at_the_foot() -> None:
    # After the first group 22 are taken; the head of 12 would fit 35, its first task would not.
    found = pages([1, 1], Measures(row=10, head=12, room=35))
    assert found[1] == [Placed(1, None, 0, 12), Placed(1, 0, 12, 10)]


def test_groups_without_tasks_are_left_out() -> None:
    found = pages([0, 1], Measures(row=10, head=12, room=35))
    assert [line.group for line in found[0]] == [1, 1]

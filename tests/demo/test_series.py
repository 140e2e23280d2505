"""Monthly values by how they are collected; expected numbers worked out by hand."""

from typing import Any

import pytest

from saima.demo.seasons import BUILDING, TAX, bend, planned
from saima.demo.series import from_steps, in_steps, never_falling, own_course
from saima.plan.targets import LINEAR
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator, label, small_plan

ON_PLAN = (1.0,) * 12
PERCENT: dict[str, Any] = {"measure": label("%"), "collect": "cumulative"}


def one(**given: Any) -> Indicator:
    return small_plan(indicator("one", **given)).indicators[0]


def test_steps_round_half_up_and_back() -> None:
    assert [in_steps(number, 1) for number in (0.25, 1.0, -0.25)] == [3, 10, -3]
    assert from_steps(3, 1) == 0.3


def test_a_falling_run_is_raised() -> None:
    assert never_falling([-1, 3, 2, 5]) == (0, 3, 3, 5)


def test_amounts_follow_the_curve_that_the_plan_states() -> None:
    harvest = (0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.8, 0.9, 1.0)
    grain = one(target={"value": 50, "phase": harvest})
    assert planned(grain) == harvest
    assert own_course(grain, 50, ON_PLAN) == (0, 0, 0, 0, 5, 10, 15, 20, 25, 40, 45, 50)


def test_without_a_curve_the_season_bends_an_even_year() -> None:
    tax = one(label=label("税收"))
    assert bend(tax) == TAX
    assert planned(tax)[0] == pytest.approx(1.1 / 12)
    assert planned(tax)[11] == 1.0
    assert bend(one(label=label("新开工"))) == BUILDING


def test_every_season_ends_at_the_whole_year() -> None:
    names = ("税收", "开工", "村级收入", "外资")
    assert all(bend(one(label=label(name)))[-1] == 1.0 for name in names)
    assert planned(one(target={"value": 5, "phase": "flat"}))[-1] == LINEAR[-1]


def test_a_milestone_moves_in_steps_of_five_to_a_hundred() -> None:
    """Even curve: 8.3, 16.7, 25, 33.3, 41.7, 50 ... percent, cut to fives."""
    done = own_course(one(**PERCENT), 100, ON_PLAN)
    assert done == (5, 15, 25, 30, 40, 50, 55, 65, 75, 80, 90, 100)


def test_a_slow_milestone_stops_short() -> None:
    assert own_course(one(**PERCENT), 100, (0.8,) * 12)[-1] == 80
    assert own_course(one(**PERCENT), 100, (0.97,) * 12)[-1] == 100


def test_a_growth_rate_moves_by_points() -> None:
    """A pace of 1.1 is a tenth ahead: 30 points of growth for a whole are 3 points."""
    growth = one(label=label("投资增幅"), measure=label("%"), collect="level", decimals=1)
    assert own_course(growth, 10, (1.1,) * 12)[-1] == 130
    assert own_course(growth, 10, (0.5,) * 12)[-1] == -50


def test_lower_is_better_turns_the_pace_round() -> None:
    dust = one(collect="average", direction="lower", decimals=1, target=None)
    assert own_course(dust, 40, (1.1,) * 12)[-1] == 360


def test_a_list_cannot_be_exceeded() -> None:
    assert own_course(one(collect="level"), 10, (1.2,) * 12)[-1] == 10


def test_fine_dust_is_highest_in_winter() -> None:
    dust = one(collect="level", measure=label("微克/立方米"), target=None, direction="lower")
    months = own_course(dust, 20, ON_PLAN)
    assert (months[0], months[8], months[11]) == (30, 18, 20)


def test_the_slow_leave_a_range() -> None:
    target = {"low": 40, "high": 60, "compare": "within"}
    ranged = one(collect="level", direction="range", target=target)
    assert own_course(ranged, 50, ON_PLAN)[-1] == 50
    assert own_course(ranged, 50, (0.8,) * 12)[-1] == 66
    open_range = one(collect="level", direction="range", target={"low": 40, "compare": "within"})
    assert own_course(open_range, 40, (0.8,) * 12)[-1] == 40


def test_grades_go_from_the_best_to_the_worst() -> None:
    graded = one(collect="level", scoring={"method": "grades", "table": [1, 0.9, 0.7, 0.5]})
    paces = (1.1, 1.0, 0.95, 0.6, *(1.0,) * 8)
    assert own_course(graded, 1, paces)[:4] == (1, 2, 3, 4)

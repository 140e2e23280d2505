"""Lights of tasks by the weight of their nodes (domain 1.4); the figures are worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from saima.engine.task_lights import NOTHING_PLANNED, NodeDays, standing
from saima.plan.rules import Lights

TODAY = date(2021, 6, 1)


def node(
    weight: str, due: date, done_on: date | None = None, reported_on: date | None = None
) -> NodeDays:
    return NodeDays(Decimal(weight), due, done_on, reported_on)


def reported(weight: str, due: date, day: date) -> NodeDays:
    """A node that nobody has accepted yet."""
    return node(weight, due, reported_on=day)


@pytest.mark.parametrize(
    ("weight", "light"),
    [("9", "watch"), ("10", "yellow"), ("30", "yellow"), ("31", "red")],
)
def test_a_late_weight_of_so_many_percent_gives_this_light(weight: str, light: str) -> None:
    rest = node(str(100 - int(weight)), date(2021, 12, 1))
    found = standing(Lights(), [node(weight, date(2021, 5, 31)), rest], TODAY)
    assert (found.behind, found.light) == (float(weight), light)


def test_a_node_is_not_late_on_its_own_day() -> None:
    found = standing(Lights(), [node("1", TODAY)], TODAY)
    assert (found.light, found.late_nodes) == ("green", 0)


def test_work_done_ahead_does_not_hide_a_late_node() -> None:
    nodes = [node("5", date(2021, 5, 30)), node("50", date(2021, 9, 1), date(2021, 5, 1))]
    found = standing(Lights(), [*nodes, node("45", date(2021, 12, 1))], TODAY)
    assert (found.behind, found.light, found.days_late) == (-45.0, "watch", 2)


def test_the_delay_of_today_is_carried_on_to_the_last_node() -> None:
    nodes = [node("1", date(2021, 5, 22)), node("1", date(2021, 12, 1))]
    assert standing(Lights(), nodes, TODAY).finish == date(2021, 12, 11)


def test_the_delay_of_the_last_accepted_node_is_carried_on_where_none_is_late() -> None:
    nodes = [node("1", date(2021, 5, 1), date(2021, 5, 8)), node("1", date(2021, 12, 1))]
    assert standing(Lights(), nodes, TODAY).finish == date(2021, 12, 8)


def test_a_task_that_is_done_finished_on_its_last_day() -> None:
    nodes = [
        node("1", date(2021, 5, 1), date(2021, 5, 8)),
        node("1", date(2021, 5, 2), date(2021, 4, 2)),
    ]
    found = standing(Lights(), nodes, TODAY)
    assert (found.finish, found.done, found.light) == (date(2021, 5, 8), 1.0, "green")


def test_being_ahead_so_far_promises_nothing_for_the_last_node() -> None:
    nodes = [
        node("1", date(2021, 6, 1), date(2021, 3, 1)),
        node("1", date(2021, 6, 2)),
    ]
    assert standing(Lights(), nodes, TODAY).finish == date(2021, 6, 2)


def test_what_was_reported_in_time_is_neither_done_nor_behind() -> None:
    # Of 100 planned by today are 60: 20 of them done, 40 reported on the very day.
    nodes = [
        node("20", date(2021, 4, 30), date(2021, 4, 30)),
        reported("40", date(2021, 5, 31), date(2021, 5, 31)),
        node("40", date(2021, 12, 1)),
    ]
    found = standing(Lights(), nodes, TODAY)
    assert (found.planned, found.done, found.waiting) == (0.6, 0.2, 0.4)
    assert (found.behind, found.light) == (0.0, "green")
    assert (found.late_nodes, found.days_late) == (0, 0)


def test_what_waits_does_not_make_up_for_what_is_late() -> None:
    # 50 planned: 40 wait, 10 are late by two days: 50 - 40 - 0 = 10 behind, which is yellow.
    nodes = [
        reported("40", date(2021, 5, 31), date(2021, 5, 20)),
        node("10", date(2021, 5, 30)),
        node("50", date(2021, 12, 1)),
    ]
    found = standing(Lights(), nodes, TODAY)
    assert (found.behind, found.light, found.late_nodes) == (10.0, "yellow", 1)
    assert found.days_late == 2


def test_what_is_reported_before_its_day_is_no_part_of_the_plan_yet() -> None:
    ahead = reported("40", date(2021, 8, 1), date(2021, 5, 20))
    found = standing(Lights(), [ahead, node("60", date(2021, 12, 1))], TODAY)
    assert (found.planned, found.waiting, found.done, found.behind) == (0.0, 0.0, 0.0, 0.0)
    assert found.light == "green"


def test_what_was_returned_is_late_at_once() -> None:
    returned, rest = node("40", date(2021, 5, 31)), node("60", date(2021, 12, 1))
    found = standing(Lights(), [returned, rest], TODAY)
    assert (found.waiting, found.behind, found.light) == (0.0, 40.0, "red")
    assert (found.late_nodes, found.days_late) == (1, 1)


def test_what_was_reported_after_its_day_is_late_by_the_days_until_the_report() -> None:
    # Due on 20 May, reported on the 23rd: three days, and not the twelve until today.
    nodes = [reported("40", date(2021, 5, 20), date(2021, 5, 23)), node("60", date(2021, 12, 1))]
    found = standing(Lights(), nodes, TODAY)
    assert (found.waiting, found.behind, found.light) == (0.0, 40.0, "red")
    assert (found.late_nodes, found.days_late) == (1, 3)


def test_what_is_accepted_is_not_late_whenever_it_was_reported() -> None:
    late = node("40", date(2021, 5, 20), date(2021, 5, 23), date(2021, 5, 24))
    found = standing(Lights(), [late, node("60", date(2021, 12, 1))], TODAY)
    assert (found.done, found.waiting, found.behind) == (0.4, 0.0, 0.0)
    assert (found.late_nodes, found.days_late) == (0, 0)


def test_how_long_a_checker_takes_is_not_carried_on() -> None:
    # Reported two days early in April and not accepted since: nothing is late.
    waiting = reported("1", date(2021, 4, 10), date(2021, 4, 8))
    assert standing(Lights(), [waiting, node("1", date(2021, 12, 1))], TODAY).finish == date(
        2021, 12, 1
    )
    # Reported eight days late: the delay of the unit itself is carried on.
    late = reported("1", date(2021, 4, 10), date(2021, 4, 18))
    assert standing(Lights(), [late, node("1", date(2021, 12, 1))], TODAY).finish == date(
        2021, 12, 9
    )
    # Nothing is left to be done: the last report is the end.
    assert standing(Lights(), [waiting, late], TODAY).finish == date(2021, 4, 18)


def test_a_task_without_nodes_has_no_light() -> None:
    assert standing(Lights(), [], TODAY) == NOTHING_PLANNED

"""Lights of tasks by the weight of their nodes (domain 1.4); the figures are worked by hand."""

from datetime import date
from decimal import Decimal

import pytest

from saima.engine.task_lights import NOTHING_PLANNED, NodeDays, standing
from saima.plan.rules import Lights

TODAY = date(2021, 6, 1)


def node(weight: str, due: date, done_on: date | None = None) -> NodeDays:
    return NodeDays(Decimal(weight), due, done_on)


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


def test_a_task_without_nodes_has_no_light() -> None:
    assert standing(Lights(), [], TODAY) == NOTHING_PLANNED

"""Critical tasks: a likely finish after the task's day, or a step that everything waits for."""

from datetime import date
from decimal import Decimal

from saima.engine.critical import Critical, critical
from saima.engine.task_lights import NodeDays, standing
from saima.plan.rules import Lights

TODAY = date(2021, 6, 10)
RULE = Lights()


def why(due: date, *days: date | tuple[date, date]) -> Critical:
    """Of a task due on ``due``; nodes are planned days, or pairs of a planned and a done day."""
    nodes = [
        NodeDays(Decimal(1), *day) if isinstance(day, tuple) else NodeDays(Decimal(1), day)
        for day in days
    ]
    return critical(standing(RULE, nodes, TODAY), due, nodes, TODAY)


def test_a_delay_that_carries_the_last_node_over_the_day_is_critical() -> None:
    # Ten days late on 31 May; the last node of 30 June is likely done on 10 July.
    late, last = date(2021, 5, 31), date(2021, 6, 30)
    assert why(date(2021, 7, 9), late, last) is Critical.FINISH
    assert why(date(2021, 7, 10), late, last) is Critical.NOT


def test_a_step_within_fourteen_days_that_others_wait_for_is_critical() -> None:
    later, due = date(2021, 8, 1), date(2021, 12, 31)
    assert why(due, date(2021, 6, 10), later) is Critical.WAITED_FOR
    assert why(due, date(2021, 6, 24), later) is Critical.WAITED_FOR
    assert why(due, date(2021, 6, 25), later) is Critical.NOT


def test_a_step_beside_another_of_its_day_or_with_nothing_after_it_is_not() -> None:
    soon, due = date(2021, 6, 20), date(2021, 12, 31)
    assert why(due, soon, soon, date(2021, 8, 1)) is Critical.NOT
    assert why(due, soon) is Critical.NOT


def test_what_is_done_is_not_waited_for() -> None:
    done = (date(2021, 6, 1), date(2021, 6, 1))
    assert why(date(2021, 12, 31), done, date(2021, 6, 20), date(2021, 8, 1)) is Critical.WAITED_FOR
    assert why(date(2021, 12, 31), done) is Critical.NOT


def test_what_is_reported_is_not_waited_for_and_not_carried_on() -> None:
    # The first was reported in time in May; the second is the next one that others wait for.
    waiting = NodeDays(Decimal(1), date(2021, 5, 31), reported_on=date(2021, 5, 31))
    soon, later = (NodeDays(Decimal(1), day) for day in (date(2021, 6, 20), date(2021, 8, 1)))
    nodes = [waiting, soon, later]
    stands = standing(RULE, nodes, TODAY)
    assert critical(stands, date(2021, 8, 1), nodes, TODAY) is Critical.WAITED_FOR
    ahead = NodeDays(Decimal(1), date(2021, 6, 20), reported_on=date(2021, 6, 9))
    nodes = [waiting, ahead, later]
    stands = standing(RULE, nodes, TODAY)
    assert critical(stands, date(2021, 8, 1), nodes, TODAY) is Critical.NOT


def test_a_task_without_nodes_is_not_critical() -> None:
    assert why(date(2021, 6, 9)) is Critical.NOT

"""Unsolved problems rise when their day has come, exactly once; days are counted by hand."""

from datetime import UTC, date, datetime

import pytest

from saima.actions import hard_problem_work as work
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problem_work import Words
from saima.actions.hard_problems_rising import rise
from saima.records.models import AuditRecord, HardProblem, Message
from tests.problem_stage import Problems, make_problems

pytestmark = pytest.mark.django_db
"""Raised on 6 April: the 10th working day is 20 April, the 20th is 6 May."""


def morning(month: int, day: int) -> datetime:
    return datetime(2021, month, day, 1, tzinfo=UTC)


@pytest.fixture
def stage(db: None) -> Problems:
    return make_problems()


def levels() -> list[int]:
    return list(HardProblem.objects.order_by("number").values_list("level", flat=True))


def test_it_rises_on_its_day_and_not_before(stage: Problems) -> None:
    stage.raised()
    assert rise(morning(4, 19)) == {}
    assert rise(morning(4, 20)) == {1: 1}
    assert HardProblem.objects.get().rises_on == date(2021, 5, 6)


def test_a_second_run_raises_nothing(stage: Problems) -> None:
    stage.raised()
    rise(morning(4, 20))
    assert rise(morning(4, 20)) == {}
    assert HardProblem.objects.get().steps.filter(act="rise").count() == 1


def test_days_without_a_run_are_made_up_for_in_one_go(stage: Problems) -> None:
    one = stage.raised()
    assert rise(morning(5, 10)) == {2: 1}
    step = one.steps.get(act="rise")
    assert (step.level, step.by, step.data) == (2, None, {"from": 0, "to": 2})
    assert HardProblem.objects.get().rises_on is None


@pytest.mark.parametrize("state", [State.CLOSED, State.DECLINED])
def test_what_has_ended_does_not_rise(stage: Problems, state: State) -> None:
    stage.brought(state)
    assert rise(morning(6, 1)) == {}


@pytest.mark.parametrize(
    "state", [State.RAISED, State.ACCEPTED, State.ASSIGNED, State.PLANNED, State.HANDLED]
)
def test_everything_open_rises(stage: Problems, state: State) -> None:
    stage.brought(state)
    assert rise(morning(4, 20)) == {1: 1}


def test_after_it_came_back_its_time_begins_anew_on_the_level_it_had(stage: Problems) -> None:
    one = stage.brought(State.HANDLED)
    rise(morning(4, 20))
    work.verify(stage.by("office", morning(4, 21)), one.pk)
    work.reopen(stage.by("office", morning(5, 6)), one.pk, Words("又出现"))
    # The 20th working day after 6 May 2021 is 2 June.
    assert rise(morning(6, 1)) == {}
    assert rise(morning(6, 2)) == {2: 1}


def test_those_who_answer_and_the_leading_group_are_told(stage: Problems) -> None:
    stage.brought(State.PLANNED)
    rise(morning(4, 20))
    rows = Message.objects.filter(kind="problem_rose").order_by("person__username")
    people = list(rows.values_list("person__username", flat=True))
    assert people == ["approver", "colleague", "leader", "office", "reporter"]
    assert rows[0].data["level"] == "分管领导"


def test_the_log_names_the_clock_by_nobody(stage: Problems) -> None:
    stage.raised()
    rise(morning(4, 20))
    record = AuditRecord.objects.get(action="hard_problem.rise")
    assert (record.person_id, record.data["before"], record.data["level"]) == (None, 0, 1)


def test_counts_are_by_level(stage: Problems) -> None:
    for _ in range(3):
        stage.raised()
    stage.raised(morning(4, 7), kind="hazard")
    assert rise(morning(5, 6)) == {1: 1, 2: 3}
    assert levels() == [2, 2, 2, 1]

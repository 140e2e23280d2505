"""Raising hard problems and working them off: days by hand, words that are kept or refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from saima.actions import hard_problem_work as work
from saima.actions.hard_problem_steps import State
from saima.actions.hard_problem_work import Words
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.records.models import HardProblem, Message
from tests.problem_stage import NOW, TODAY, Problems, make_problems

pytestmark = pytest.mark.django_db
PHONE = "请联系13800001234"
PDF = NamedFile("file.pdf", b"%PDF-1.7 made up for a test")


@pytest.fixture
def stage(db: None) -> Problems:
    return make_problems()


def test_the_days_follow_from_the_limits_in_working_days(stage: Problems) -> None:
    """29 working days after 6 April 2021, counted by hand.

    7-9 (3), 12-16 (8), 19-23 (13), 25 made up (14), 26-30 (19); 1-5 May is free; 6-8, the last one
    made up (22), 10-14 (27), 17-18 (29).
    """
    one = stage.raised()
    assert (one.number, one.state, one.level) == (1, State.RAISED, 0)
    assert one.raised_on == TODAY
    assert one.step_due == date(2021, 4, 8)
    assert one.rises_on == date(2021, 4, 20)
    assert one.due == date(2021, 5, 18)


def test_a_common_deadline_comes_before_the_usual_day(stage: Problems) -> None:
    assert stage.raised(kind="hazard", quantity=5).due == date(2021, 4, 30)
    late = stage.raised(datetime(2021, 5, 6, 2, tzinfo=UTC), kind="hazard")
    # After the deadline the limits count, 35 working days after 6 May: 7, 8 (made up), 10-14 (7),
    # 17-21 (12), 24-28 (17), 31 May-4 June (22), 7-11 (27), 14 is free, 15-18 (31), 21-24 (35).
    assert late.due == date(2021, 6, 24)


def test_numbers_go_on_within_a_plan(stage: Problems) -> None:
    assert [stage.raised().number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"kind": "gone"}, ["no_such_kind"]),
        ({"title": " "}, ["title_missing"]),
        ({"task": 99}, ["no_such_task"]),
        ({"indicator": "gone"}, ["no_such_indicator"]),
        ({"quantity": 0}, ["no_quantity"]),
        ({"quantity": 2}, ["not_asked"]),
        ({"kind": "hazard", "text": "x"}, ["not_asked"]),
        ({"kind": "hazard", "organisation": "x", "indicator": "starts"}, ["not_asked"] * 2),
        ({"kind": "hazard", "files": [PDF]}, ["not_asked"]),
        ({"title": PHONE}, ["looks_personal"]),
        ({"text": PHONE + "，34052419800101001X"}, ["looks_personal"] * 2),
    ],
)
def test_what_cannot_be_raised_says_why(
    stage: Problems, given: dict[str, Any], codes: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        stage.raised(**given)
    assert [problem.kind.code for problem in refused.value.problems] == codes
    assert not HardProblem.objects.exists()


def test_who_confirms_that_it_is_no_citizens_data_may_keep_it(stage: Problems) -> None:
    one = stage.raised(text="合同编号13800001234", confirmed=True)
    assert one.text == "合同编号13800001234"
    assert one.steps.get().data == {"confirmed": True}


def test_a_town_raises_for_itself_only(stage: Problems) -> None:
    with pytest.raises(Denied):
        stage.raised(unit="b")


def test_nothing_is_closed_without_a_result(stage: Problems) -> None:
    one = stage.brought(State.PLANNED)
    with pytest.raises(Refused) as refused:
        work.handle(stage.by("reporter"), one.pk, Words(" "))
    assert refused.value.code == "result_missing"


@pytest.mark.parametrize(
    ("state", "act", "who", "code"),
    [
        (State.RAISED, work.decline, "office", "empty_reason"),
        (State.ASSIGNED, work.plan_solution, "reporter", "plan_missing"),
        (State.HANDLED, work.send_back, "office", "empty_reason"),
        (State.CLOSED, work.reopen, "office", "empty_reason"),
    ],
)
def test_steps_that_need_words(
    stage: Problems, state: State, act: Any, who: str, code: str
) -> None:
    one = stage.brought(state)
    with pytest.raises(Refused) as refused:
        act(stage.by(who), one.pk, Words())
    assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        act(stage.by(who), one.pk, Words(PHONE))
    assert refused.value.code == "looks_personal"
    act(stage.by(who), one.pk, Words(PHONE, confirmed=True))


def test_a_guarded_problem_keeps_no_words_and_no_files(stage: Problems) -> None:
    one = stage.brought(State.ASSIGNED, kind="hazard", quantity=4)
    solver = stage.by("reporter")
    for words in (Words("x"), Words(files=[PDF])):
        with pytest.raises(Refused) as refused:
            work.plan_solution(solver, one.pk, words)
        assert refused.value.code == "not_asked"
    work.plan_solution(solver, one.pk, Words())
    found = work.handle(solver, one.pk, Words())
    assert (found.planned, found.result) == ("", "已办结 / done")


def test_it_is_assigned_to_a_unit_of_the_plan(stage: Problems) -> None:
    one = stage.brought(State.ACCEPTED)
    with pytest.raises(Refused) as refused:
        work.assign(stage.by("office"), one.pk, "gone")
    assert refused.value.code == "no_such_unit"


def test_what_comes_back_is_counted_and_its_time_begins_anew(stage: Problems) -> None:
    one = stage.brought(State.CLOSED)
    # 20 working days after 6 April are 6 May; see above: 19 in April, then 6 May.
    assert (one.closed_on, one.step_due) == (TODAY, date(2021, 5, 6))
    later = datetime(2021, 5, 6, 2, tzinfo=UTC)
    again = work.reopen(stage.by("town_approver", later), one.pk, Words("又出现"))
    assert (again.state, again.reopened) == (State.ASSIGNED, 1)
    assert (again.closed_on, again.closed_by, again.handled_by) == (None, None, None)
    # 25 working days after 6 May: 7, 8, 10-14, 17-21, 24-28, 31, 1-4 and 7-9 June.
    assert again.due == date(2021, 6, 9)
    assert again.rises_on == date(2021, 5, 19)


def test_somebody_looks_once_whether_it_came_back(stage: Problems) -> None:
    one = stage.brought(State.CLOSED)
    found = work.check_relapse(stage.by("office"), one.pk)
    assert (found.state, found.step_due) == (State.CLOSED, None)


def test_files_go_with_the_result(stage: Problems) -> None:
    one = stage.brought(State.PLANNED)
    work.handle(stage.by("reporter"), one.pk, Words("已解决", files=[PDF]))
    assert one.files.get().name == "file.pdf"


def told(stage: Problems, name: str) -> list[str]:
    """The kinds of messages that somebody got, oldest first."""
    rows = Message.objects.filter(person=getattr(stage.cast, name)).order_by("id")
    return list(rows.values_list("kind", flat=True))


def test_everybody_is_told_when_it_is_their_turn(stage: Problems) -> None:
    stage.brought(State.CLOSED)
    assert told(stage, "office") == ["problem_raised"]
    assert told(stage, "reporter") == ["problem_assigned"]
    assert told(stage, "town_approver") == ["problem_verify", "problem_closed"]
    assert told(stage, "other_reporter") == []
    stage.brought(State.HANDLED, kind="hazard")
    assert told(stage, "office") == ["problem_raised", "problem_raised", "problem_verify"]
    message = Message.objects.filter(kind="problem_verify").order_by("id").last()
    assert message is not None
    assert message.data["title"] == "用地指标未落实"


def test_the_moment_is_the_days(stage: Problems) -> None:
    assert stage.raised(NOW).raised_at == NOW

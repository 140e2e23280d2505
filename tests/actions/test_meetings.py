"""The pack of a meeting from one call, minutes that become promises, and promises kept or late."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import meetings
from saima.actions.consequences import propose
from saima.actions.meetings import NewMeeting, NewPromise, hold, pack
from saima.actions.refusals import Denied, Refused
from saima.records.chain import plain
from saima.records.models import AuditRecord, Meeting, MeetingKind, Promise
from saima.records.queries.meetings import promises_of
from tests.board_stage import AFTERWARDS, MARCH, SHOWN, Stage, make_stage

pytestmark = pytest.mark.django_db
PLAN = "small-2021"
TODAY = date(2021, 4, 28)
SOON = date(2021, 5, 10)
REGULAR = NewMeeting(MeetingKind.MONTHLY, TODAY, "4月例会")
NEXT_MONTH = AFTERWARDS + timedelta(days=30)
"""28 May, eighteen days after the promises are due."""


@pytest.fixture
def stage(db: None) -> Stage:
    """Three points behind is yellow and five red, so that the small year has red lights."""
    return make_stage(lights={"yellow_from": 3, "red_above": 5})


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def held(stage: Stage) -> Meeting:
    """A meeting about the sealed board of March."""
    stage.sealed()
    return hold(stage.by("office", AFTERWARDS), PLAN, REGULAR)


def promised(stage: Stage) -> list[Promise]:
    """Two towns promise something in the minutes."""
    promises = [NewPromise("birch", "补签两个项目", SOON), NewPromise("elm", "完成供地20亩", SOON)]
    return meetings.write_minutes(
        stage.by("office", AFTERWARDS), held(stage).pk, "会议听取了三月情况", promises
    )


def finish(stage: Stage, promise: Promise, name: str, when: datetime, done_on: date) -> Promise:
    """Somebody says that a promise is kept."""
    return meetings.finish_promise(stage.by(name, when), promise.pk, "已完成", done_on)


def test_the_red_items_are_those_of_the_hand_calculation(stage: Stage) -> None:
    # birch has 6 of 9 phased: (1 - 2/3) x 25 = 8.3 points behind; plan 85 of 90: 5.6 behind.
    # elm 5 of 6: 4.2 behind is yellow; the offices' land 270 of 330: 4.5 behind is yellow.
    board = stage.sealed()
    found = pack(stage.by("leader", AFTERWARDS), PLAN)
    assert [(one.unit, one.indicator, one.value, one.target) for one in found.red] == [
        ("birch", "invest", 6, 9),
        ("plan", "safety", 85, 90),
    ]
    assert found.red[0].completion == pytest.approx(2 / 3)
    assert (found.period, found.board, found.edition, found.seal) == (
        "2021-03",
        board.pk,
        1,
        board.seal,
    )


def test_movers_are_those_that_changed_places(stage: Stage) -> None:
    stage.sealed()
    found = pack(stage.by("leader", AFTERWARDS), PLAN).movers
    towns = [(one.unit, one.previous, one.rank, one.movement) for one in found]
    assert towns == [("ash", 2, 1, 1), ("elm", 1, 2, -1)]


def test_a_board_that_is_not_sealed_does_when_there_is_no_other(stage: Stage) -> None:
    assert code(lambda: pack(stage.by("office", SHOWN), PLAN)) == "not_there"
    board = stage.shown()
    found = pack(stage.by("office", SHOWN), PLAN)
    assert (found.board, found.seal, len(found.red)) == (board.pk, "", 2)


def test_a_meeting_can_look_at_another_period(stage: Stage) -> None:
    stage.sealed(MARCH.previous())
    stage.sealed()
    leader = stage.by("leader", AFTERWARDS)
    assert (pack(leader, PLAN).period, pack(leader, PLAN, "2021-02").period) == (
        "2021-03",
        "2021-02",
    )
    assert code(lambda: pack(leader, PLAN, "2021Q1")) == "not_there"


def test_objections_that_wait_are_on_the_table(stage: Stage) -> None:
    board = stage.shown()
    objection = stage.objection(board)
    (found,) = pack(stage.by("office", SHOWN), PLAN).objections
    assert (found.objection, found.unit, found.code, found.state) == (
        objection.pk,
        "elm",
        "invest",
        "filed",
    )


def test_a_meeting_keeps_its_pack_as_it_was(stage: Stage) -> None:
    meeting = held(stage)
    expected = plain(asdict(pack(stage.by("office", AFTERWARDS), PLAN)))
    meeting.refresh_from_db()
    assert meeting.pack == expected
    assert (meeting.period, meeting.title) == ("2021-03", "4月例会")
    assert code(lambda: hold(stage.by("office", AFTERWARDS), PLAN, REGULAR)) == "taken"
    untitled = NewMeeting(MeetingKind.SPECIAL, TODAY, " ")
    assert code(lambda: hold(stage.by("office", AFTERWARDS), PLAN, untitled)) == "title_needed"


def test_minutes_become_tasks_once(stage: Stage) -> None:
    first, second = promised(stage)
    assert [(promise.unit, promise.text, promise.due) for promise in (first, second)] == [
        ("birch", "补签两个项目", SOON),
        ("elm", "完成供地20亩", SOON),
    ]
    meeting = Meeting.objects.get()
    assert (meeting.minutes, meeting.minuted_by) == ("会议听取了三月情况", stage.people["office"])
    again = lambda: meetings.write_minutes(  # noqa: E731
        stage.by("office", AFTERWARDS), meeting.pk, "x", []
    )
    assert code(again) == "already_done"
    actions = AuditRecord.objects.filter(action__startswith="meeting").order_by("sequence")
    assert list(actions.values_list("action", flat=True)) == ["meeting.hold", "meeting.minutes"]
    assert AuditRecord.objects.filter(action="promise.give").count() == 2


@pytest.mark.parametrize(
    ("text", "promise", "expected"),
    [
        (" ", NewPromise("elm", "x", SOON), "record_needed"),
        ("x", NewPromise("nowhere", "x", SOON), "no_such_unit"),
        ("x", NewPromise("elm", " ", SOON), "record_needed"),
        ("x", NewPromise("elm", "x", TODAY - timedelta(days=1)), "day_past"),
    ],
)
def test_minutes_are_written_whole_or_not_at_all(
    stage: Stage, text: str, promise: NewPromise, expected: str
) -> None:
    meeting = held(stage)
    write = meetings.write_minutes
    office = stage.by("office", AFTERWARDS)
    good = NewPromise("elm", "x", SOON)
    assert code(lambda: write(office, meeting.pk, text, [good, promise])) == expected
    meeting.refresh_from_db()
    assert (meeting.minutes, Promise.objects.count()) == ("", 0)


def test_promises_of_the_last_meeting_are_shown_done_and_late(stage: Stage) -> None:
    first, second = promised(stage)
    finish(stage, second, "elm", NEXT_MONTH, SOON)
    found = pack(stage.by("leader", NEXT_MONTH), PLAN).promises
    assert [(one.unit, one.done_on, one.late) for one in found] == [
        ("birch", None, True),
        ("elm", SOON, False),
    ]
    finish(stage, first, "office", NEXT_MONTH, SOON + timedelta(days=1))
    late = pack(stage.by("leader", NEXT_MONTH), PLAN).promises[0]
    assert (late.done_on, late.late) == (SOON + timedelta(days=1), True)


def test_open_promises_stay_on_the_table_and_old_ones_that_are_kept_leave_it(
    stage: Stage,
) -> None:
    _, second = promised(stage)
    finish(stage, second, "elm_approver", NEXT_MONTH, SOON)
    later = NewMeeting(MeetingKind.MONTHLY, date(2021, 5, 28), "5月例会")
    hold(stage.by("office", NEXT_MONTH), PLAN, later)
    found = pack(stage.by("leader", NEXT_MONTH), PLAN).promises
    assert [one.unit for one in found] == ["birch"]
    assert [promise.unit for promise in promises_of(PLAN)] == ["birch", "elm"]
    assert [promise.unit for promise in promises_of(PLAN, "elm")] == ["elm"]


def test_a_promise_is_kept_once_by_its_own_unit(stage: Stage) -> None:
    first, second = promised(stage)
    with pytest.raises(Denied):
        finish(stage, first, "elm", NEXT_MONTH, SOON)
    tomorrow = date(2021, 5, 29)
    assert code(lambda: finish(stage, second, "elm", NEXT_MONTH, tomorrow)) == "day_to_come"
    empty = lambda: meetings.finish_promise(  # noqa: E731
        stage.by("elm", NEXT_MONTH), second.pk, " ", SOON
    )
    assert code(empty) == "record_needed"
    finish(stage, second, "elm", NEXT_MONTH, SOON)
    assert code(lambda: finish(stage, second, "elm", NEXT_MONTH, SOON)) == "already_done"


def test_a_promise_outside_of_a_meeting_names_its_source(stage: Stage) -> None:
    promise = NewPromise("elm", "整改", SOON)
    give = meetings.give_promise
    office = stage.by("office", AFTERWARDS)
    assert code(lambda: give(office, PLAN, promise, " ")) == "record_needed"
    assert give(office, PLAN, promise, "领导批示〔2021〕8号").source == "领导批示〔2021〕8号"


def test_consequences_that_wait_are_on_the_table(stage: Stage) -> None:
    stage.sealed(MARCH.previous())
    stage.sealed()
    made = propose(stage.by("office", AFTERWARDS), PLAN).new
    found = pack(stage.by("leader", AFTERWARDS), PLAN).consequences
    assert [one.consequence for one in found] == sorted(row.pk for row in made)
    assert made


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_promise SET due = '2030-01-01'", "promised never changes"),
        ("DELETE FROM records_promise", "only added"),
        ("DELETE FROM records_meeting", "only added"),
    ],
)
def test_the_database_itself_keeps_promises(stage: Stage, sql: str, message: str) -> None:
    promised(stage)
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

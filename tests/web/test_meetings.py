"""The pack of a meeting on one page, a meeting held, its minutes, and promises kept."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions.meetings import NewPromise, give_promise
from saima.records.models import Board, Meeting, Promise
from tests.board_stage import AFTERWARDS, Stage
from tests.web.paper_stage import board, office, signed_in, stage

__all__ = ["board", "office", "stage"]

pytestmark = pytest.mark.django_db
HOLD = {"kind": "monthly", "date": "2021-04-28", "title": "4月例会", "period": ""}


def shown(answer: Any) -> str:
    """The words of a page."""
    return str(answer.content.decode())


def held(client: Client) -> Meeting:
    """A meeting that is held by its form."""
    answer = client.post(reverse("meeting_hold"), HOLD)
    assert answer.status_code == 302
    return Meeting.objects.get()


def minutes(**rows: str) -> dict[str, str]:
    """Minutes with what is typed into their rows."""
    return {"text": "会议听取了三月情况"} | {
        key.replace("_", "-"): row for key, row in rows.items()
    }


def test_the_pack_is_that_of_the_hand_calculation(office: Client, board: Board) -> None:
    # birch has 6 of 9 phased, 66.7 %; plan's safety is 85 of 90, 94.4 %; ash and elm moved.
    page = shown(office.get(reverse("meetings")))
    for said in ("白桦镇", "66.7", "94.4", "▲1", "▼1", str(board.seal)):
        assert said.replace("白桦镇", "Birch") in page
    assert (
        page.index("Promises made last time") < page.index("Red lights") < page.index("Who moved")
    )


def test_without_a_board_the_page_says_what_to_do_first(office: Client, stage: Stage) -> None:
    assert "Compute one first" in shown(office.get(reverse("meetings")))


def test_a_meeting_keeps_its_pack_and_its_minutes_become_tasks(
    stage: Stage, office: Client, board: Board
) -> None:
    meeting = held(office)
    again = office.post(reverse("meeting_hold"), HOLD)
    assert again.status_code == 409
    at = reverse("meeting_minutes", args=[meeting.pk])
    typed = minutes(
        t0_unit="birch", t0_text="补签两个项目", t0_due="2021-05-10", t1_unit="elm", t1_text="供地"
    )
    half = office.post(at, typed)
    assert half.status_code == 409
    assert "补签两个项目" in shown(half)
    assert Promise.objects.count() == 0
    assert office.post(at, typed | {"t1-due": "2021-05-11"}).status_code == 302
    page = shown(office.get(reverse("meeting", args=[meeting.pk])))
    for said in ("会议听取了三月情况", "补签两个项目", "供地", "4月例会"):
        assert said in page
    assert reverse("meeting_minutes", args=[meeting.pk]) not in page
    assert [(promise.unit, promise.due) for promise in Promise.objects.order_by("due")] == [
        ("birch", date(2021, 5, 10)),
        ("elm", date(2021, 5, 11)),
    ]


def test_a_unit_sees_and_finishes_its_own(stage: Stage, office: Client, board: Board) -> None:
    by = stage.by("office", AFTERWARDS)
    own, other = (
        give_promise(by, "small-2021", NewPromise(unit, f"{unit}的承诺", date(2021, 5, 10)), "批示")
        for unit in ("elm", "birch")
    )
    unit = signed_in(Client(), stage, "elm")
    page = shown(unit.get(reverse("promises")))
    assert "elm的承诺" in page
    assert "birch的承诺" not in page
    done = {"result": "已完成", "done_on": "2021-04-28"}
    assert unit.post(reverse("promise_finish", args=[other.pk]), done).status_code == 403
    empty = unit.post(
        reverse("promise_finish", args=[own.pk]), {"result": "", "done_on": "2021-04-28"}
    )
    assert empty.status_code == 409
    assert unit.post(reverse("promise_finish", args=[own.pk]), done).status_code == 302
    page = shown(signed_in(Client(), stage, "leader").get(reverse("promises")))
    assert "已完成" in page
    assert "done, 2021-04-28" in page
    assert "1 promise is open" in page


def test_the_office_writes_a_promise_down(stage: Stage, office: Client, board: Board) -> None:
    typed = {"unit": "elm", "text": "整改", "due": "2021-05-10", "source": "领导批示"}
    assert office.post(reverse("promise_give"), typed | {"due": "2021-04-01"}).status_code == 409
    assert office.post(reverse("promise_give"), typed).status_code == 302
    assert Promise.objects.get().source == "领导批示"
    for name in ("leader", "auditor", "elm"):
        assert (
            signed_in(Client(), stage, name).post(reverse("promise_give"), typed).status_code == 403
        )


def test_who_may_look_at_meetings(stage: Stage, office: Client, board: Board) -> None:
    meeting = held(office)
    for name, status in (("leader", 200), ("auditor", 200), ("elm", 403), ("checker", 403)):
        reader = signed_in(Client(), stage, name)
        assert reader.get(reverse("meetings")).status_code == status
        assert reader.get(reverse("meeting", args=[meeting.pk])).status_code == status
        assert reader.post(reverse("meeting_hold"), HOLD).status_code == 403
        assert reader.post(reverse("meeting_minutes", args=[meeting.pk])).status_code == 403
    assert office.get(reverse("meeting", args=[0])).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_database_the_same_for_1_and_30(
    count: int, stage: Stage, office: Client, board: Board
) -> None:
    by = stage.by("office", AFTERWARDS)
    for number in range(count):
        give_promise(
            by, "small-2021", NewPromise("elm", f"承诺{number}", date(2021, 5, 10)), "批示"
        )
    counted = []
    for name in ("promises", "meetings"):
        office.get(reverse(name))
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse(name))
        counted.append(len(asked))
    assert counted == QUERIES


QUERIES = [15, 28]

"""The ledger, the boards and the explanations, as they are and as they were."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from saima.actions.boards import live_boards
from saima.plan.periods import Period
from saima.records.models import Round
from tests.cast import Cast, known

As = Callable[..., Client]
FEBRUARY = datetime(2021, 2, 1, tzinfo=UTC)


def test_the_ledger_keeps_what_was_replaced(as_: As, cast: Cast, march: Round) -> None:
    first = known("a", "starts", "2021-01", 5)
    later = datetime(2021, 3, 1, tzinfo=UTC)
    second = known("a", "starts", "2021-01", 6, recorded_at=later, why="x", replaces=first)
    client = as_(cast.office)
    rows = client.get("/api/v1/ledger?unit=a").json()["items"]
    assert [(one["id"], float(one["value"]), one["replaces"]) for one in rows] == [
        (first.pk, 5, None),
        (second.pk, 6, first.pk),
    ]
    then = client.get("/api/v1/ledger", {"as_of": "2021-02-15T00:00:00+08:00"}).json()
    assert [one["id"] for one in then["items"]] == [first.pk]
    assert client.get("/api/v1/ledger?period=2021-02").json()["items"] == []
    assert client.get("/api/v1/ledger", {"as_of": "2021-02-15T00:00:00"}).status_code == 422


def test_the_ledger_in_pages(as_: As, cast: Cast, march: Round) -> None:
    made = [known("a", "starts", f"2020-{month:02d}", month).pk for month in range(1, 6)]
    client = as_(cast.office)
    page = client.get("/api/v1/ledger?limit=3").json()
    rest = client.get("/api/v1/ledger", {"limit": 3, "cursor": page["next"]}).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == made
    assert rest["next"] is None


def test_the_ledger_of_another_unit_is_empty(as_: As, cast: Cast, march: Round) -> None:
    known("a", "starts", "2021-01", 5)
    known("b", "starts", "2021-01", 5)
    rows = as_(cast.town_reporter).get("/api/v1/ledger").json()["items"]
    assert [one["unit"] for one in rows] == ["a"]


def test_a_board_is_the_live_board(as_: As, cast: Cast, march: Round) -> None:
    known("a", "starts", "2021-01", 5)
    board = as_(cast.office).get("/api/v1/boards/2021-01?group=towns").json()
    totals = live_boards(march.version).totals(Period.parse("2021-01"))
    assert {row["unit"]: row["total"] for row in board["rows"]} == {
        unit: totals[unit].total for unit in "abc"
    }
    assert (board["plan"], board["hash"]) == ("small", march.version.hash)


def test_an_explanation(as_: As, cast: Cast, march: Round) -> None:
    known("a", "starts", "2021-01", 5)
    client = as_(cast.office)
    found = client.get("/api/v1/boards/2021-01/units/a/explanation?code=starts").json()
    assert (found["unit"], found["part"]["code"], found["part"]["value"]) == ("a", "starts", 5)
    whole = client.get("/api/v1/boards/2021-01/units/a/explanation").json()
    assert whole["part"]["kind"] == "total"
    assert whole["part"]["children"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("boards/2019-01", "not_there"),
        ("boards/2021-01/units/nobody/explanation", "no_result"),
        ("boards/2021-01/units/a/explanation?code=nothing", "no_result"),
        ("plans/2019", "not_there"),
        ("rounds/999", "not_there"),
        ("nowhere", "not_there"),
    ],
)
def test_what_is_not_there(as_: As, cast: Cast, march: Round, address: str, code: str) -> None:
    answer = as_(cast.office).get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_period_that_is_none(as_: As, cast: Cast, march: Round) -> None:
    assert as_(cast.office).get("/api/v1/boards/2021-13").status_code == 422


def test_the_plan(as_: As, cast: Cast, march: Round) -> None:
    plan = as_(cast.town_reporter).get("/api/v1/plans/2021").json()
    assert (plan["code"], plan["hash"]) == ("small", march.version.hash)
    assert [one["code"] for one in plan["indicators"]][:2] == ["investment", "starts"]


def test_errors_speak_the_callers_language(as_: As, cast: Cast, march: Round) -> None:
    client = as_(cast.office)
    english = client.get("/api/v1/rounds/999", headers={"Accept-Language": "en"}).json()
    chinese = client.get("/api/v1/rounds/999", headers={"Accept-Language": "zh-CN"}).json()
    assert english["code"] == chinese["code"]
    assert english["detail"].startswith("there is no such record")
    assert chinese["detail"].startswith("没有该记录")

"""Rounds and due values are read in pages; values go in once, whole, and only one's own."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saima.records.models import DueState, DueValue, IdempotencyKey, Round, Submission
from tests.cast import Cast, due, known

As = Callable[..., Client]


def send(client: Client, march: Round, *values: dict[str, Any], **more: Any) -> Any:
    key = more.pop("key", "k-1")
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(
        f"/api/v1/rounds/{march.pk}/values{more.get('to', '')}",
        json.dumps({"values": values}),
        content_type="application/json",
        headers=headers,
    )


def body(answer: Any) -> Any:
    return json.loads(answer.content)


def test_a_round(as_: As, cast: Cast, march: Round) -> None:
    found = as_(cast.reporter).get("/api/v1/rounds").json()
    assert found["next"] is None
    [one] = found["items"]
    assert (one["id"], one["month"], one["state"]) == (march.pk, "2021-03", "open")
    assert as_(cast.reporter).get(f"/api/v1/rounds/{march.pk}").json() == one


def test_pages_go_through_everything_once(as_: As, cast: Cast, march: Round) -> None:
    client = as_(cast.office)
    cursor: str | None = ""
    found: list[int] = []
    while cursor is not None:
        address = f"/api/v1/rounds/{march.pk}/due?limit=4&cursor={cursor}"
        page = client.get(address).json()
        assert len(page["items"]) <= 4
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert found == list(DueValue.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("cursor", ["x", "YWZ0ZXI6", "YWZ0ZXI6LTE=", "YWZ0ZXI6eA==", "é"])
def test_a_cursor_that_is_none(as_: As, cast: Cast, march: Round, cursor: str) -> None:
    answer = as_(cast.office).get("/api/v1/rounds", {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_cursor")


def test_one_sees_what_one_reports_checks_or_is(as_: As, cast: Cast, march: Round) -> None:
    rows = as_(cast.town_reporter).get(f"/api/v1/rounds/{march.pk}/due").json()["items"]
    assert {one["unit"] for one in rows} == {"a"}
    rows = as_(cast.reporter).get(f"/api/v1/rounds/{march.pk}/due?indicator=investment").json()
    assert {one["unit"] for one in rows["items"]} == {"a", "b", "c", "city"}


def test_another_units_value_is_not_there(as_: As, cast: Cast, march: Round) -> None:
    theirs = due("b", "starts").pk
    client = as_(cast.town_reporter)
    for answer in (
        client.get(f"/api/v1/due/{theirs}"),
        client.get("/api/v1/due/999999"),
        send(client, march, {"due": theirs, "value": 1}),
        send(client, march, {"due": 999999, "value": 1}),
        send(client, march, {"due": theirs, "value": 1}, to="/check"),
    ):
        assert (answer.status_code, body(answer)["code"]) == (404, "not_there")
    assert not Submission.objects.exists()


def test_what_one_sees_but_does_not_report_is_denied(as_: As, cast: Cast, march: Round) -> None:
    seen = due("a", "investment").pk
    answer = send(as_(cast.town_reporter), march, {"due": seen, "value": 1})
    assert (answer.status_code, body(answer)["code"]) == (403, "no_right")
    assert send(as_(cast.leader), march, {"due": seen, "value": 1}).status_code == 403


def test_values_go_in(as_: As, cast: Cast, march: Round) -> None:
    keys = [due(unit, "investment").pk for unit in "ab"]
    values = [{"due": keys[0], "value": "12.50"}, {"due": keys[1], "value": 3, "source": "月报"}]
    answer = send(as_(cast.reporter), march, *values)
    assert answer.status_code == 200
    assert [(one["due"], one["version"], one["value"]) for one in body(answer)["values"]] == [
        (keys[0], 1, "12.50"),
        (keys[1], 1, "3"),
    ]
    assert due("a", "investment").state == DueState.REPORTED
    assert as_(cast.reporter).get(f"/api/v1/due/{keys[0]}").json()["version"] == 1


def test_the_same_call_is_done_once(as_: As, cast: Cast, march: Round) -> None:
    value = {"due": due("a", "investment").pk, "value": 5}
    first = send(as_(cast.reporter), march, value)
    again = send(as_(cast.reporter), march, value)
    assert body(again) == body(first)
    assert Submission.objects.count() == IdempotencyKey.objects.count() == 1
    other = send(as_(cast.reporter), march, {**value, "value": 6})
    assert (other.status_code, body(other)["code"]) == (422, "idempotency_key_reused")
    assert send(as_(cast.reporter), march, {**value, "value": 6}, key="k-2").status_code == 200


def test_a_key_is_needed_and_belongs_to_a_person(as_: As, cast: Cast, march: Round) -> None:
    value = {"due": due("a", "starts").pk, "value": 5}
    answer = send(as_(cast.town_reporter), march, value, key=None)
    assert (answer.status_code, body(answer)["code"]) == (422, "invalid_request")
    other = {"due": due("b", "starts").pk, "value": 5}
    assert send(as_(cast.other_reporter), march, other).status_code == 200
    assert send(as_(cast.town_reporter), march, value).status_code == 200


def test_one_wrong_value_keeps_all_out(as_: As, cast: Cast, march: Round) -> None:
    known("b", "investment", "2020-03", 100)
    keys = [due(unit, "investment").pk for unit in "ab"]
    values: list[dict[str, Any]] = [{"due": keys[0], "value": 7}, {"due": keys[1], "value": 1}]
    answer = send(as_(cast.reporter), march, *values)
    assert (answer.status_code, body(answer)["code"]) == (422, "sentence_needed")
    [found] = body(answer)["findings"]
    assert (found["due"], found["code"], found["warning"]) == (
        *(keys[1], "far_from_last_year", True),
    )
    assert not Submission.objects.exists()
    assert not IdempotencyKey.objects.exists()
    values[1]["sentence"] = "closed"
    assert send(as_(cast.reporter), march, *values).status_code == 200


def test_a_check_leaves_nothing_behind(as_: As, cast: Cast, march: Round) -> None:
    known("a", "investment", "2020-03", 100)
    value = {"due": due("a", "investment").pk, "value": 1}
    answer = send(as_(cast.reporter), march, value, to="/check", key=None)
    assert [one["code"] for one in body(answer)["findings"]] == ["far_from_last_year"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "value",
    [
        {"value": "NaN"},
        {"value": "1.1234567"},
        {"value": "12,5"},
        {"value": 1, "surplus": 1},
        {"value": 1, "sentence": "x" * 501},
        {"value": 1, "source": "a\0b"},
        {"due": 0, "value": 1},
        {"due": 2**63, "value": 1},
        {"field": 0},
    ],
)
def test_what_does_not_fit_the_document(
    as_: As, cast: Cast, march: Round, value: dict[str, Any]
) -> None:
    answer = send(as_(cast.reporter), march, {"due": due("a", "investment").pk, **value})
    assert (answer.status_code, body(answer)["code"]) == (422, "invalid_request")


def test_a_body_that_is_no_json(as_: As, cast: Cast, march: Round) -> None:
    answer = as_(cast.reporter).post(
        f"/api/v1/rounds/{march.pk}/values",
        b"{",
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )
    assert (answer.status_code, body(answer)["code"]) == (400, "not_json")


def test_the_same_value_twice_in_a_call(as_: As, cast: Cast, march: Round) -> None:
    one = {"due": due("a", "investment").pk, "value": 1}
    answer = send(as_(cast.reporter), march, one, {**one, "value": 2})
    assert (answer.status_code, body(answer)["code"]) == (422, "invalid_request")

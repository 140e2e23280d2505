"""Every operation by every role; a new one fails here until it has its line.

Somebody without a post gets no token to call with, which tests/actions/test_permissions.py says.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saima.api.site import api
from saima.records.models import Round, Submission
from tests.cast import Cast, due

As = Callable[..., Client]

ROLES = (
    "office",
    "reporter",
    "approver",
    "checker",
    "town_reporter",
    "other_reporter",
    "leader",
    "auditor",
    "system_administrator",
    "security_administrator",
)
READING = frozenset(ROLES[:8])
REPORTING = frozenset({"reporter", "town_reporter", "other_reporter"})

OPEN = {"openapi-json": 200, "openapi-view": 200, "api-root": 404}
"""The documentation and the root, which say nothing of anybody's values."""


@dataclass(frozen=True)
class Operation:
    """Who gets an answer, and who is told that there is no such value."""

    may: frozenset[str]
    hidden: frozenset[str] = frozenset()
    posts: bool = False


TABLE = {
    "rounds": Operation(READING),
    "one_round": Operation(READING),
    "due_values": Operation(READING),
    "due_value": Operation(READING - {"other_reporter"}, frozenset({"other_reporter"})),
    "hand_in": Operation(frozenset({"reporter"}), frozenset({"other_reporter"}), posts=True),
    "check_values": Operation(frozenset({"reporter"}), frozenset({"other_reporter"}), posts=True),
    "ledger": Operation(READING),
    "board": Operation(READING),
    "explanation": Operation(READING),
    "plan": Operation(READING),
}
"""Written for commerce's value for town a."""

PARTS = {
    "one_round": ("round_id",),
    "due_values": ("round_id",),
    "due_value": ("due_id",),
    "hand_in": ("round_id",),
    "check_values": ("round_id",),
    "board": ("period",),
    "explanation": ("period", "unit"),
    "plan": ("year",),
}


def ask(client: Client, name: str, march: Round) -> Any:
    """The answer of an operation about commerce's value for town a."""
    key = due("a", "investment").pk
    facts = {
        "round_id": march.pk,
        "due_id": key,
        "period": "2021-03",
        "unit": "a",
        "year": 2021,
    }
    at = reverse(f"api:{name}", kwargs={part: facts[part] for part in PARTS.get(name, ())})
    if name not in TABLE or not TABLE[name].posts:
        return client.get(at)
    body = json.dumps({"values": [{"due": key, "value": 1}]})
    headers = {"Idempotency-Key": "k"}
    return client.post(at, body, content_type="application/json", headers=headers)


def test_every_operation_has_its_line() -> None:
    names = {str(getattr(pattern, "name", pattern)) for pattern in api.urls[0]}
    missing = names - {*TABLE, *OPEN}
    assert not missing, f"write down who may call: {missing}"


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("role", ROLES)
def test_who_gets_an_answer(name: str, role: str, as_: As, cast: Cast, march: Round) -> None:
    operation = TABLE[name]
    answer = ask(as_(getattr(cast, role)), name, march)
    if role in operation.may:
        assert answer.status_code == 200
        return
    expected = (404, "not_there") if role in operation.hidden else (403, "no_right")
    assert (answer.status_code, answer.json()["code"]) == expected
    assert not Submission.objects.exists()


@pytest.mark.parametrize("name", TABLE)
def test_a_session_opens_nothing(name: str, cast: Cast, march: Round, client: Client) -> None:
    for person in (None, cast.office):
        if person is not None:
            client.force_login(person)
        answer = ask(client, name, march)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_tells_nothing(name: str, march: Round, client: Client) -> None:
    assert ask(client, name, march).status_code == OPEN[name]

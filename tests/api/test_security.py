"""Nobody comes in without a token that is valid, and no further than it and its person go."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from saima.actions.by import By
from saima.actions.tokens import issue, revoke
from saima.api.scopes import TokenScope
from saima.records.models import Round
from tests.api.conftest import secret_of
from tests.cast import NOW, Cast

As = Callable[..., Client]
READS = {
    "/api/v1/rounds": TokenScope.ROUNDS_READ,
    "/api/v1/rounds/{round}": TokenScope.ROUNDS_READ,
    "/api/v1/rounds/{round}/due": TokenScope.ROUNDS_READ,
    "/api/v1/ledger": TokenScope.LEDGER_READ,
    "/api/v1/boards/2021-03": TokenScope.BOARDS_READ,
    "/api/v1/plans/2021": TokenScope.PLAN_READ,
}


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer saima_no", "Basic YTpi", "Bearer é"])
def test_without_a_valid_token_nothing_is_told(march: Round, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = Client(headers=headers).get("/api/v1/rounds")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="saima"'
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize(("address", "scope"), READS.items())
def test_a_token_opens_its_scope_and_nothing_else(
    as_: As, cast: Cast, march: Round, address: str, scope: TokenScope
) -> None:
    address = address.format(round=march.pk)
    assert as_(cast.office, scope).get(address).status_code == 200
    others = set(TokenScope) - {scope}
    answer = as_(cast.office, *others).get(address)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_token_ends(cast: Cast, march: Round) -> None:
    by = By(cast.office, NOW - timedelta(days=2))
    _, old = issue(by, "old", list(TokenScope), NOW - timedelta(days=1))
    token, taken = issue(By(cast.office, NOW), "taken", [], NOW + timedelta(days=1))
    revoke(By(cast.office, NOW), token.pk)
    for secret in (old, taken):
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        assert client.get("/api/v1/rounds").status_code == 401


def test_a_person_without_a_post_any_more_reads_nothing(cast: Cast, march: Round) -> None:
    secret = secret_of(cast.town_reporter)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    cast.town_reporter.posts.update(ends=NOW.date() - timedelta(days=1))
    answer = client.get("/api/v1/rounds")
    assert (answer.status_code, answer.json()["code"]) == (403, "no_right")
    cast.town_reporter.is_active = False
    cast.town_reporter.save()
    assert client.get("/api/v1/rounds").status_code == 401


def test_the_security_administrator_reads_no_values(as_: As, cast: Cast, march: Round) -> None:
    for address in READS:
        if "boards" in address or "plans" in address:
            continue
        answer = as_(cast.security_administrator).get(address.format(round=march.pk))
        assert answer.status_code == 403

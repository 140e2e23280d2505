"""Every address of the site by every role; a new address fails here until it has its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from saima.actions.evidence import attach
from saima.actions.reporting import submit
from saima.records.models import DueValue, Evidence, Person, Round
from tests.cast import Cast, by, due, given

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset(
    [
        "office",
        "reporter",
        "approver",
        "checker",
        "town_reporter",
        "leader",
        "auditor",
        "system_administrator",
        "security_administrator",
        "nobody",
    ]
)
ROUNDS = frozenset({"office", "leader", "auditor"})
OFFICE = frozenset({"office"})
PEOPLE = frozenset({"office", "auditor", "security_administrator"})
SECURITY = frozenset({"security_administrator"})
AUDITOR = frozenset({"auditor"})
REVIEW = frozenset({"office", "approver", "checker"})
VALUES = frozenset(
    {"office", "reporter", "approver", "checker", "town_reporter", "leader", "auditor"}
)
REPORTERS = frozenset({"reporter", "town_reporter"})

OPEN = {"sign_in": 200, "set_language": 405, "chart_program": 404}
"""Answers to anybody, signed in or not; the demo's door stays shut outside the demo."""

MAY_READ: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        [
            "home",
            "board",
            "board_table",
            "heat",
            "heat_table",
            "show",
            "show_table",
            "unit",
            "ranks_drawing",
            "explain",
            "indicator",
            "trend_drawing",
            "dots_drawing",
            "search",
            "method",
            "start",
            "todo",
            "me",
            "change_password",
        ],
        EVERYBODY,
    ),
    **dict.fromkeys(["rounds", "round", "round_values"], ROUNDS),
    **dict.fromkeys(
        ["round_open", "round_freeze", "plans", "plan_check", "plan_units", "plan_units_table"],
        OFFICE,
    ),
    "burden": frozenset({"office", "leader"}),
    "review": REVIEW,
    **dict.fromkeys(["people", "person"], PEOPLE),
    "person_new": SECURITY,
    **dict.fromkeys(["audit", "audit_chain", "audit_table"], AUDITOR),
    **dict.fromkeys(["value", "evidence", "report", "grid"], VALUES),
    **dict.fromkeys(["files", "files_form"], REPORTERS),
}
"""Who gets a page (200, or a redirect to one, or 404 for what the small month does not hold)."""

POST_ONLY = frozenset(
    [
        "sign_out",
        "demo_sign_in",
        "grid_cells",
        "value_comment",
        "value_withdraw",
        "value_evidence",
        "files_check",
        "files_filing",
        "files_remarks",
    ]
)
"""Answered to nobody but as a POST; what they do is refused below, object by object."""

HIDDEN = frozenset({"value", "evidence"})
"""What may not even be known to those who may not read it."""

FACTS = {
    "period": "2021-03",
    "month": "2021-03",
    "unit": "a",
    "code": "total",
    "indicator": "investment",
    "form": "csv",
    "name": "x",
}


@dataclass(frozen=True)
class Address:
    """An address by its name, and the parts that it is made of."""

    name: str
    parts: frozenset[str]


def addresses(
    resolver: URLResolver | None = None, parts: frozenset[str] = frozenset()
) -> Iterator[Address]:
    """Every address of the site; those of the API answer to tokens and stand in tests/api."""
    for pattern in (resolver or get_resolver()).url_patterns:
        own = parts | set(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            if pattern.name is None:
                continue
            yield Address(pattern.name, own)
        elif not pattern.namespace:
            yield from addresses(pattern, own)


NAMES = {address.name: address for address in addresses()}


@pytest.fixture
def month(cast: Cast, march: Round, tmp_path: object) -> Iterator[dict[str, Any]]:
    """Commerce has reported town a's investment with a file; the parts of every address."""
    with override_settings(VAR=tmp_path, OPEN_BOARDS=False):
        value = due("a", "investment")
        attach(by(cast.reporter), value.pk, "proof.txt", b"fictitious")
        submit(by(cast.reporter), value.pk, given(1))
        yield FACTS | {
            "due": value.pk,
            "evidence": Evidence.objects.get().pk,
            "person": cast.nobody.pk,
        }


def address_of(name: str, facts: dict[str, Any]) -> str:
    """The address with this month's parts."""
    chosen = facts | ({"month": "2021-02"} if name == "round_open" else {})
    return reverse(name, kwargs={part: chosen[part] for part in NAMES[name].parts})


def people(cast: Cast) -> dict[str, Person]:
    """One person of each role, and one without any."""
    return {role: getattr(cast, role) for role in sorted(EVERYBODY)}


def test_every_address_has_its_line() -> None:
    known = {*OPEN, *MAY_READ, *POST_ONLY}
    missing = set(NAMES) - known
    assert not missing, f"write down who may ask for: {sorted(missing)}"


@pytest.mark.parametrize("name", sorted(MAY_READ.keys() & NAMES.keys()))
def test_who_gets_a_page(name: str, cast: Cast, month: dict[str, Any], client: Client) -> None:
    address = address_of(name, month)
    denied = set()
    for role, person in people(cast).items():
        client.force_login(person)
        answer = client.get(address)
        answer.close()
        status = answer.status_code
        assert status in (200, 302, 403, 404), (name, role, status)
        if status == 403 or (status == 404 and name in HIDDEN):
            denied.add(role)
    assert EVERYBODY - denied == MAY_READ[name]


@pytest.mark.parametrize("name", sorted(NAMES.keys() - OPEN.keys()))
def test_nobody_reads_anything_before_signing_in(
    name: str, month: dict[str, Any], client: Client
) -> None:
    if name == "demo_sign_in":
        assert client.post(address_of(name, month)).status_code in (302, 403, 404)
        return
    answer = (
        client.post(address_of(name, month))
        if name in POST_ONLY
        else client.get(address_of(name, month))
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))


@pytest.mark.parametrize(
    "name", ["value_comment", "value_withdraw", "value_evidence", "value", "evidence"]
)
def test_another_units_value_is_not_even_known(
    name: str, cast: Cast, month: dict[str, Any], client: Client
) -> None:
    before = DueValue.objects.get(pk=month["due"]).state
    for person in (cast.other_reporter, cast.statistician, cast.nobody, cast.system_administrator):
        client.force_login(person)
        ask = client.post if name in POST_ONLY else client.get
        status = ask(address_of(name, month), {"text": "x", "reason": "x"}).status_code
        assert status in (403, 404), (name, person.username, status)
    assert DueValue.objects.get(pk=month["due"]).state == before


def test_the_system_administrator_has_no_rights_over_people_log_or_values(
    cast: Cast, month: dict[str, Any], client: Client
) -> None:
    client.force_login(cast.system_administrator)
    for name in ("people", "person", "person_new", "audit", "review", "rounds", "plans", "value"):
        assert client.get(address_of(name, month)).status_code in (403, 404)

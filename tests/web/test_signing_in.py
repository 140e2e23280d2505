"""Who comes in, who is locked out, and what is closed before anybody signs in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from saima.actions.permissions import standing
from saima.records.models import AuditRecord, PlanVersion
from saima.records.queries.audit import verify_chain
from saima.web.navigation import first_page
from tests.cast import NOW, Cast

PASSWORD = "a long fictitious pass phrase 7"
WRONG = "another fictitious pass phrase 7"
CLOSED = ("todo", "report", "me", "change_password")


@pytest.fixture
def told(cast: Cast) -> Cast:
    """The cast, whose reporter has a password."""
    cast.reporter.set_password(PASSWORD)
    cast.reporter.save()
    return cast


def sign_in(client: Client, password: str, **more: str) -> int:
    data = {"username": "reporter", "password": password, **more}
    return client.post(reverse("sign_in"), data).status_code


def actions() -> list[str]:
    return list(AuditRecord.objects.order_by("sequence").values_list("action", flat=True))


def test_in_and_out_stand_in_the_log(told: Cast, client: Client) -> None:
    assert sign_in(client, WRONG) == 400
    answer = client.post(reverse("sign_in"), {"username": "reporter", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/todo/")
    assert client.post(reverse("sign_out")).status_code == 302
    assert client.get(reverse("todo")).status_code == 302
    assert actions() == ["session.refused", "session.open", "session.close"]
    assert PASSWORD not in str(list(AuditRecord.objects.values_list("data", flat=True)))
    assert verify_chain() is None


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("office", "/todo/"),
        ("town_approver", "/todo/"),
        ("leader", "/"),
        ("auditor", "/office/audit/"),
        ("security_administrator", "/office/people/"),
        ("system_administrator", "/"),
        ("nobody", "/"),
    ],
)
def test_everybody_begins_with_what_they_came_for(cast: Cast, who: str, address: str) -> None:
    assert first_page(standing(getattr(cast, who), NOW.date())) == address


def test_an_unknown_name_is_answered_like_a_wrong_password(told: Cast, client: Client) -> None:
    known = client.post(reverse("sign_in"), {"username": "reporter", "password": WRONG})
    unknown = client.post(reverse("sign_in"), {"username": "nobody at all", "password": WRONG})
    sentence = "user name or password is wrong"
    client.cookies["saima_language"] = "en"
    assert known.status_code == unknown.status_code == 400
    again = client.post(reverse("sign_in"), {"username": "x", "password": WRONG})
    assert sentence in again.content.decode()


def test_five_failures_lock_for_a_quarter_of_an_hour(
    told: Cast, client: Client, settings: Settings
) -> None:
    assert [sign_in(client, WRONG) for _ in range(5)] == [400] * 5
    assert sign_in(client, PASSWORD) == 403
    settings.CLOCK_SHIFT = NOW - datetime.now(UTC) + timedelta(minutes=14)
    assert sign_in(client, PASSWORD) == 403
    settings.CLOCK_SHIFT = NOW - datetime.now(UTC) + timedelta(minutes=16)
    assert sign_in(client, PASSWORD) == 302
    assert sign_in(Client(), WRONG) == 400


def test_a_deactivated_person_stays_outside(told: Cast, client: Client) -> None:
    told.reporter.is_active = False
    told.reporter.save()
    assert sign_in(client, PASSWORD) == 400


@pytest.mark.parametrize("name", CLOSED)
def test_without_signing_in_a_page_leads_to_the_sign_in_page(
    cast: Cast, client: Client, name: str
) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={reverse(name)}"


def test_boards_are_closed_unless_they_are_opened(
    version: PlanVersion, client: Client, settings: Settings
) -> None:
    assert client.get("/2021-03/search/").status_code == 200
    settings.OPEN_BOARDS = False
    for address in ("/", "/2021-03/", "/2021-03/board/table.csv"):
        assert client.get(address).status_code == 302
    assert client.get("/sign-in/").status_code == 200


def test_a_script_is_told_in_its_own_words(cast: Cast, client: Client) -> None:
    answer = client.post("/report/2021-03/cells/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (401, {"code": "signed_out"})


@pytest.mark.parametrize("address", ["https://elsewhere.test/", "//elsewhere.test", "/\\x.test"])
def test_nobody_is_sent_to_another_site(told: Cast, client: Client, address: str) -> None:
    data = {"username": "reporter", "password": PASSWORD, "next": address}
    assert client.post(reverse("sign_in"), data)["Location"] == "/todo/"


def test_the_demo_button_is_only_in_the_demo(
    told: Cast, client: Client, settings: Settings
) -> None:
    address = reverse("demo_sign_in")
    assert client.post(address, {"username": "reporter"}).status_code == 404
    assert b"demo-people" not in client.get("/sign-in/").content
    settings.DEMO = True
    assert b"demo-people" in client.get("/sign-in/").content
    assert client.get(address).status_code == 405
    assert (
        Client(enforce_csrf_checks=True).post(address, {"username": "reporter"}).status_code == 403
    )
    assert client.post(address, {"username": "nobody"}).status_code == 404
    assert client.post(address, {"username": "reporter"}).status_code == 302
    assert client.get("/todo/").status_code == 200


def test_the_session_ends_half_an_hour_after_the_last_request(told: Cast, client: Client) -> None:
    sign_in(client, PASSWORD)
    client.get("/todo/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    cookie = client.cookies["saima_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    told: Cast, client: Client
) -> None:
    other = Client()
    sign_in(client, PASSWORD)
    sign_in(other, PASSWORD)
    form = {"new_password1": WRONG, "new_password2": WRONG}
    address = reverse("change_password")
    assert client.post(address, {"old_password": "no", **form}).status_code == 400
    weak = {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"}
    assert client.post(address, weak).status_code == 400
    assert client.post(address, {"old_password": PASSWORD, **form}).status_code == 302
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert actions()[-1] == "person.password"


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("reporter", ("/todo/", "/report/"), ("/office/people/", "/office/audit/")),
        ("auditor", ("/office/audit/",), ("/office/plans/",)),
        ("nobody", ("/todo/",), ("/report/", "/office/rounds/")),
    ],
)
def test_the_navigation_shows_what_a_post_allows(
    cast: Cast, client: Client, who: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    client.force_login(getattr(cast, who))
    page = client.get("/me/").content.decode()
    assert all(f'href="{address}"' in page for address in shown)
    assert not any(f'href="{address}"' in page for address in hidden)

"""One's own tokens: made, shown once, used through the interface, taken back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from saima.records.models import ApiToken, AuditRecord
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/me/tokens/"
NEW = {
    "act": "issue",
    "name": "data platform",
    "expires": "2021-06-30",
    "scope": ["rounds:read"],
}


@pytest.fixture
def reporter(cast: Cast, march: object, client: Client) -> Client:
    """A town's reporter, reading English."""
    client.force_login(cast.town_reporter)
    client.cookies["saima_language"] = "en"
    return client


def made(client: Client, **changes: object) -> str:
    """Make a token; its secret."""
    answer = client.post(ADDRESS, NEW | changes)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    found = re.search(r'class="secret">(saima_[^<]+)<', answer.content.decode())
    assert found is not None
    return found[1]


def api(secret: str) -> Client:
    """A program that holds a token."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_the_secret_is_shown_once_and_opens_what_was_ticked(reporter: Client) -> None:
    secret = made(reporter)
    page = reporter.get(ADDRESS).content.decode()
    assert secret not in page
    assert "data platform" in page
    assert "read rounds and what is due" in page
    assert "never used" in page
    assert api(secret).get("/api/v1/rounds").status_code == 200
    assert api(secret).get("/api/v1/ledger").status_code == 403
    assert "never used" not in reporter.get(ADDRESS).content.decode()


def test_a_token_opens_to_the_end_of_its_last_day(reporter: Client) -> None:
    made(reporter)
    assert ApiToken.objects.get().expires.isoformat() == "2021-06-30T16:00:00+00:00"
    (line,) = reporter.get(ADDRESS).context["lines"]
    assert line.last_day.isoformat() == "2021-06-30"


def test_it_is_in_the_log_without_its_secret(reporter: Client, cast: Cast) -> None:
    secret = made(reporter)
    written = AuditRecord.objects.get(action="token.issue")
    assert (written.person, written.data["scope"]) == (cast.town_reporter, ["rounds:read"])
    assert secret not in str(written.data)
    reporter.post(ADDRESS, {"act": "revoke", "token": ApiToken.objects.get().pk})
    assert AuditRecord.objects.get(action="token.revoke").data["name"] == "data platform"


def test_a_token_is_taken_back_by_its_owner_alone(reporter: Client, cast: Cast) -> None:
    secret = made(reporter)
    token = ApiToken.objects.get().pk
    other = Client()
    other.force_login(cast.other_reporter)
    assert other.post(ADDRESS, {"act": "revoke", "token": token}).status_code == 403
    assert "data platform" not in other.get(ADDRESS).content.decode()
    assert api(secret).get("/api/v1/rounds").status_code == 200
    assert reporter.post(ADDRESS, {"act": "revoke", "token": token}).status_code == 302
    assert api(secret).get("/api/v1/rounds").status_code == 401
    assert "revoked" in reporter.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"scope": []}, "Tick at least one"),
        ({"scope": ["everything"]}, "everything is not one of the available choices"),
        ({"expires": "2021-04-01"}, "is not after"),
        ({"expires": "2022-06-30"}, "is not after"),
    ],
)
def test_what_is_typed_wrong_makes_no_token(
    changes: dict[str, object], words: str, reporter: Client
) -> None:
    answer = reporter.post(ADDRESS, NEW | changes)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_number_that_is_none_is_refused(reporter: Client) -> None:
    assert reporter.post(ADDRESS, {"act": "revoke", "token": "x"}).status_code == 409


def test_without_a_post_there_is_no_token(cast: Cast, march: object, client: Client) -> None:
    client.force_login(cast.nobody)
    assert 'name="scope"' not in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, NEW).status_code == 403
    assert not ApiToken.objects.exists()


def test_the_own_page_leads_there(reporter: Client) -> None:
    assert reverse("tokens") in reporter.get("/me/").content.decode()


def test_the_security_administrator_takes_anybodys_token_back(reporter: Client, cast: Cast) -> None:
    secret = made(reporter)
    token = ApiToken.objects.get().pk
    security = Client()
    security.cookies["saima_language"] = "en"
    security.force_login(cast.security_administrator)
    address = f"/office/people/{cast.town_reporter.pk}/"
    assert "data platform" in security.get(address).content.decode()
    other = f"/office/people/{cast.other_reporter.pk}/"
    assert security.post(other, {"act": "revoke", "token": token}).status_code == 409
    assert security.post(address, {"act": "revoke", "token": token}).status_code == 302
    assert api(secret).get("/api/v1/rounds").status_code == 401
    office = Client()
    office.force_login(cast.office)
    assert "data platform" not in office.get(address).content.decode()

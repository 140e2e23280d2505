"""People and posts on the site: who may change what, and what is refused in words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saima.records.models import Person, Post, Role
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PEOPLE = "/office/people/"


@pytest.fixture
def security(cast: Cast, march: object, client: Client) -> Client:
    """The security administrator, reading English."""
    client.force_login(cast.security_administrator)
    client.cookies["saima_language"] = "en"
    return client


def grant(role: str, unit: str = "") -> dict[str, str]:
    """A post as it is typed."""
    return {"act": "grant", "role": role, "unit": unit, "starts": "2021-04-06"}


def test_an_account_then_a_post(security: Client) -> None:
    answer = security.post(f"{PEOPLE}new/", {"username": "li", "name": "Li", "unit": "a"})
    person = Person.objects.get(username="li")
    assert answer["Location"].startswith(f"{PEOPLE}{person.pk}/")
    assert not person.has_usable_password()
    security.post(f"{PEOPLE}{person.pk}/", grant("reporter", "a"))
    assert [(post.role, post.unit) for post in person.posts.all()] == [("reporter", "a")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"username": "office", "name": "x"}, "office is there already"),
        ({"username": "a b", "name": "x"}, "without blanks"),
        ({"username": "li", "name": "x", "password": "short"}, "at least 10"),
    ],
)
def test_a_wrong_account_says_why(typed: dict[str, str], words: str, security: Client) -> None:
    answer = security.post(f"{PEOPLE}new/", typed)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert Person.objects.filter(username=typed["username"]).count() == (
        1 if typed["username"] == "office" else 0
    )


def test_roles_that_exclude_one_another_are_named_in_words(security: Client, cast: Cast) -> None:
    answer = security.post(f"{PEOPLE}{cast.auditor.pk}/", grant("reporter", "a"))
    assert answer.status_code == 409
    assert "auditor already holds the role auditor" in answer.content.decode()
    answer = security.post(f"{PEOPLE}{cast.reporter.pk}/", grant("system_administrator"))
    assert "system administrator may not" in answer.content.decode()


def test_a_post_of_a_unit_needs_a_unit(security: Client, cast: Cast) -> None:
    answer = security.post(f"{PEOPLE}{cast.nobody.pk}/", grant("reporter"))
    assert "is held in a unit" in answer.content.decode()


def test_a_post_ends_and_stays_in_the_history(security: Client, cast: Cast) -> None:
    post = Post.objects.get(person=cast.reporter)
    typed = {"act": "end", "post": post.pk, "ends": "2021-04-30"}
    security.post(f"{PEOPLE}{cast.reporter.pk}/", typed)
    page = security.get(f"{PEOPLE}{cast.reporter.pk}/").content.decode()
    assert "2021-04-30" in page
    foreign = Post.objects.get(person=cast.approver)
    answer = security.post(f"{PEOPLE}{cast.reporter.pk}/", typed | {"post": foreign.pk})
    assert answer.status_code == 409
    foreign.refresh_from_db()
    assert foreign.ends is None


def test_an_account_is_closed_with_a_reason_never_the_own(security: Client, cast: Cast) -> None:
    address = f"{PEOPLE}{cast.reporter.pk}/"
    assert security.post(address, {"act": "deactivate", "reason": ""}).status_code == 409
    security.post(address, {"act": "deactivate", "reason": "Left"})
    cast.reporter.refresh_from_db()
    assert not cast.reporter.is_active
    own = f"{PEOPLE}{cast.security_administrator.pk}/"
    assert security.post(own, {"act": "deactivate", "reason": "x"}).status_code == 403
    assert security.post(own, grant("security_administrator", "a")).status_code == 403


def test_the_office_grants_posts_in_units_only(cast: Cast, march: object, client: Client) -> None:
    client.force_login(cast.office)
    address = f"{PEOPLE}{cast.nobody.pk}/"
    assert client.post(address, grant("reporter", "a")).status_code == 302
    assert client.post(address, grant("leader")).status_code == 409
    assert client.post(address, {"act": "deactivate", "reason": "x"}).status_code == 403
    assert client.get(f"{PEOPLE}new/").status_code == 403
    assert set(cast.nobody.posts.values_list("role", flat=True)) == {Role.REPORTER}


def test_the_auditor_reads_and_changes_nothing(cast: Cast, march: object, client: Client) -> None:
    client.force_login(cast.auditor)
    address = f"{PEOPLE}{cast.nobody.pk}/"
    assert '<form method="post"' not in client.get(address).content.decode().split("<main")[1]
    assert client.post(address, grant("reporter", "a")).status_code == 403


def test_people_are_found_by_name_role_and_unit(security: Client) -> None:
    def found(query: str) -> list[str]:
        holders = security.get(f"{PEOPLE}?{query}").context["holders"]
        return [holder.person.username for holder in holders]

    assert found("q=town_") == ["town_approver", "town_reporter"]
    assert found("role=reporter&unit=a") == ["town_reporter"]
    assert found("unit=commerce") == ["approver", "checker", "reporter"]


def test_the_list_asks_as_many_questions_for_one_as_for_all(security: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            security.get(address)
        return len(asked)

    queries(PEOPLE)
    assert queries(PEOPLE) == queries(f"{PEOPLE}?q=town_reporter")


def test_a_forgotten_password_is_given_anew_and_shown_once(security: Client, cast: Cast) -> None:
    address = f"{PEOPLE}{cast.reporter.pk}/"
    answer = security.post(address, {"act": "password"})
    assert answer["Cache-Control"] == "no-store"
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert password not in security.get(address).content.decode()
    cast.reporter.refresh_from_db()
    assert cast.reporter.check_password(password)
    own = f"{PEOPLE}{cast.security_administrator.pk}/"
    assert security.post(own, {"act": "password"}).status_code == 403

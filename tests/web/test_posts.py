"""All posts out as a table and back, checked first; new accounts change their password."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saima.records.models import AuditRecord, Person, Post
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/office/people/import/"
TABLE = "/office/people/posts."
HEAD = "User name,Name,Unit,Role,Title,From,Until"


@pytest.fixture
def security(cast: Cast, march: object, client: Client) -> Client:
    """The security administrator, reading English."""
    client.force_login(cast.security_administrator)
    client.cookies["saima_language"] = "en"
    return client


def sent(*rows: str) -> dict[str, object]:
    """An upload as the form sends it."""
    content = "\r\n".join([HEAD, *rows]).encode()
    return {"act": "check", "table": SimpleUploadedFile("posts.csv", content)}


def taken(client: Client, *rows: str) -> "str":
    """Check a table and take it; the page that follows."""
    sealed = client.post(ADDRESS, sent(*rows)).context["sealed"]
    answer = client.post(ADDRESS, {"act": "take", "sealed": sealed})
    return answer.content.decode() if answer.status_code == 200 else answer["Location"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_went_out_comes_back_without_a_change(
    form: str, language: str, security: Client
) -> None:
    security.cookies["saima_language"] = language
    file = security.get(f"{TABLE}{form}").content
    security.cookies["saima_language"] = "en"
    upload = {"act": "check", "table": SimpleUploadedFile(f"posts.{form}", file)}
    answer = security.post(ADDRESS, upload)
    assert answer.context["remarks"] == []
    assert answer.context["report"].unchanged == Post.objects.count()
    assert "changes nothing" in answer.content.decode()
    assert AuditRecord.objects.get(action="export").data["what"] == f"posts.{form}"


def test_a_new_person_signs_in_once_and_chooses_an_own_password(
    security: Client, march: object
) -> None:
    page = taken(security, "newcomer,王某,a镇,填报人,科员,2021-04-01,")
    found = re.search(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>", page)
    assert found is not None
    assert "These passwords are shown this once." in page
    client = Client()
    client.post("/sign-in/", {"username": "newcomer", "password": found[1]})
    for address in ("/todo/", "/office/people/", "/me/tokens/"):
        assert client.get(address)["Location"] == "/me/password/"
    same = {"old_password": found[1], "new_password1": found[1], "new_password2": found[1]}
    assert client.post("/me/password/", same).status_code == 400
    own = {"old_password": found[1], "new_password1": "sorrel-4711", "new_password2": "sorrel-4711"}
    assert client.post("/me/password/", own).status_code == 302
    assert client.get("/todo/").status_code == 200
    assert not Person.objects.get(username="newcomer").first_password


def test_a_table_without_new_people_goes_back_to_the_list(security: Client) -> None:
    location = taken(security, "nobody,,Town b,approver of the unit,,2021-05-01,")
    assert location == "/office/people/?done=posts.import&count=1"
    assert "1 change made from the table." in security.get(location).content.decode()


def test_what_is_wrong_is_shown_by_cell_and_nothing_is_taken(security: Client) -> None:
    answer = security.post(ADDRESS, sent("nobody,,nowhere,reporter,,2021-05-01,"))
    assert answer.status_code == 409
    assert [(line.cell, line.column) for line in answer.context["remarks"]] == [("C2", "Unit")]
    assert not answer.context["sealed"]
    assert security.post(ADDRESS, {"act": "take", "sealed": "x"}).status_code == 404


def test_what_happened_meanwhile_is_found_when_it_is_taken(security: Client, cast: Cast) -> None:
    row = "nobody,,a,reporter,,2021-05-01,"
    sealed = security.post(ADDRESS, sent(row)).context["sealed"]
    Person.objects.filter(pk=cast.nobody.pk).update(is_active=False)
    answer = security.post(ADDRESS, {"act": "take", "sealed": sealed})
    assert answer.status_code == 409
    assert "is closed" in answer.content.decode()


def test_a_sealed_table_is_its_own_persons(security: Client, cast: Cast) -> None:
    sealed = security.post(ADDRESS, sent("nobody,,a,reporter,,2021-05-01,")).context["sealed"]
    security.force_login(cast.office)
    assert security.post(ADDRESS, {"act": "take", "sealed": sealed}).status_code == 404


def test_a_file_that_is_no_table_is_refused(security: Client) -> None:
    assert security.post(ADDRESS, {"act": "check"}).status_code == 409
    wrong = SimpleUploadedFile("posts.csv", b"a,b\r\n1,2")
    answer = security.post(ADDRESS, {"act": "check", "table": wrong})
    assert "the row with the titles is not there" in answer.content.decode()


def test_the_office_is_told_who_adds_accounts(cast: Cast, march: object, client: Client) -> None:
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    answer = client.post(ADDRESS, sent("newcomer,王某,a,reporter,,2021-05-01,"))
    assert "ask the security administrator to add it" in answer.content.decode()
    assert client.get(f"{TABLE}pdf").status_code == 404

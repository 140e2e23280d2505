"""One value's page: its story, its files, what is said; closed to everybody else."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from saima.actions import reporting, review
from saima.actions.rounds import grant_extension
from saima.records.models import Comment, DueState, Evidence, Round
from tests.cast import Cast, by, due, given

PDF = b"%PDF-1.4 fictitious"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Settings) -> None:
    """Keep files of a test with the test."""
    settings.VAR = tmp_path


@pytest.fixture
def reporter(cast: Cast, march: Round, client: Client) -> Client:
    """The reporter of the commerce department, signed in."""
    client.force_login(cast.reporter)
    client.cookies["saima_language"] = "en"
    return client


def at(page: str = "", unit: str = "a", code: str = "investment") -> str:
    return f"/values/{due(unit, code).pk}/{page}"


def send(client: Client, name: str, content: bytes, address: str | None = None) -> int:
    file = SimpleUploadedFile(name, content)
    return client.post(address or at("evidence/"), {"file": file}).status_code


def test_the_story_tells_what_changed_and_why(cast: Cast, reporter: Client) -> None:
    key = due("a", "investment").pk
    reporting.submit(by(cast.reporter), key, given("1.5"))
    review.return_(by(cast.approver), key, "the second report is missing")
    reporting.submit(by(cast.reporter), key, given("2.5", sentence="with the second report"))
    grant_extension(by(cast.office), key, date(2021, 4, 30), "flood")
    page = reporter.get(at()).content.decode()
    for words in (
        "Version 1",
        "Version 2",
        "<del>1.50</del> → <ins>2.50</ins>",
        "the second report is missing",
        "flood",
        "2021-04-30",
        "evidence is missing",
    ):
        assert words in page


def test_a_file_comes_back_as_a_download_and_nothing_else(reporter: Client) -> None:
    assert send(reporter, "到资.pdf", PDF) == 302
    evidence = Evidence.objects.get()
    answer = reporter.get(f"/evidence/{evidence.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    answer.close()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", b"<script>"), ("page.pdf", b"<html>"), ("empty.pdf", b""), ("x.svg", b"<svg/>")],
)
def test_a_page_is_no_evidence(reporter: Client, name: str, content: bytes) -> None:
    assert send(reporter, name, content) == 422
    assert not Evidence.objects.exists()


def test_a_file_is_used_again_without_sending_it(reporter: Client) -> None:
    send(reporter, "proof.pdf", PDF)
    other = at("evidence/", "b")
    again = {"again": str(Evidence.objects.get().pk)}
    assert reporter.post(other, again).status_code == 302
    assert Evidence.objects.count() == 2
    assert reporter.post(at("evidence/"), {"again": "999"}).status_code == 422


def test_a_name_in_a_comment_asks_that_person(cast: Cast, reporter: Client) -> None:
    cast.checker.name = "王一"
    cast.checker.save()
    text = "请核 @王一看看,@approver @nobody @town_reporter"
    assert reporter.post(at("comments/"), {"text": text}).status_code == 302
    asked = set(Comment.objects.get().mentions.values_list("username", flat=True))
    assert asked == {"checker", "approver", "town_reporter"}
    assert reporter.post(at("comments/"), {"text": "  "}).status_code == 422


def test_a_comment_is_shown_as_text(reporter: Client) -> None:
    reporter.post(at("comments/"), {"text": "<script>alert(1)</script>"})
    page = reporter.get(at()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_is_reported_can_be_taken_back(cast: Cast, reporter: Client) -> None:
    assert reporter.post(at("withdrawal/")).status_code == 409
    reporting.submit(by(cast.reporter), due("a", "investment").pk, given("1.5"))
    assert reporter.post(at("withdrawal/"), {"reason": "wrong file"}).status_code == 302
    assert due("a", "investment").state == DueState.DUE


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("town_reporter", 200),
        ("approver", 200),
        ("office", 200),
        ("leader", 200),
        ("auditor", 200),
        ("other_reporter", 404),
        ("statistician", 404),
        ("nobody", 403),
        ("system_administrator", 403),
        ("security_administrator", 403),
    ],
)
def test_a_value_is_shown_to_those_it_concerns(
    cast: Cast, reporter: Client, who: str, status: int
) -> None:
    send(reporter, "proof.pdf", PDF)
    evidence = f"/evidence/{Evidence.objects.get().pk}/"
    visitor = Client()
    visitor.force_login(getattr(cast, who))
    assert visitor.get(at()).status_code == status
    answer = visitor.get(evidence)
    answer.close()
    assert answer.status_code == status


@pytest.mark.parametrize("page", ["comments/", "evidence/", "withdrawal/"])
@pytest.mark.parametrize("who", ["other_reporter", "statistician", "auditor", "nobody"])
def test_nobody_else_does_anything_with_it(
    cast: Cast, reporter: Client, who: str, page: str
) -> None:
    visitor = Client()
    visitor.force_login(getattr(cast, who))
    data = {"text": "x", "again": "1"}
    assert visitor.post(at(page), data).status_code in (403, 404)
    assert visitor.get(at(page)).status_code in (403, 405)
    assert not Comment.objects.exists()


def test_a_town_may_not_attach_to_what_a_department_reports(cast: Cast, reporter: Client) -> None:
    town = Client()
    town.force_login(cast.town_reporter)
    assert send(town, "proof.pdf", PDF) == 403
    assert not Evidence.objects.exists()


def test_ids_that_are_not_there(reporter: Client) -> None:
    assert reporter.get("/values/999999/").status_code == 404
    assert reporter.get("/evidence/999999/").status_code == 404


def test_the_queries_do_not_grow_with_the_story(cast: Cast, reporter: Client) -> None:
    key = due("a", "investment").pk

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            reporter.get(at())
        return len(captured)

    def grow(count: int) -> None:
        for number in range(count):
            reporting.submit(by(cast.reporter), key, given(number + 1, sentence="x"))
            review.comment(by(cast.office), key, "x", [cast.reporter.pk])
            review.return_(by(cast.approver), key, "again")

    reporter.get(at())
    grow(1)
    one = queries()
    grow(29)
    assert queries() == one <= 30

"""A month by Excel in the site: download, a check that changes nothing, remarks, hand in."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from saima.records.models import Person, Round, Submission
from tests.cast import NOW, Cast, due, make_cast, opened_march

AT = "/files/2021-03/"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def march(cast: Cast) -> Any:
    with override_settings(CLOCK_SHIFT=NOW - timezone.now()):
        yield opened_march(cast)


def signed_in(person: Person) -> Client:
    client = Client(headers={"Accept-Language": "zh-CN"})
    client.force_login(person)
    return client


def filled(client: Client, value: object) -> SimpleUploadedFile:
    """The form with a value in the row of town a's new starts."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{AT}form.xlsx").content))
    sheet = book["填报"]
    row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, 3).value == "starts")
    sheet.cell(row, 10).value = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("三月.xlsx", out.getvalue())


def sealed(page: Any) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_form_is_checked_and_then_handed_in(cast: Cast, march: Round) -> None:
    client = signed_in(cast.town_reporter)
    assert "以文件填报" in client.get(AT).content.decode()
    page = client.post(f"{AT}check/", {"file": filled(client, "1,200")})
    assert page.status_code == 200
    assert "三月.xlsx：1 项数值可以提交" in page.content.decode()
    assert not Submission.objects.exists()
    done = client.post(f"{AT}filing/", {"sealed": sealed(page)}, follow=True)
    assert "已提交 1 项数值，待审核。" in done.content.decode()
    assert Submission.objects.get().value == 1200


def test_remarks_come_back_in_the_form(cast: Cast, march: Round) -> None:
    client = signed_in(cast.town_reporter)
    page = client.post(f"{AT}check/", {"file": filled(client, "很多")})
    assert page.status_code == 409
    assert "“很多”不是数字" in page.content.decode()
    answer = client.post(f"{AT}remarks.xlsx", {"sealed": sealed(page)})
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["填报"]
    assert any("“很多”不是数字" in str(cell.value) for cell in sheet["R"])
    assert client.post(f"{AT}filing/", {"sealed": sealed(page)}).status_code == 409
    assert not Submission.objects.exists()


def test_what_was_checked_cannot_be_changed_or_lent(cast: Cast, march: Round) -> None:
    client = signed_in(cast.town_reporter)
    seal = sealed(client.post(f"{AT}check/", {"file": filled(client, 5)}))
    assert client.post(f"{AT}filing/", {"sealed": "x" + seal}).status_code == 404
    assert client.post(f"{AT}filing/").status_code == 404
    other = signed_in(cast.other_reporter)
    assert other.post(f"{AT}filing/", {"sealed": seal}).status_code == 404
    assert not Submission.objects.exists()


def test_a_file_that_is_no_form(cast: Cast, march: Round) -> None:
    client = signed_in(cast.town_reporter)
    page = client.post(f"{AT}check/", {"file": SimpleUploadedFile("x.pdf", b"%PDF")})
    assert page.status_code == 409
    assert "x.pdf 不是 .xlsx 或 .csv" in page.content.decode()
    assert "sealed" not in page.content.decode()


@pytest.mark.parametrize("name", ["leader", "auditor", "office", "nobody"])
def test_only_who_reports_comes_in(cast: Cast, march: Round, name: str) -> None:
    client = signed_in(getattr(cast, name))
    for address in ("", "form.xlsx", "check/", "remarks.xlsx", "filing/"):
        assert client.get(f"{AT}{address}").status_code == 403
        assert client.post(f"{AT}{address}").status_code == 403


def test_other_months_and_forms_are_not_there(cast: Cast, march: Round) -> None:
    client = signed_in(cast.town_reporter)
    assert client.get("/files/2021-02/").status_code == 404
    assert client.get(f"{AT}form.xlsm").status_code == 404
    assert due("a", "starts").state == "due"


def test_reporters_find_the_form_from_every_page(cast: Cast, march: Round, client: Client) -> None:
    client.force_login(cast.town_reporter)
    assert client.get("/files/")["Location"] == "/files/2021-03/"
    assert client.get("/todo/").content.decode().count('href="/files/"') == 2
    client.force_login(cast.leader)
    assert 'href="/files/"' not in client.get("/todo/").content.decode()
    assert client.get("/files/").status_code == 403


def test_before_any_month_is_open_there_is_no_form(cast: Cast, client: Client) -> None:
    client.force_login(cast.town_reporter)
    assert client.get("/files/").status_code == 200

"""Good cases on their pages: written, decided, read by everybody, filtered, with their bonus."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import good_cases
from saima.actions.good_cases import NewCase
from saima.records.models import AdjustmentProposal, GoodCase
from tests.actions.test_good_cases import BONUSES
from tests.cast import NOW, Cast, by, cast_plan, publish

pytestmark = pytest.mark.django_db
TYPED = {
    "unit": "a",
    "title": "标准地",
    "summary": "拿地即开工",
    "text": "第一段\n\n<b>第二段</b>",
    "indicator": "investment",
}


@pytest.fixture
def city(cast: Cast, tmp_path: Path) -> Any:
    """Everybody, with a plan that has a bonus."""
    publish(cast_plan(adjustments=BONUSES))
    with override_settings(VAR=tmp_path, CLOCK_SHIFT=NOW - datetime.now(UTC)):
        yield cast


def signed_in(client: Client, person: Any) -> Client:
    """The client as somebody, in English."""
    client.force_login(person)
    client.cookies["saima_language"] = "en"
    return client


def shown(answer: Any) -> str:
    """The words of a page."""
    return str(answer.content.decode())


def written(client: Client, city: Cast, **more: Any) -> GoodCase:
    """A case that town a wrote by its form."""
    answer = signed_in(client, city.town_reporter).post(reverse("good_case_new"), TYPED | more)
    assert answer.status_code == 302
    return GoodCase.objects.latest("pk")


def act(client: Client, case: GoodCase, what: str, **more: str) -> Any:
    """A button of the page of a case."""
    return client.post(reverse("good_case", args=[case.pk]), {"act": what} | more)


def published(client: Client, city: Cast) -> GoodCase:
    """A case that everybody reads."""
    case = written(client, city)
    act(client, case, "propose")
    signed_in(client, city.office)
    act(client, case, "approve")
    act(client, case, "publish")
    case.refresh_from_db()
    assert case.state == "published"
    return case


def test_a_case_is_written_with_its_file_and_read_by_everybody(city: Cast, client: Client) -> None:
    file = SimpleUploadedFile("做法.pdf", b"%PDF-1.7 made up")
    case = written(client, city, file=file)
    act(client, case, "propose")
    signed_in(client, city.office)
    act(client, case, "approve", text="同意")
    act(client, case, "publish")
    page = shown(signed_in(client, city.nobody).get(reverse("good_case", args=[case.pk])))
    assert "拿地即开工" in page
    assert "&lt;b&gt;第二段" in page
    assert "同意" not in page, "what was said inside is not everybody's"
    assert "What can be done now" not in page
    assert case.title in shown(client.get(reverse("good_cases")))
    answer = client.get(reverse("good_case_file", args=[case.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]


def test_a_draft_is_seen_by_its_unit_and_those_who_decide(city: Cast, client: Client) -> None:
    case = written(client, city)
    address = reverse("good_case", args=[case.pk])
    for name, status in {
        "town_approver": 200,
        "office": 200,
        "auditor": 200,
        "other_reporter": 404,
        "nobody": 404,
    }.items():
        assert signed_in(client, getattr(city, name)).get(address).status_code == status, name
    listed = signed_in(client, city.other_reporter).get(reverse("good_cases"), {"state": ""})
    assert listed.context["reading"].cases.count == 0


def test_a_form_that_is_refused_keeps_what_was_typed(city: Cast, client: Client) -> None:
    signed_in(client, city.town_reporter)
    answer = client.post(reverse("good_case_new"), TYPED | {"summary": ""})
    assert answer.status_code == 409
    assert "拿地即开工" not in shown(answer)
    assert "标准地" in shown(answer)
    wrong = SimpleUploadedFile("x.exe", b"MZ")
    answer = client.post(reverse("good_case_new"), TYPED | {"file": wrong})
    assert answer.status_code == 409
    assert "拿地即开工" in shown(answer)
    assert GoodCase.objects.count() == 0


def test_a_number_that_looks_personal_is_asked_about_before_it_is_kept(
    city: Cast, client: Client
) -> None:
    signed_in(client, city.town_reporter)
    typed = TYPED | {"text": "批文号 13800138000"}
    assert "confirmed" not in shown(client.get(reverse("good_case_new")))
    answer = client.post(reverse("good_case_new"), typed)
    assert answer.status_code == 409
    assert 'name="confirmed"' in shown(answer)
    assert "批文号 13800138000" in shown(answer)
    answer = client.post(reverse("good_case_new"), typed | {"confirmed": "on"})
    assert answer.status_code == 302


def test_what_was_sent_back_is_changed_and_handed_in_again(city: Cast, client: Client) -> None:
    case = written(client, city)
    act(client, case, "propose")
    signed_in(client, city.leader)
    assert act(client, case, "return").status_code == 409, "a reason is needed"
    assert act(client, case, "return", text="请补充数据").status_code == 302
    signed_in(client, city.town_reporter)
    edit = reverse("good_case_edit", args=[case.pk])
    assert "请补充数据" in shown(client.get(edit))
    assert client.post(edit, TYPED | {"text": "新的正文"}).status_code == 302
    act(client, case, "propose")
    case.refresh_from_db()
    assert (case.state, case.text) == ("proposed", "新的正文")
    assert client.get(edit).status_code == 404


def test_a_step_that_came_too_late_is_told_and_changes_nothing(city: Cast, client: Client) -> None:
    case = published(client, city)
    answer = act(client, case, "approve")
    assert answer.status_code == 409
    assert "is in state published" in shown(answer)
    assert act(client, case, "nothing").status_code == 409


def test_a_bonus_is_proposed_on_the_page_and_stands_with_case_and_unit(
    city: Cast, client: Client
) -> None:
    case = published(client, city)
    assert act(client, case, "bonus", kind="pilot", period="2021Q1").status_code == 409
    answer = act(client, case, "bonus", kind="pilot", period="2021Q1", points="0.5")
    assert answer.status_code == 302
    proposal = AdjustmentProposal.objects.get()
    case.refresh_from_db()
    assert case.bonus == proposal
    page = shown(client.get(reverse("good_case", args=[case.pk])))
    assert "0.5" in page
    assert "Propose a bonus" not in page
    unit = shown(signed_in(client, city.nobody).get(reverse("unit", args=["2021-03", "a"])))
    assert case.title in unit
    assert "0.5" in unit


def test_cases_are_found_by_state_unit_and_words(city: Cast, client: Client) -> None:
    published(client, city)
    written(client, city, title="第二个")
    signed_in(client, city.office)

    def count(**asked: str) -> int:
        return int(client.get(reverse("good_cases"), asked).context["reading"].cases.count)

    assert count() == 1
    assert count(state="draft") == 1
    assert count(state="") == 2
    assert count(state="", unit="b") == 0
    assert count(state="", text="第二") == 1
    assert count(state="no such") == 0


def test_the_list_asks_as_often_for_many_as_for_few(city: Cast, client: Client) -> None:
    signed_in(client, city.office)
    client.get(reverse("good_cases"))
    asked = []
    for _ in range(2):
        for number in range(20):
            good_cases.write(by(city.town_reporter), "small", NewCase("a", f"x{number}", "x", "x"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("good_cases"), {"state": ""})
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 30

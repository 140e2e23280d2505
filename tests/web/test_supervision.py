"""Supervision on the site: the list, a sheet with its next step, a new one, instructions."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client, override_settings

from saima.actions import meetings, supervision_extensions
from saima.actions.meetings import NewPromise
from saima.actions.nodes import report_node
from saima.actions.supervision_rising import rise
from saima.records.models import (
    AuditRecord,
    Instruction,
    SuperiorDecision,
    Supervision,
    SupervisionFile,
    SupervisionState,
    TaskNode,
)
from tests.cast import NOW, Cast, by, make_cast, publish
from tests.supervision_stage import (
    MARCHED,
    PLAN,
    acknowledged,
    answered,
    at,
    issued,
    late_node,
    proposed,
)
from tests.web.judged_site import queries, text

pytestmark = pytest.mark.django_db
LIST = "/supervision/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def clock(tmp_path: Path) -> Iterator[None]:
    """The site's clock stands at the moment of the cast; files stay with the test."""
    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC), VAR=tmp_path, OPEN_BOARDS=False):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


@pytest.fixture
def sign_in(client: Client, cast: Cast) -> SignIn:
    def enter(name: str) -> Client:
        client.force_login(getattr(cast, name))
        client.cookies["saima_language"] = "en"
        return client

    return enter


def page_of(row: Supervision) -> str:
    return f"{LIST}{row.pk}/"


def keys(answer: Any) -> list[str]:
    """The steps that a page offers."""
    return [offer.key for offer in answer.context["offers"]]


def state(row: Supervision) -> str:
    row.refresh_from_db()
    return str(row.state)


def test_the_first_thing_is_how_many_are_open_by_colour_and_level(
    cast: Cast, sign_in: SignIn
) -> None:
    issued(cast)
    issued(cast, cause="other:2", limit=30, unit="a")
    rise(at(date(2021, 4, 29)))
    listed = sign_in("office").get(LIST).context["listed"]
    assert [(one.code, one.count) for one in listed.colours] == [
        ("red", 1),
        ("orange", 0),
        ("blue", 1),
    ]
    assert [(one.code, one.count) for one in listed.levels] == [("1", 1), ("2", 0)]
    page = text(sign_in("office").get(LIST))
    assert "2 sheets are open" in page
    assert 'class="state state-red"><span aria-hidden="true">■</span> red' in page


def test_the_list_is_filtered_by_what_stands_in_the_address(cast: Cast, sign_in: SignIn) -> None:
    first = issued(cast)
    second = issued(cast, cause="other:2", unit="a", title="Open the park")
    third = proposed(cast, cause="other:3")
    answered(cast, cause="other:4", unit="commerce", title="Answered")
    office = sign_in("office")

    def shown(query: str) -> list[int]:
        rows = office.get(f"{LIST}?{query}").context["listed"].page.rows
        return [line.row.pk for line in rows]

    assert len(shown("")) == 4
    assert shown("unit=a") == [second.pk]
    assert shown("state=proposed") == [third.pk]
    assert shown("text=park") == [second.pk]
    assert first.pk in shown("state=issued")
    assert shown("colour=red") == []
    assert shown("source=node") == []
    assert shown("level=1") == []
    assert shown("late=1") == []
    assert len(shown("mine=1")) == 2  # one to issue, one to review
    assert len(shown("state=all&page=9&level=x")) == 4


def test_a_unit_sees_what_it_leads_or_helps_with(cast: Cast, sign_in: SignIn) -> None:
    own, helped = issued(cast, unit="a"), issued(cast, cause="other:2", co_units=("a",))
    other = issued(cast, cause="other:3")
    town = sign_in("town_reporter")
    assert {line.row for line in town.get(LIST).context["listed"].page.rows} == {own, helped}
    assert town.get(page_of(helped)).status_code == 200
    assert keys(town.get(page_of(helped))) == []
    assert town.get(page_of(other)).status_code == 404
    assert town.get(f"{page_of(other)}paper/").status_code == 404
    assert town.get("/decisions/").status_code == 403
    assert sign_in("nobody").get(LIST).status_code == 403


def test_a_sheet_goes_from_its_issue_to_its_end_by_its_buttons(cast: Cast, sign_in: SignIn) -> None:
    row = proposed(cast)
    office = sign_in("office")
    assert keys(office.get(page_of(row))) == ["issue", "withdraw"]
    answer = office.post(page_of(row), {"act": "issue"})
    assert "The sheet is issued" in text(office.get(answer["Location"]))
    unit = sign_in("reporter")
    assert keys(unit.get(page_of(row))) == ["acknowledge", "ask"]
    unit.post(page_of(row), {"act": "acknowledge"})
    empty = unit.post(page_of(row), {"act": "answer", "text": " "})
    assert empty.status_code == 409
    assert "Feedback is empty" in text(empty)
    file = SimpleUploadedFile("done.txt", b"fictitious")
    unit.post(page_of(row), {"act": "answer", "text": "All is done", "files": [file]})
    assert state(row) == "answered"
    kept = SupervisionFile.objects.get()
    download = unit.get(f"{LIST}files/{kept.pk}/")
    assert b"".join(download.streaming_content) == b"fictitious"  # type: ignore[attr-defined]
    office = sign_in("office")
    assert keys(office.get(page_of(row))) == ["write_off", "return", "withdraw"]
    office.post(page_of(row), {"act": "return", "text": "Name the projects"})
    unit = sign_in("approver")
    assert "Name the projects" in text(unit.get(page_of(row)))
    unit.post(page_of(row), {"act": "answer", "text": "Two projects"})
    office = sign_in("colleague")
    office.post(page_of(row), {"act": "write_off", "text": "Seen on site"})
    assert state(row) == "written_off"
    page = office.get(page_of(row))
    assert keys(page) == []
    assert [step.act for step in page.context["reading"].steps] == [
        *("propose", "issue", "acknowledge", "answer", "return", "answer", "write_off"),
    ]


def test_what_was_typed_stays_when_somebody_was_faster(cast: Cast, sign_in: SignIn) -> None:
    row = answered(cast)
    Supervision.objects.filter(pk=row.pk).update(state=SupervisionState.WITHDRAWN)
    late = sign_in("office").post(page_of(row), {"act": "return", "text": "Name the projects"})
    assert late.status_code == 409
    assert "Name the projects" in text(late)
    assert "is in state withdrawn" in text(late)
    for act in ("", "fly", "rise"):
        assert sign_in("office").post(page_of(row), {"act": act}).status_code == 409


def test_an_extension_is_asked_for_and_decided_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    row = acknowledged(cast)
    typed = {"act": "ask", "reason": "Floods", "progress": "Half", "until": "2021-05-10"}
    unit = sign_in("reporter")
    early = unit.post(page_of(row), typed | {"until": "2021-04-20"})
    assert early.status_code == 409
    assert "is not after the due day" in text(early)
    assert "Floods" in text(early)
    wrong = unit.post(page_of(row), typed | {"until": "soon"})
    assert wrong.status_code == 409
    assert unit.post(page_of(row), typed).status_code == 302
    leader = sign_in("leader")
    page = leader.get(page_of(row))
    assert keys(page)[:2] == ["extend", "hold"]
    assert "Reason: Floods Progress: Half" in text(page)
    leader.post(page_of(row), {"act": "extend", "text": ""})
    row.refresh_from_db()
    assert row.due == date(2021, 5, 10)
    assert "first due 2021-04-26" in text(leader.get(page_of(row)))


def test_the_story_says_what_the_daily_run_did(cast: Cast, sign_in: SignIn) -> None:
    row = issued(cast)
    rise(at(date(2021, 4, 29)))
    page = text(sign_in("office").get(page_of(row)))
    for words in ("risen: orange", "risen: red", "risen: head of the unit", "daily run"):
        assert words in page


def test_a_new_sheet_is_typed_or_comes_from_what_is_late(cast: Cast, sign_in: SignIn) -> None:
    node = late_node(cast)
    meetings.give_promise(
        by(cast.office, at(date(2021, 4, 1))),
        PLAN,
        NewPromise("b", "Open the park", date(2021, 4, 2)),
        "March meeting",
    )
    office = sign_in("office")
    page = office.get(f"{LIST}new/")
    sources = page.context["sources"]
    assert [one.about for one in sources.nodes] == [f"node:{node.pk}"]
    assert [one.title for one in sources.promises] == ["Open the park"]
    from_node = office.get(f"{LIST}new/?about=node:{node.pk}")
    assert "Build the road" in text(from_node)
    typed = {name: value for name, value in from_node.context["form"].initial.items() if value}
    answer = office.post(f"{LIST}new/?about=node:{node.pk}", typed | {"limit": "7"})
    row = Supervision.objects.get()
    assert answer["Location"].startswith(page_of(row))
    assert (row.about, row.limit, row.unit) == (f"node:{node.pk}", 7, "a")
    again = office.post(f"{LIST}new/?about=node:{node.pk}", typed)
    assert again.status_code == 409
    assert "under supervision already" in text(again)
    assert office.get(f"{LIST}new/?about=node:999").status_code == 404
    assert sign_in("reporter").get(f"{LIST}new/").status_code == 403


def test_what_is_reported_is_not_offered_for_supervision(cast: Cast, sign_in: SignIn) -> None:
    """The first was reported in time, the second late; since then both wait for their checker."""
    for day in (date(2021, 3, 29), date(2021, 3, 30)):
        report_node(by(cast.town_reporter, at(day)), late_node(cast).pk, day, "done")
    still = late_node(cast)
    sources = sign_in("office").get(f"{LIST}new/").context["sources"]
    assert [one.about for one in sources.nodes] == [f"node:{still.pk}"]
    assert sources.node_count == 1
    first = TaskNode.objects.order_by("pk").first()
    assert first is not None
    assert sign_in("office").get(f"{LIST}new/?about=node:{first.pk}").status_code == 404


def test_a_typed_sheet_that_is_refused_is_shown_again(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    typed = {
        "title": "Report the pilot zone",
        "requirement": "",
        "unit": "commerce",
        "co_units": ["commerce"],
        "urgency": "urgent",
        "start": "orange",
    }
    for given, words in (
        (typed, "Requirement is empty"),
        (typed | {"requirement": "x"}, "is named among the co-units"),
        (typed | {"limit": "0"}, "Report the pilot zone"),
        (typed | {"unit": "nowhere"}, "Report the pilot zone"),
        (typed | {"received_on": "soon"}, "Report the pilot zone"),
    ):
        answer = office.post(f"{LIST}new/", given)
        assert answer.status_code == 409
        assert words in text(answer)
    assert not Supervision.objects.exists()


def test_the_register_is_exported_in_the_columns_of_an_office(cast: Cast, sign_in: SignIn) -> None:
    issued(cast, origin="市委专题会议", co_units=("a",))
    proposed(cast, cause="other:2")
    office = sign_in("office")
    office.cookies["saima_language"] = "zh-hans"
    said = office.get(f"{LIST}register.csv?state=issued").content.decode("utf-8-sig")
    head = next(line for line in said.splitlines() if line.startswith("编号"))
    assert head.startswith("编号,内容,来源,收文时间,承办单位,协办单位,办复要求")
    assert "督办〔2021〕1号,Report the pilot zone,市委专题会议,2021-04-06,commerce,a镇" in said
    book = office.get(f"{LIST}register.xlsx")
    assert zipfile.is_zipfile(io.BytesIO(book.content))
    assert office.get(f"{LIST}register.pdf").status_code == 404
    assert AuditRecord.objects.filter(action="export", data__what="supervision").count() == 2


def test_the_paper_comes_as_docx_and_as_a_draft_before_it_is_issued(
    cast: Cast, sign_in: SignIn
) -> None:
    row = issued(cast)
    office = sign_in("office")
    answer = office.get(f"{page_of(row)}paper/")
    assert "%E7%9D%A3%E5%8A%9E" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "督办〔2021〕1号" in archive.read("word/document.xml").decode()
    assert office.get(f"{page_of(proposed(cast, cause='other:2'))}paper/").status_code == 200


def test_units_are_compared_by_how_they_deal_with_sheets(cast: Cast, sign_in: SignIn) -> None:
    answered(cast)
    issued(cast, cause="other:2", unit="a")
    page = sign_in("leader").get(f"{LIST}units/")
    assert [(line.unit, line.counts.unseen) for line in page.context["lines"]] == [
        ("Town a", 1),
        ("commerce", 0),
    ]
    assert "1 sheet is not acknowledged" in text(page)


def test_a_leader_instructs_on_anything_and_sees_what_was_said_before(
    cast: Cast, sign_in: SignIn
) -> None:
    node = late_node(cast)
    leader = sign_in("leader")
    address = f"/instruct/?about=task:{node.task_id}"
    page = leader.get(address)
    assert page.context["form"].initial["unit"] == "a"
    assert "Build the road" in text(page)
    empty = leader.post(address, {"text": "", "unit": "a", "urgency": "urgent"})
    assert empty.status_code == 409
    assert "Instruction is empty" in text(empty)
    typed = {"text": "Clear the land", "unit": "a", "urgency": "urgent"}
    answer = leader.post(address, typed)
    sheet = Instruction.objects.get().sheet
    assert answer["Location"].startswith(page_of(sheet))
    assert "Clear the land" in text(leader.get(address))
    twice = leader.post(address, typed)
    assert twice.status_code == 409
    assert "Clear the land" in text(twice)
    assert "Clear the land" in text(leader.get(answer["Location"]))
    for about in ("", "task:999", "unit:nowhere", "%00", "x" * 400):
        assert leader.get(f"/instruct/?about={about}").status_code == 404
    assert sign_in("office").get(address).status_code == 403


def test_the_link_to_instruct_is_offered_to_leaders_only() -> None:
    given = {"about": "task:12", "unit": "a"}
    part = "saima/supervision/instruct_link.html"
    shown = render_to_string(part, given | {"may": {"instruction_write": True}})
    assert "/instruct/?about=task%3A12&amp;unit=a" in shown
    assert render_to_string(part, given | {"may": {}}).strip() == ""


def test_a_decision_is_registered_split_and_finished(cast: Cast, sign_in: SignIn) -> None:
    office = sign_in("office")
    typed = {
        "issuer": "嘉兴市",
        "document": "嘉委〔2021〕3号",
        "title": "Two tasks",
        "received_on": "2021-04-01",
        "text": "",
    }
    wrong = office.post("/decisions/", typed | {"document": ""})
    assert wrong.status_code == 409
    assert "Two tasks" in text(wrong)
    file = SimpleUploadedFile("decision.txt", b"fictitious")
    answer = office.post("/decisions/", typed | {"file": file})
    row = SuperiorDecision.objects.get()
    own = f"/decisions/{row.pk}/"
    assert answer["Location"].startswith(own)
    assert "not split yet" in text(office.get("/decisions/"))
    part = f"{LIST}new/?about=decision:{row.pk}"
    form = office.get(part).context["form"]
    initial = {name: value for name, value in form.initial.items() if value}
    office.post(part, initial | {"unit": "commerce"})
    office.post(part, initial | {"unit": "a"})
    assert Supervision.objects.count() == 2
    early = office.post(own, {"text": "Done"})
    assert early.status_code == 409
    assert "0 of 2 over" in text(office.get(own))
    for sheet in Supervision.objects.all():
        office.post(page_of(sheet), {"act": "withdraw", "text": "Done otherwise"})
    assert office.post(own, {"text": "Both done"}).status_code == 302
    assert "Both done" in text(office.get("/decisions/"))
    got = office.get(f"{own}file/")
    assert b"".join(got.streaming_content) == b"fictitious"  # type: ignore[attr-defined]
    assert sign_in("leader").get(own).status_code == 200
    assert sign_in("leader").post(own, {"text": "x"}).status_code == 403


def test_what_waits_stands_in_the_list_of_things_to_do(cast: Cast, sign_in: SignIn) -> None:
    issued(cast)
    acknowledged(cast, cause="other:2")
    answered(cast, cause="other:3")
    proposed(cast, cause="other:4")
    asked = acknowledged(cast, cause="other:5")
    supervision_extensions.ask(by(cast.reporter), asked.pk, MARCHED)

    def waits(name: str) -> dict[str, int]:
        lists = sign_in(name).get("/todo/").context["lists"]
        kinds = {str(one.todo.kind): one.todo.count for one in lists}
        return {kind: count for kind, count in kinds.items() if kind.startswith("sheet_")}

    assert waits("reporter") == {"sheet_acknowledge": 1, "sheet_answer": 2}
    assert waits("office") == {"sheet_issue": 1, "sheet_review": 1, "sheet_extend": 1}
    assert waits("leader") == {}
    assert waits("town_reporter") == {}
    page = sign_in("office").get("/todo/")
    assert f'href="{page_of(asked)}"' in text(page)


def test_the_list_asks_as_many_questions_with_sixty_as_with_one(
    cast: Cast, sign_in: SignIn
) -> None:
    row = issued(cast)
    office = sign_in("office")
    queries(office, LIST)
    one = queries(office, LIST)
    sheet = queries(office, page_of(row))
    copies = []
    for number in range(59):
        copy = Supervision.objects.get(pk=row.pk)
        copy.pk, copy.number, copy.cause = None, number + 2, f"copy:{number}"
        copies.append(copy)
    Supervision.objects.bulk_create(copies)
    assert queries(office, LIST) == one <= 30
    assert queries(office, f"{LIST}units/") <= 30
    assert queries(office, f"{LIST}?mine=1&late=1") <= 30
    assert queries(office, page_of(row)) == sheet <= 30
    assert len(office.get(LIST).context["listed"].page.rows) == 50


def test_reading_leaves_no_trace(cast: Cast, sign_in: SignIn) -> None:
    row = answered(cast)
    before = AuditRecord.objects.count()
    for address in (LIST, page_of(row), f"{LIST}units/", "/decisions/"):
        assert sign_in("auditor").get(address).status_code == 200
    assert AuditRecord.objects.count() == before

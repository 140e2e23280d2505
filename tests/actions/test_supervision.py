"""Sheets from the proposal to the end: numbers, limits, answers, reviews, extensions, papers."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from saima.actions import supervision, supervision_extensions
from saima.actions.calendar import Days, set_days
from saima.actions.papers.supervision import paper_of_sheet
from saima.actions.refusals import Denied, Refused
from saima.actions.stored_files import NamedFile
from saima.actions.supervision import Answer
from saima.plan.supervision import StartColour, Urgency
from saima.records.models import (
    AuditRecord,
    DayOrder,
    IssuedDocument,
    Message,
    Post,
    Role,
    Supervision,
    SupervisionFile,
)
from saima.records.queries.audit import verify_chain
from saima.records.queries.register import gaps
from saima.records.queries.supervision import open_counts, sheets, unit_counts
from tests.cast import NOW, Cast, by, cast_plan, make_cast, publish
from tests.supervision_stage import (
    MARCHED,
    ORDINARY_DUE,
    PLAN,
    acknowledged,
    answered,
    asked,
    at,
    issued,
    new_sheet,
    proposed,
    withdrawn,
    written_off,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None, tmp_path: Path) -> Cast:
    with override_settings(VAR=tmp_path):
        made = make_cast()
        publish()
        return made


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        # Days after Tuesday 6 April 2021, counted by hand in the State Council's calendar.
        (Urgency.URGENT, date(2021, 4, 13)),  # 7, 8, 9, 12, 13
        (Urgency.ORDINARY, ORDINARY_DUE),
        # 27 to 30 April (19), 1 to 5 May are free, 6 May (20)
        (Urgency.MINUTES, date(2021, 5, 6)),
        # 7 May (21), Saturday 8 May is worked (22), 10 to 14 (27), 17, 18, 19 (30)
        (Urgency.DOCUMENT, date(2021, 5, 19)),
        (Urgency.DIFFICULT, date(2021, 5, 19)),
    ],
)
def test_a_sheet_is_due_so_many_working_days_after_its_issue(
    cast: Cast, urgency: Urgency, due: date
) -> None:
    sheet = issued(cast, urgency=urgency)
    assert (sheet.issued_on, sheet.due, sheet.first_due) == (date(2021, 4, 6), due, due)


def test_the_citys_own_days_off_move_the_day(cast: Cast) -> None:
    set_days(by(cast.office), Days(date(2021, 4, 7), date(2021, 4, 8)), DayOrder.OFF, "congress")
    # 9, 12, 13, 14, 15 April
    assert issued(cast, urgency=Urgency.URGENT).due == date(2021, 4, 15)


def test_a_limit_of_its_own_goes_before_that_of_the_urgency(cast: Cast) -> None:
    assert issued(cast, limit=3).due == date(2021, 4, 9)


def test_numbers_follow_each_other_without_a_gap_and_the_paper_has_the_same(cast: Cast) -> None:
    first, second = issued(cast), issued(cast, cause="other:2")
    with pytest.raises(Refused), transaction.atomic():
        supervision.issue(by(cast.office), first.pk)
    third = issued(cast, cause="other:3")
    assert [one.numbered for one in (first, second, third)] == [
        "督办〔2021〕1号",
        "督办〔2021〕2号",
        "督办〔2021〕3号",
    ]
    papers = IssuedDocument.objects.order_by("number")
    assert [one.numbered for one in papers] == [one.numbered for one in (first, second, third)]
    assert gaps() == []
    assert verify_chain() is None


def test_a_failed_issue_gives_the_number_back(cast: Cast) -> None:
    sheet = proposed(cast)
    point = transaction.savepoint()
    assert supervision.issue(by(cast.office), sheet.pk).number == 1
    transaction.savepoint_rollback(point)
    assert issued(cast, cause="other:2").number == 1


def test_the_organ_of_the_plan_stands_before_the_number(db: None) -> None:
    cast = make_cast()
    publish(cast_plan(supervision={"organ": "市督"}))
    assert issued(cast).numbered == "市督〔2021〕1号"


def test_a_matter_is_under_supervision_once_at_a_time(cast: Cast) -> None:
    first = issued(cast)
    with pytest.raises(Refused) as refusal:
        proposed(cast)
    assert refusal.value.code == "sheet_open"
    supervision.withdraw(by(cast.office), first.pk, "settled")
    assert proposed(cast).pk > first.pk


def test_the_database_refuses_a_second_open_sheet_and_another_number(cast: Cast) -> None:
    sheet = issued(cast)
    copy = Supervision.objects.get(pk=sheet.pk)
    copy.pk, copy.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.filter(pk=sheet.pk).update(number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supervision.objects.filter(pk=sheet.pk).delete()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": " "}, "sheet_text"),
        ({"requirement": ""}, "sheet_text"),
        ({"unit": "nowhere"}, "no_such_unit"),
        ({"co_units": ("nowhere",)}, "no_such_unit"),
        ({"co_units": ("commerce",)}, "co_units_apart"),
    ],
)
def test_a_sheet_says_what_whom(cast: Cast, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        proposed(cast, **given)
    assert refusal.value.code == code
    assert not Supervision.objects.exists()


def test_severe_matters_begin_at_a_colour_that_the_plan_allows(db: None) -> None:
    cast = make_cast()
    publish(cast_plan(supervision={"starts": ["orange", "red"]}))
    assert issued(cast, start=StartColour.RED).colour == "red"
    with pytest.raises(Refused) as refusal:
        proposed(cast, cause="other:2")
    assert refusal.value.code == "wrong_start"


def test_units_are_told_when_it_is_issued_and_not_before(cast: Cast) -> None:
    sheet = proposed(cast, co_units=("a",))
    assert not Message.objects.exists()
    supervision.issue(by(cast.office), sheet.pk)
    told = Message.objects.order_by("person__username")
    assert [(one.person.username, one.kind) for one in told] == [
        (name, "sheet_issued")
        for name in ("approver", "reporter", "town_approver", "town_reporter")
    ]
    assert told[0].data["number"] == "督办〔2021〕1号"
    assert told[0].data["due"] == "2021-04-26"


def test_an_answer_comes_with_files_that_the_unit_and_readers_open(
    cast: Cast, tmp_path: Path
) -> None:
    sheet = acknowledged(cast)
    with override_settings(VAR=tmp_path):
        files = (NamedFile("done.txt", b"fictitious"),)
        supervision.answer(by(cast.approver), sheet.pk, Answer("all done", files))
        file = SupervisionFile.objects.get()
        assert supervision.open_file(by(cast.leader), file.pk).name == "done.txt"
        for person in (cast.other_reporter, cast.nobody):
            with pytest.raises(Denied):
                supervision.open_file(by(person), file.pk)
    assert AuditRecord.objects.filter(action="supervision.open_file").count() == 1
    office = Message.objects.filter(kind="sheet_answered").values_list("person__username")
    assert sorted(name for (name,) in office) == ["colleague", "office"]


def test_whoever_answered_does_not_review_it(cast: Cast) -> None:
    sheet = acknowledged(cast)
    Post.objects.create(
        person=cast.office, role=Role.REPORTER, unit="commerce", starts=date(2021, 1, 1)
    )
    both = by(cast.office)
    supervision.answer(both, sheet.pk, Answer("done"))
    for act in (supervision.write_off, supervision.send_back):
        with pytest.raises(Denied) as denial:
            act(both, sheet.pk, "fine")
        assert denial.value.code == "own_answer"
    assert supervision.write_off(by(cast.colleague), sheet.pk, "fine").ended_on == NOW.date()


def test_what_is_returned_is_answered_again(cast: Cast) -> None:
    sheet = answered(cast)
    supervision.send_back(by(cast.leader), sheet.pk, "Name the projects")
    (told,) = Message.objects.filter(kind="sheet_returned", person=cast.reporter)
    assert told.data["text"] == "Name the projects"
    supervision.answer(by(cast.reporter), sheet.pk, Answer("two projects"))
    supervision.send_back(by(cast.leader), sheet.pk, "And their size")
    assert Message.objects.filter(kind="sheet_returned", person=cast.reporter).count() == 2
    (counts,) = unit_counts(sheets(PLAN), NOW.date())
    assert (counts.unit, counts.returned) == ("commerce", 2)


def test_an_extension_is_asked_for_before_the_due_day_with_reason_progress_and_day(
    cast: Cast,
) -> None:
    sheet = acknowledged(cast)
    eve = by(cast.reporter, at(date(2021, 4, 25)))
    due = by(cast.reporter, at(ORDINARY_DUE))
    for who, given, code in (
        (due, MARCHED, "extension_late"),
        (eve, replace(MARCHED, reason=" "), "sheet_text"),
        (eve, replace(MARCHED, progress=""), "sheet_text"),
        (eve, replace(MARCHED, until=ORDINARY_DUE), "extension_day"),
    ):
        with pytest.raises(Refused) as refusal:
            supervision_extensions.ask(who, sheet.pk, given)
        assert refusal.value.code == code
    supervision_extensions.ask(eve, sheet.pk, MARCHED)
    with pytest.raises(Refused) as refusal:
        supervision_extensions.ask(eve, sheet.pk, MARCHED)
    assert refusal.value.code == "extension_asked"


def test_a_granted_extension_moves_the_day_and_keeps_the_first(cast: Cast) -> None:
    sheet = supervision_extensions.extend(by(cast.leader), asked(cast).pk)
    assert (sheet.due, sheet.first_due) == (date(2021, 5, 10), ORDINARY_DUE)
    with pytest.raises(Refused) as refusal:
        supervision_extensions.extend(by(cast.leader), sheet.pk)
    assert refusal.value.code == "nothing_asked"


def test_a_refused_extension_leaves_the_day(cast: Cast) -> None:
    sheet = asked(cast)
    with pytest.raises(Refused) as refusal:
        supervision_extensions.hold(by(cast.office), sheet.pk, " ")
    assert refusal.value.code == "empty_reason"
    assert supervision_extensions.hold(by(cast.office), sheet.pk, "no").due == ORDINARY_DUE


def test_who_decides_is_told_of_a_request_and_its_unit_is_not(cast: Cast) -> None:
    sheet = asked(cast)
    told = Message.objects.filter(kind="sheet_time_asked")
    assert set(told.values_list("person", flat=True)) == {cast.office.pk, cast.colleague.pk}
    facts = told[0].data
    assert (facts["key"], facts["due"]) == (sheet.pk, "2021-04-26")
    assert (facts["until"], facts["text"]) == ("2021-05-10", MARCHED.reason)


@pytest.mark.parametrize("granted", [True, False])
def test_the_unit_and_those_that_help_are_told_what_became_of_their_request(
    cast: Cast, *, granted: bool
) -> None:
    key = asked(cast, co_units=("b",)).pk
    if granted:
        supervision_extensions.extend(by(cast.office), key, "last time")
    else:
        supervision_extensions.hold(by(cast.office), key, "no")
    kinds = {True: "sheet_time_granted", False: "sheet_time_refused"}
    told = Message.objects.filter(kind=kinds[granted])
    assert set(told.values_list("person", flat=True)) == {
        *(cast.reporter.pk, cast.approver.pk, cast.other_reporter.pk),
    }
    assert told[0].data["due"] == ("2021-05-10" if granted else "2021-04-26")
    assert told[0].data["text"] == ("last time" if granted else "no")
    assert not Message.objects.filter(kind=kinds[not granted]).exists()


def test_a_second_request_is_told_again(cast: Cast) -> None:
    sheet = asked(cast)
    supervision_extensions.hold(by(cast.office), sheet.pk, "no")
    supervision_extensions.ask(by(cast.reporter), sheet.pk, MARCHED)
    assert Message.objects.filter(kind="sheet_time_asked", person=cast.office).count() == 2


def test_a_withdrawn_sheet_keeps_its_number_and_its_paper_is_void(cast: Cast) -> None:
    sheet = withdrawn(cast)
    assert sheet.number == 1
    assert IssuedDocument.objects.get().state == "void"
    assert issued(cast).number == 2
    assert gaps() == []


def test_a_proposal_that_is_withdrawn_has_no_number(cast: Cast) -> None:
    sheet = supervision.withdraw(by(cast.office), proposed(cast).pk, "not needed")
    assert (sheet.number, sheet.state) == (None, "withdrawn")


def test_the_paper_says_what_the_sheet_says(cast: Cast) -> None:
    sheet = answered(cast, co_units=("a", "b"), origin="市委专题会议")
    supervision.send_back(by(cast.office), sheet.pk, "请补充项目清单")
    sheet.refresh_from_db()
    said = words_of(paper_of_sheet(sheet, draft=False).content)
    for words in (
        "督办〔2021〕1号",
        "市委专题会议",
        "commerce",
        "a镇、b镇",
        "Report the pilot zone",
        "Say what was done",
        "2021年4月26日",
        "蓝",
        "done as asked",
        "请补充项目清单",
    ):
        assert words in said
    kept = IssuedDocument.objects.get()
    assert kept.file is not None
    assert kept.file_name.endswith("督办〔2021〕1号.docx")


def words_of(content: bytes) -> str:
    """The text of a .docx without its marks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    inside, words = False, []
    for letter in text:
        if letter in "<>":
            inside = letter == "<"
        elif not inside:
            words.append(letter)
    return "".join(words)


def test_the_statistics_count_by_unit(cast: Cast) -> None:
    # Commerce: one written off in time, one open past its day; town a: one that nobody saw.
    written_off(cast)
    acknowledged(cast, cause="other:2", urgency=Urgency.URGENT)
    issued(cast, cause="other:3", unit="a")
    found = {one.unit: one for one in unit_counts(sheets(PLAN), date(2021, 4, 14))}
    commerce, town = found["commerce"], found["a"]
    assert (commerce.issued, commerce.unseen, commerce.on_time, commerce.late) == (2, 0, 1, 1)
    assert (town.issued, town.unseen, town.on_time, town.late) == (1, 1, 0, 0)
    assert (commerce.hours, town.hours) == (0.0, None)


def test_the_hours_until_a_sheet_is_acknowledged_are_those_since_its_issue(cast: Cast) -> None:
    sheet = issued(cast)
    later = datetime(2021, 4, 7, 8, tzinfo=UTC)  # 16:00 of the next day, 30 hours after 10:00
    supervision.acknowledge(by(cast.reporter, later), sheet.pk)
    (counts,) = unit_counts(sheets(PLAN), later.date())
    assert counts.hours == 30.0


def test_open_sheets_are_counted_by_colour_and_level(cast: Cast) -> None:
    issued(cast)
    issued(cast, cause="other:2", start=StartColour.RED)
    answered(cast, cause="other:3", urgency=Urgency.URGENT)
    written_off(cast, cause="other:4")
    proposed(cast, cause="other:5")
    counts = open_counts(sheets(PLAN), date(2021, 4, 27))
    assert (counts.count, counts.colours) == (3, {"blue": 2, "red": 1})
    assert (counts.levels, counts.late, counts.answered) == ({0: 3}, 2, 1)


def test_a_unit_lists_what_it_leads_or_helps_with_once_it_is_issued(cast: Cast) -> None:
    own, helped = issued(cast, unit="a"), issued(cast, cause="other:2", co_units=("b", "a"))
    proposed(cast, cause="other:3", unit="a")
    issued(cast, cause="other:4")
    assert set(sheets(PLAN, {"a"})) == {own, helped}
    assert supervision.may_read(by(cast.town_reporter), helped)
    assert not supervision.may_read(by(cast.statistician), helped)


def test_the_title_is_not_lost_when_it_is_long(cast: Cast) -> None:
    long = "关于加快推进" * 60
    assert proposed(cast, title=long).title == long[:200]
    assert new_sheet().urgency is Urgency.ORDINARY

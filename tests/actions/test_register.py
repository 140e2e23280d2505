"""The register of documents: numbers without a gap, never given twice (domain 4)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import register
from saima.actions.refusals import Denied, Refused
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.records.models import AuditRecord, DocumentKind, DocumentSeries, IssuedDocument
from saima.records.queries.register import drafts, gaps
from saima.records.queries.register import register as numbered
from tests.race_stage import TODAY, TOWNS, Race, make_race

pytestmark = pytest.mark.django_db
PDF = NamedFile("circular.pdf", b"%PDF-1.7 made up for a test")
ORGAN = "桐委办"


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def draft(race: Race, title: str = "关于2021年第三季度争先创优工作情况的通报", **given: Any) -> int:
    """A draft with a file."""
    new = NewDocument(DocumentKind.CIRCULAR, title, **({"file": PDF} | given))
    return register.draft(race.by("office"), new).pk


def issue(race: Race, pk: int, organ: str = ORGAN, dated: date = TODAY, **given: Any) -> str:
    """The number that a draft gets."""
    now = given.pop("now", None)
    who = race.by("office") if now is None else race.by("office", now)
    return register.issue(who, pk, Issue(organ, dated, **given)).numbered


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_numbers_follow_each_other_by_organ_and_year(race: Race) -> None:
    found = [issue(race, draft(race)) for _ in range(3)]
    found.append(issue(race, draft(race), organ="桐政办"))
    later = datetime(2022, 1, 5, 2, tzinfo=UTC)
    found.append(issue(race, draft(race), dated=date(2022, 1, 5), now=later))
    assert found == [
        "桐委办〔2021〕1号",
        "桐委办〔2021〕2号",
        "桐委办〔2021〕3号",
        "桐政办〔2021〕1号",
        "桐委办〔2022〕1号",
    ]
    assert gaps() == []


def test_a_void_document_keeps_its_number(race: Race) -> None:
    first, second = draft(race), draft(race)
    issue(race, first)
    register.void(race.by("office"), first, "文字有误，重新印发")
    assert issue(race, second) == "桐委办〔2021〕2号"
    found = [(one.number, one.state, one.void_reason) for one in numbered(ORGAN, 2021)]
    assert found == [(1, "void", "文字有误，重新印发"), (2, "issued", "")]
    assert gaps() == []


def test_a_void_draft_takes_no_number(race: Race) -> None:
    pk = draft(race)
    register.void(race.by("office"), pk, "不再印发")
    assert IssuedDocument.objects.get().numbered == ""
    assert [one.pk for one in drafts()] == [pk]
    assert code(lambda: issue(race, pk)) == "document_not_now"
    assert issue(race, draft(race)) == "桐委办〔2021〕1号"


def test_the_file_is_made_with_the_number_in_it(race: Race) -> None:
    def render(number: str) -> NamedFile:
        return NamedFile("final.pdf", b"%PDF-1.7 " + number.encode())

    pk = draft(race, file=None)
    issue(race, pk, render=render)
    file = register.open_document(race.by("leader"), pk)
    assert file.name == "final.pdf"
    assert file.path.read_bytes() == "%PDF-1.7 桐委办〔2021〕1号".encode()
    assert AuditRecord.objects.filter(action="document.open").count() == 1


def test_a_failure_gives_the_number_back(race: Race) -> None:
    def fail(number: str) -> NamedFile:
        raise ValueError(number)

    pk = draft(race)
    with pytest.raises(ValueError, match="1号"):
        issue(race, pk, render=fail)
    assert IssuedDocument.objects.get().state == "draft"
    assert issue(race, pk) == "桐委办〔2021〕1号"
    assert gaps() == []


def test_nothing_is_issued_without_a_file(race: Race) -> None:
    pk = draft(race, file=None)
    assert code(lambda: issue(race, pk)) == "empty_file"
    assert DocumentSeries.objects.count() == 0
    assert code(lambda: register.open_document(race.by("office"), pk)) == "not_there"


def test_a_draft_is_edited_and_an_issued_document_is_not(race: Race) -> None:
    pk = draft(race)
    edited = NamedFile("edited.pdf", b"%PDF-1.7 edited")
    assert register.replace_file(race.by("office"), pk, edited).file_name == "edited.pdf"
    issue(race, pk)
    again = lambda: register.replace_file(race.by("office"), pk, PDF)  # noqa: E731
    assert code(again) == "document_not_now"
    register.void(race.by("office"), pk, "作废")
    assert code(lambda: register.void(race.by("office"), pk, "再次")) == "document_not_now"


@pytest.mark.parametrize("organ", ["", " ", "桐委办1", "桐委办〔2021〕", "桐" * 33])
def test_an_organ_code_is_a_short_word(race: Race, organ: str) -> None:
    pk = draft(race)
    assert code(lambda: issue(race, pk, organ=organ)) == "organ_needed"


def test_a_document_is_not_dated_ahead(race: Race) -> None:
    pk = draft(race)
    assert code(lambda: issue(race, pk, dated=TODAY + timedelta(days=1))) == "day_to_come"


def test_a_document_rests_on_a_sealed_board(race: Race) -> None:
    board = race.seal("2021Q3", TOWNS)
    made = IssuedDocument.objects.get(pk=draft(race, board=board.pk))
    assert made.board == board
    record = AuditRecord.objects.get(action="document.draft")
    assert record.data["seal"] == board.seal
    assert code(lambda: draft(race, title=" ")) == "title_needed"
    assert code(lambda: draft(race, file=NamedFile("x.exe", b"MZ"))) == "wrong_file"
    assert code(lambda: register.void(race.by("office"), made.pk, " ")) == "empty_reason"


def test_only_those_with_the_right_open_a_document(race: Race) -> None:
    pk = draft(race)
    with pytest.raises(Denied):
        register.open_document(race.by("town"), pk)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_issueddocument SET number = 7", "never changed"),
        ("UPDATE records_issueddocument SET title = 'x'", "never changed"),
        ("UPDATE records_issueddocument SET state = 'draft'", "never changed"),
        ("DELETE FROM records_issueddocument", "only added"),
        ("UPDATE records_documentseries SET last = 0", "goes up by one"),
        ("UPDATE records_documentseries SET last = 3", "goes up by one"),
        ("DELETE FROM records_documentseries", "only added"),
    ],
)
def test_the_database_itself_guards_numbers(race: Race, sql: str, message: str) -> None:
    issue(race, draft(race))
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_number_cannot_be_given_twice(race: Race) -> None:
    issue(race, draft(race))
    one = IssuedDocument.objects.get()
    one.pk, one._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()

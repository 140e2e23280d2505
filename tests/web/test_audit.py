"""The auditor's page: search, sentences, the chain, the file."""

import ast
import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

import saima.actions
from saima.actions import filing, posts
from saima.actions.calendar import Days, set_days
from saima.actions.post_rows import Words
from saima.actions.reporting import submit
from saima.actions.review import approve, return_
from saima.actions.tokens import issue
from saima.records.models import AuditRecord, DayOrder, Round
from saima.web.wording.audit import ACTIONS, EXPORTS, export_word
from tests.cast import Cast, by, due, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(cast: Cast, march: Round, client: Client) -> Client:
    """The auditor of a house in which a value was reported, returned and corrected."""
    pk = due("a", "investment").pk
    submit(by(cast.reporter), pk, given(1))
    return_(by(cast.approver), pk, "Which month?")
    submit(by(cast.reporter), pk, given(2, sentence="Corrected"))
    client.force_login(cast.auditor)
    client.cookies["saima_language"] = "en"
    return client


def test_records_are_sentences_with_before_and_after(auditor: Client) -> None:
    lines = auditor.get("/office/audit/").context["lines"]
    newest = lines[0]
    assert newest.sentence.startswith("reported Town a")
    assert newest.sentence.endswith("version 2")
    assert ("value", "1", "2") in [(one.field, one.before, one.after) for one in newest.lines]
    assert lines[1].sentence.endswith("version 1: Which month?")


def test_the_same_record_is_read_in_chinese(auditor: Client) -> None:
    auditor.cookies["saima_language"] = "zh-hans"
    page = auditor.get("/office/audit/")
    assert page.context["lines"][1].action == "退回"
    assert "版：Which month?" in page.content.decode()


def test_search_by_person_action_object_and_day(auditor: Client, cast: Cast) -> None:
    def found(query: str) -> list[str]:
        lines = auditor.get(f"/office/audit/?{query}").context["lines"]
        return [line.record.action for line in lines]

    assert found(f"person={cast.approver.pk}") == ["value.return"]
    assert found("action=round.open") == ["round.open"]
    number = due("a", "investment").pk
    assert found(f"kind=duevalue&number={number}") == [
        "value.submit",
        "value.return",
        "value.submit",
    ]
    assert found("since=2021-04-07") == []
    assert len(found("since=2021-04-06&until=2021-04-06")) == 4


def test_the_chain_is_verified_and_a_break_is_named(auditor: Client) -> None:
    page = auditor.post("/office/audit/chain/")
    assert page.context["broken"] is None
    assert "The chain holds" in page.content.decode()
    on = "" if connection.vendor == "sqlite" else " ON records_auditrecord"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER auditrecord_no_update{on}")
        cursor.execute("UPDATE records_auditrecord SET action = 'value.accept' WHERE sequence = 2")
    broken = auditor.post("/office/audit/chain/")
    assert broken.context["broken"].sequence == 2
    assert "was altered after it was written" in broken.content.decode()


def test_the_file_holds_the_search_and_is_itself_in_the_log(auditor: Client, cast: Cast) -> None:
    answer = auditor.get(f"/office/audit/table.csv?person={cast.approver.pk}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("Which month?" in cell for row in rows for cell in row)
    assert sum("value.return" in row for row in rows) == 1
    newest = AuditRecord.objects.latest("sequence")
    assert (newest.action, newest.data["rows"]) == ("audit.export", 1)
    assert auditor.get("/office/audit/table.pdf").status_code == 404


def test_the_log_asks_as_many_questions_for_one_record_as_for_thirty(
    auditor: Client, cast: Cast
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            auditor.get(address)
        return len(asked)

    approve(by(cast.approver), due("a", "investment").pk)
    for number in range(30):
        submit(by(cast.reporter), due("b", "investment").pk, given(number + 1, sentence="Again"))
    queries("/office/audit/")
    assert queries("/office/audit/?action=value.approve") == queries(
        "/office/audit/?action=value.submit"
    )


def written_codes() -> Iterator[str]:
    """The codes of everything that the actions write into the log."""
    for source in Path(saima.actions.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in ("record", "happened", "Happening"):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                yield from (text for text in texts if isinstance(text, str) and "." in text)


def test_everything_that_is_written_has_its_words() -> None:
    codes = set(written_codes())
    assert len(codes) > 20
    assert codes - set(ACTIONS) == set()


def test_files_are_named_by_what_they_hold(auditor: Client, cast: Cast, march: Round) -> None:
    filing.template(by(cast.reporter), march.pk, "en", "csv")
    line = auditor.get("/office/audit/").context["lines"][0]
    assert line.sentence == "took out the form to fill in (csv) 2021-03"
    with override("en"):
        assert export_word("template.report") == "the form with remarks"
        assert export_word("something.else") == "something.else"
    assert {"posts", "units", "calendar", "template"} <= set(EXPORTS)


def test_a_table_of_posts_and_a_day_off_are_sentences(auditor: Client, cast: Cast) -> None:
    words = Words({"a": "a"}, {"reporter": "reporter"})
    table = b"username,name,unit,role,from\r\nnobody,,a,reporter,2021-05-01"
    posts.take_posts(by(cast.office), "posts.csv", table, words)
    line = auditor.get("/office/audit/").context["lines"][0]
    assert line.sentence == "took the table posts.csv: 1 changes, 0 of them new accounts"
    days = Days(date(2021, 5, 12), date(2021, 5, 13))
    set_days(by(cast.office), days, DayOrder.OFF, "Congress")
    line = auditor.get("/office/audit/").context["lines"][0]
    assert line.sentence == "set 2021-05-12, 2021-05-13 as day off: Congress"


def test_a_token_is_valid_until_its_last_day(auditor: Client, cast: Cast) -> None:
    issue(by(cast.reporter), "robot", [], datetime(2021, 6, 30, 16, tzinfo=UTC))
    line = auditor.get("/office/audit/").context["lines"][0]
    assert line.sentence == "issued the token robot, valid until 2021-06-30"

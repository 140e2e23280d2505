"""The inbox: unread first, a link that marks as read, choices, and one number on every page."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import consequences, review, rounds, tolerance
from saima.actions.inbox import mark_read
from saima.actions.message_kinds import USUAL_WAYS
from saima.actions.telling import Telling, tell
from saima.records.models import Message, MessageChoice, MessageWay, Person, Round
from saima.web.readings.inbox import line_of
from saima.web.wording.messages import KINDS
from tests.cast import NOW, Cast, by, cast_plan, due

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told(person: Person, count: int, kind: str = "node_late", since: datetime = NOW) -> None:
    for number in range(count):
        data = {"title": f"节点{number:02}", "unit": "a", "key": 1, "due": "2021-04-05"}
        event = Telling(kind, f"{kind}:{since}:{number}", data)
        tell([person], event, since + timedelta(minutes=number))


def sentences(page: str) -> Sequence[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def get(client: Client, person: Person, address: str = "") -> str:
    client.force_login(person)
    answer = client.get(reverse("inbox") + address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kind_has_its_words_and_the_same_codes() -> None:
    assert KINDS.keys() == USUAL_WAYS.keys()


def test_an_inbox_without_messages_says_what_will_be_there(cast: Cast, client: Client) -> None:
    page = get(client, cast.nobody)
    assert "没有未读消息" in page
    assert "与您有关的事项将在此显示" in page
    assert sentences(page) == []


def test_unread_messages_come_first_and_the_newest_of_them(cast: Cast, client: Client) -> None:
    told(cast.office, 3)
    newest = Message.objects.get(data__title="节点02")
    mark_read(by(cast.office), newest.pk)
    page = get(client, cast.office)
    assert "2 条未读消息" in page
    assert sentences(page) == [f"节点“节点{n}”已逾期。" for n in ("01", "00", "02")]
    assert "至 2021-04-05" in page


def test_sixty_messages_are_two_pages_and_a_kind_is_chosen(cast: Cast, client: Client) -> None:
    told(cast.office, 59)
    told(cast.office, 1, "problem_raised", NOW + timedelta(days=1))
    assert len(sentences(get(client, cast.office))) == 50
    assert len(sentences(get(client, cast.office, "?page=2"))) == 10
    page = get(client, cast.office, "?kind=problem_raised")
    assert sentences(page) == ["a镇提出难题：节点00"] or sentences(page) == ["a提出难题：节点00"]
    assert len(sentences(get(client, cast.office, "?kind=node_late&page=2"))) == 9
    assert "没有此类消息" in get(client, cast.office, "?kind=x")


def test_the_way_to_a_page_marks_the_message_as_read(
    cast: Cast, march: Round, client: Client
) -> None:
    del march
    value = due("a", "investment")
    review.comment(by(cast.office), value.pk, "?", [cast.reporter.pk])
    message = Message.objects.get(person=cast.reporter, kind="mention")
    client.force_login(cast.reporter)
    answer = client.get(reverse("message_open", args=[message.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("value", args=[value.pk]))
    message.refresh_from_db()
    first = message.read_at
    assert first is not None
    client.get(reverse("message_open", args=[message.pk]))
    message.refresh_from_db()
    assert message.read_at == first


def test_another_persons_message_is_not_there(cast: Cast, client: Client) -> None:
    told(cast.office, 1)
    message = Message.objects.get()
    client.force_login(cast.colleague)
    assert client.get(reverse("message_open", args=[message.pk])).status_code == 404
    answer = client.post(reverse("inbox"), {"act": "read", "message": message.pk})
    assert answer.status_code == 409
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.parametrize("number", ["", "x", "9" * 400, "-1"])
def test_a_message_that_there_is_not_is_refused(number: str, cast: Cast, client: Client) -> None:
    client.force_login(cast.office)
    assert client.post(reverse("inbox"), {"act": "read", "message": number}).status_code == 409


def test_one_or_all_of_a_kind_are_marked_and_the_filter_stays(cast: Cast, client: Client) -> None:
    told(cast.office, 2, since=NOW - HOUR)
    told(cast.office, 2, "problem_raised", NOW - HOUR)
    told(cast.colleague, 1, since=NOW - HOUR)
    client.force_login(cast.office)
    first = Message.objects.filter(person=cast.office).order_by("pk")[0]
    answer = client.post(reverse("inbox"), {"act": "read", "message": first.pk})
    assert answer["Location"] == reverse("inbox") + "?done=messages.read&count=1"
    answer = client.post(reverse("inbox") + "?kind=problem_raised", {"act": "all"})
    assert answer["Location"].startswith(reverse("inbox") + "?kind=problem_raised&done=")
    unread = Message.objects.filter(read_at=None)
    assert [(one.person, one.kind) for one in unread.order_by("pk")] == [
        (cast.office, "node_late"),
        (cast.colleague, "node_late"),
    ]


def test_every_page_says_how_many_are_unread_with_one_question(cast: Cast, client: Client) -> None:
    told(cast.office, 7)
    client.force_login(cast.office)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("todo")).content.decode()
    assert '消息 <span class="count">7</span>' in page
    assert len([one for one in asked if "records_message" in one["sql"]]) == 1


@pytest.mark.parametrize("count", [1, 60])
def test_the_inbox_takes_as_many_questions_for_one_as_for_sixty(
    count: int, cast: Cast, march: Round, client: Client
) -> None:
    del march
    told(cast.leader, count)
    client.force_login(cast.leader)
    client.get(reverse("inbox"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("inbox"))
    assert len(asked) <= 16
    assert len([one for one in asked if "records_message" in one["sql"]]) == 4


def test_a_kind_of_another_version_is_shown_all_the_same(cast: Cast, client: Client) -> None:
    tell([cast.office], Telling("from_tomorrow", "x", {"title": "新事项"}), NOW)
    assert sentences(get(client, cast.office)) == ["新事项"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", [{}, {"title": None, "due": "x", "period": "x", "key": "x y"}])
def test_a_message_with_missing_or_odd_facts_is_still_a_sentence(
    kind: str, data: dict[str, Any], cast: Cast
) -> None:
    row = Message(person=cast.office, kind=kind, data=data, made_at=NOW)
    line = line_of(row, None, "zh-hans", date(2021, 4, 6))
    assert line.sentence
    assert "%(" not in line.sentence
    assert line.address.startswith("/") or line.address == ""


def chosen(**changed: str) -> dict[str, str]:
    return {"mail": "a@office.example", **{k: str(w) for k, w in USUAL_WAYS.items()}, **changed}


def test_choices_are_kept_and_shown_again(cast: Cast, client: Client) -> None:
    client.force_login(cast.office)
    address = reverse("message_choices")
    answer = client.post(address, chosen(node_late="instant"))
    assert answer["Location"] == f"{address}?done=messages.choose&count=1"
    choice = MessageChoice.objects.get()
    assert (choice.person, choice.kind, choice.way) == (cast.office, "node_late", "instant")
    client.post(address, chosen(node_late="inbox"))
    assert MessageChoice.objects.get().way == MessageWay.INBOX
    page = client.get(address).content.decode()
    assert 'value="a@office.example"' in page
    assert re.search(r'name="node_late".*?value="inbox" selected', page, re.DOTALL)


@pytest.mark.parametrize(
    "wrong", [{"mail": "a@b.example, c@d.example"}, {"node_late": "by pigeon"}]
)
def test_what_is_no_choice_is_refused_with_what_was_typed(
    wrong: dict[str, str], cast: Cast, client: Client
) -> None:
    client.force_login(cast.office)
    answer = client.post(reverse("message_choices"), chosen(split_adopted="instant") | wrong)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert re.search(r'name="split_adopted".*?value="instant" selected', page, re.DOTALL)
    assert not MessageChoice.objects.exists()
    cast.office.refresh_from_db()
    assert cast.office.mail == ""


@override_settings(MAIL_URL="json://127.0.0.1/{address}", DIGEST_HOUR=7)
def test_a_house_that_sends_mail_says_when(cast: Cast, client: Client) -> None:
    client.force_login(cast.office)
    assert "每天 7:00 汇总" in client.get(reverse("message_choices")).content.decode()


def of(person: Person, kind: str) -> list[str]:
    """The sentences of a kind that somebody was told."""
    rows = Message.objects.filter(person=person, kind=kind).order_by("pk")
    return [line_of(row, None, "zh-hans", date(2021, 4, 6)).sentence for row in rows]


def test_a_sheet_that_rises_says_what_it_rose_to(cast: Cast) -> None:
    plan = cast_plan()
    facts = {"key": 1, "unit": "a", "title": "x", "colour": "red"}
    said = {}
    for step in ("red", "level:leading_group", None):
        row = Message(kind="sheet_rising", data=facts | ({"to": step} if step else {}))
        said[step] = line_of(row, plan, "zh-hans", date(2021, 4, 6)).sentence
    assert said["red"] == said[None] == "a镇的督办单升级至红色督办：x"
    assert said["level:leading_group"] == "a镇的督办单升级至领导小组：x"


def test_a_month_that_is_opened_is_told_to_those_who_report(cast: Cast, march: Round) -> None:
    del march
    opened = ["2021年3月已开始填报。"]
    for person in (cast.reporter, cast.approver, cast.town_reporter, cast.statistician):
        assert of(person, "round_opened") == opened
    for person in (cast.leader, cast.auditor, cast.office, cast.nobody):
        assert of(person, "round_opened") == []


def test_a_returned_value_is_told_to_its_unit_but_not_to_whoever_returned_it(
    cast: Cast, month: dict[str, Any]
) -> None:
    review.return_(by(cast.approver), month["due"], "请核对单位")
    message = Message.objects.get(person=cast.reporter, kind="value_returned")
    assert (message.data["text"], message.data["key"]) == ("请核对单位", month["due"])
    assert "value" not in message.data
    assert of(cast.approver, "value_returned") == []
    assert of(cast.town_reporter, "value_returned") == []


def test_an_extension_for_many_values_is_told_once(cast: Cast, march: Round) -> None:
    del march
    office = by(cast.office)
    for unit in "abc":
        rounds.grant_extension(office, due(unit, "investment").pk, date(2021, 4, 20), "x")
    assert of(cast.reporter, "extension_granted") == ["本单位2021年3月的数值已准予延期。"]


def test_a_remark_is_told_without_its_words_and_not_to_oneself(cast: Cast, march: Round) -> None:
    del march
    key = due("a", "investment").pk
    people = [cast.checker.pk, cast.office.pk]
    review.comment(by(cast.office), key, "机密说明", people)
    message = Message.objects.get(kind="mention")
    assert message.person == cast.checker
    assert "机密说明" not in str(message.data)


def test_a_confirmed_consequence_is_told_to_its_unit_alone(
    cast: Cast, month: dict[str, Any]
) -> None:
    consequences.confirm(by(cast.leader), month["consequence"])
    told = Message.objects.filter(kind="consequence_confirmed")
    assert {message.data["key"] for message in told} == {month["consequence"]}
    assert {message.person for message in told} == {cast.reporter, cast.approver}


def test_a_shown_board_is_told_to_every_unit(cast: Cast, month: dict[str, Any]) -> None:
    from saima.actions.sealing import show_for_objections

    before = Message.objects.filter(kind="board_shown", person=cast.town_reporter).count()
    show_for_objections(by(cast.office), month["board"])
    rows = Message.objects.filter(kind="board_shown", person=cast.town_reporter)
    assert rows.count() == before + 1
    assert Message.objects.filter(kind="board_shown", person=cast.leader).count() == 0


def test_a_ruling_is_told_to_the_unit_that_objected(cast: Cast, month: dict[str, Any]) -> None:
    from saima.actions.rulings import Verdict, rule
    from saima.records.models import Ruled

    rule(by(cast.office), month["objection"], Verdict(Ruled.REJECTED, "x"))
    told = Message.objects.filter(kind="objection_ruled")
    assert {message.person for message in told} == {cast.town_reporter, cast.town_approver}


def test_a_decision_on_tolerance_is_told_to_the_unit(cast: Cast, month: dict[str, Any]) -> None:
    tolerance.verify(by(cast.office), month["tolerance"], "x")
    decision = tolerance.ToleranceDecision(grant=False, text="不予认定")
    tolerance.decide(by(cast.leader), month["tolerance"], decision)
    told = Message.objects.filter(kind="tolerance_decided")
    assert {message.person for message in told} == {cast.reporter, cast.approver}
    assert {message.data["state"] for message in told} == {"rejected"}

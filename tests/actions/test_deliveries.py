"""Each message leaves the house once, at the time that its reader chose, or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from saima.actions.deliveries import LOST_AFTER, Delivered, resend, run
from saima.actions.delivery_steps import DISTANCES, STEPS, Act, State
from saima.actions.inbox import choose
from saima.actions.people import deactivate
from saima.actions.refusals import Denied, Refused
from saima.actions.sending import Answer, Letter, Outcome, send, understood
from saima.actions.telling import Telling, tell, tell_role
from saima.records.models import AuditRecord, Delivery, Message, MessageWay, Person, Role
from tests.cast import NOW, Cast, by
from tests.receiving import Receiver, receiving

pytestmark = pytest.mark.django_db

EIGHT = datetime(2021, 4, 7, 0, tzinfo=UTC)
"""Eight in the morning of the next day in the city, the hour of the digests."""

SHEET = Telling("sheet_issued", "sheet:1:issued", {"title": "督查事项", "unit": "a", "key": 1})
"""Comes at once."""

NODE = Telling("node_late", "node:1:late", {"title": "节点", "key": 1})
"""Comes once a day."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver, and a house that sends its mail there."""
    with (
        receiving() as found,
        override_settings(MAIL_URL=found.mail_url, SITE_ADDRESS="http://saima.example"),
    ):
        yield found


@pytest.fixture
def addressed(cast: Cast) -> Cast:
    """The cast; the office, commerce's reporter and town a's have addresses."""
    for name in ("office", "reporter", "town_reporter"):
        Person.objects.filter(username=name).update(mail=f"{name}@office.example")
    return cast


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_told_at_once_arrives_once(addressed: Cast, receiver: Receiver) -> None:
    tell([addressed.office, addressed.reporter, addressed.nobody], SHEET, NOW)
    tell([addressed.office, addressed.reporter], SHEET, NOW)
    tell([addressed.office], SHEET, NOW + timedelta(minutes=1))
    assert Message.objects.count() == 3
    assert run(NOW) == Delivered(sent=2)
    assert run(NOW + timedelta(days=1)) == Delivered()
    assert receiver.paths == ["/office@office.example", "/reporter@office.example"]
    assert states() == ["sent", "sent"]


def test_a_letter_has_the_sentence_and_the_way_to_it(addressed: Cast, receiver: Receiver) -> None:
    tell([addressed.office], SHEET, NOW)
    run(NOW)
    ((_, letter),) = receiver.letters
    assert letter["title"] == "赛马：督办单下发"
    message = Message.objects.get()
    assert letter["message"].split("\n") == [
        "已向a下发督办单：督查事项",
        f"http://saima.example/messages/{message.pk}/",
    ]


def test_long_texts_are_cut_and_a_title_stays_one_line(addressed: Cast, receiver: Receiver) -> None:
    data = {"title": "长" * 200 + "\r\nBcc: x@y.example", "unit": "a", "key": 1, "text": "文" * 999}
    tell([addressed.office], Telling("sheet_issued", "x", data), NOW)
    run(NOW)
    ((_, letter),) = receiver.letters
    assert "\n" not in letter["title"]
    assert "文" * 300 + "…" in letter["message"]
    assert "文" * 301 not in letter["message"]


def test_nothing_leaves_a_house_without_settings(addressed: Cast) -> None:
    tell([addressed.office], SHEET, NOW)
    tell([addressed.office], NODE, NOW)
    assert Message.objects.count() == 2
    assert not Message.objects.filter(waits=True).exists()
    assert states() == []
    with CaptureQueriesContext(connection) as asked:
        assert run(EIGHT) == Delivered()
    assert len(asked) == 0


def test_nobody_is_told_of_what_was_rolled_back(addressed: Cast, receiver: Receiver) -> None:
    with transaction.atomic():
        tell([addressed.office], SHEET, NOW)
        transaction.set_rollback(True)
    assert run(NOW) == Delivered()
    assert (Message.objects.count(), Delivery.objects.count(), receiver.letters) == (0, 0, [])


def test_a_digest_comes_once_a_day_with_everything_that_waited(
    addressed: Cast, receiver: Receiver
) -> None:
    tell([addressed.office], NODE, NOW)
    tell([addressed.office], Telling("problem_raised", "p", {"title": "难题", "key": 1}), NOW)
    assert run(NOW) == Delivered()
    assert run(EIGHT - timedelta(seconds=1)) == Delivered()
    assert run(EIGHT) == Delivered(digests=1, sent=1)
    assert run(EIGHT) == Delivered()
    ((_, letter),) = receiver.letters
    assert letter["title"] == "赛马：截至2021-04-06的 2 条消息"
    assert "节点“节点”已逾期。" in letter["message"]
    assert "提出难题：难题" in letter["message"]


def test_what_comes_after_the_hour_waits_for_tomorrow(addressed: Cast, receiver: Receiver) -> None:
    tell([addressed.office], NODE, NOW)
    run(EIGHT)
    later = EIGHT + timedelta(hours=1)
    tell([addressed.office], Telling("node_late", "node:2:late", {"title": "x", "key": 2}), later)
    assert run(later) == Delivered()
    assert run(EIGHT + timedelta(days=1)) == Delivered(digests=1, sent=1)
    assert len(receiver.letters) == 2


def test_a_long_digest_names_fifty_and_counts_the_rest(addressed: Cast, receiver: Receiver) -> None:
    for number in range(53):
        told = Telling("node_late", f"n{number}", {"title": f"n{number}", "key": number})
        tell([addressed.office], told, NOW)
    assert run(EIGHT) == Delivered(digests=1, sent=1)
    ((_, letter),) = receiver.letters
    assert letter["message"].count("已逾期") == 50
    assert "另有 3 条消息" in letter["message"]
    assert letter["message"].endswith("全部消息：http://saima.example/messages/")


@pytest.mark.parametrize(
    ("kind", "way", "arrived"),
    [
        ("sheet_issued", MessageWay.INBOX, (0, 0)),
        ("sheet_issued", MessageWay.DAILY, (0, 1)),
        ("node_late", MessageWay.INSTANT, (1, 1)),
        ("node_late", MessageWay.INBOX, (0, 0)),
        ("no_such_kind", None, (0, 0)),
    ],
)
def test_choices_are_honoured(
    kind: str,
    way: MessageWay | None,
    arrived: tuple[int, int],
    addressed: Cast,
    receiver: Receiver,
) -> None:
    if way is not None:
        choose(by(addressed.office), "office@office.example", {kind: way})
    tell([addressed.office], Telling(kind, "x", {"title": "x"}), NOW)
    run(NOW)
    at_once = len(receiver.letters)
    run(EIGHT)
    assert (at_once, len(receiver.letters)) == arrived
    assert Message.objects.count() == 1


def test_a_deactivated_person_gets_nothing(addressed: Cast, receiver: Receiver) -> None:
    tell([addressed.reporter], SHEET, NOW)
    tell([addressed.reporter], NODE, NOW)
    deactivate(by(addressed.security_administrator), addressed.reporter.pk, "left")
    tell([addressed.reporter], Telling("sheet_issued", "sheet:2:issued"), NOW)
    assert Message.objects.count() == 2
    assert run(EIGHT) == Delivered(digests=1, dropped=2)
    assert run(EIGHT) == Delivered()
    assert (states(), receiver.letters) == (["dropped", "dropped"], [])


def test_a_refused_delivery_is_tried_at_growing_distances_and_then_given_up(
    addressed: Cast, receiver: Receiver
) -> None:
    receiver.status = 500
    tell([addressed.office], SHEET, NOW)
    moment = NOW
    for distance in DISTANCES:
        assert run(moment) == Delivered(put_off=1)
        found = Delivery.objects.get()
        # The run's own clock goes on while it sends, by less than a minute.
        assert moment + distance <= found.next_at < moment + distance + timedelta(minutes=1)
        assert run(found.next_at - timedelta(seconds=1)) == Delivered()
        moment = found.next_at
    assert run(moment) == Delivered(failed=1)
    assert (receiver.refused, states()) == (5, ["failed"])
    assert Delivery.objects.get().error == "refused:500"
    assert run(moment + timedelta(days=9)) == Delivered()


def test_a_refused_delivery_arrives_once_the_other_side_is_back(
    addressed: Cast, receiver: Receiver
) -> None:
    receiver.status = 503
    tell([addressed.office], SHEET, NOW)
    run(NOW)
    receiver.status = 200
    assert run(NOW + timedelta(minutes=2)) == Delivered(sent=1)
    assert receiver.paths == ["/office@office.example"]


def test_nobody_listening_is_tried_again(addressed: Cast) -> None:
    with receiving() as gone:
        url = gone.mail_url
    with override_settings(MAIL_URL=url):
        tell([addressed.office], SHEET, NOW)
        assert run(NOW) == Delivered(put_off=1)
    assert Delivery.objects.get().error == "unreached"


def test_a_lost_answer_of_a_gateway_is_uncertain_and_not_repeated(
    addressed: Cast, receiver: Receiver
) -> None:
    receiver.status = 504
    tell([addressed.office], SHEET, NOW)
    assert run(NOW) == Delivered(uncertain=1)
    assert run(NOW + timedelta(days=1)) == Delivered()
    assert (receiver.refused, states()) == (1, ["unsure"])


def test_an_answer_that_never_comes_is_uncertain(receiver: Receiver) -> None:
    given_up = Event()
    receiver.before_answer = lambda count: given_up.wait(20)
    address = receiver.mail_url.replace("{address}", "x") + "?rto=0.2"
    assert send(address, Letter("x", "x")) == Answer(Outcome.UNCERTAIN)
    given_up.set()
    assert receiver.paths == ["/x"]


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [
        ("Failed to send JSON POST notification: Bad, error=400.", Outcome.REFUSED, "400"),
        ("Socket Exception: (535, b'no such user')", Outcome.REFUSED, "535"),
        ("Socket Exception: {'x@y': (550, b'no such box')}", Outcome.REFUSED, "550"),
        ("SMTP recipient x was refused: 450 b'later'", Outcome.REFUSED, "450"),
        ("Feishu rejected our notification: code=9499 msg=Bad", Outcome.REFUSED, "9499"),
        ("Socket Exception: [Errno 111] Connection refused", Outcome.UNREACHED, ""),
        ("Socket Exception: [Errno -2] Name or service not known", Outcome.UNREACHED, ""),
        ("Socket Exception: Connection unexpectedly closed", Outcome.UNCERTAIN, ""),
        ("Socket Exception: Read timed out. (read timeout=4.0)", Outcome.UNCERTAIN, ""),
        ("JSON Payload: {'message': 'error=500 Connection refused'}", Outcome.UNCERTAIN, ""),
        ("", Outcome.UNCERTAIN, ""),
    ],
)
def test_only_what_surely_did_not_arrive_is_sent_again(
    said: str, outcome: Outcome, code: str
) -> None:
    assert understood(said) == Answer(outcome, code)


def test_an_address_that_cannot_be_used_fails_at_once(addressed: Cast) -> None:
    with override_settings(MAIL_URL="nosuchway://{address}"):
        tell([addressed.office], SHEET, NOW)
        assert run(NOW) == Delivered(failed=1)
    assert Delivery.objects.get().error == "wrong_address"


def test_a_claim_that_was_left_behind_is_uncertain_and_not_sent_by_itself(
    addressed: Cast, receiver: Receiver
) -> None:
    tell([addressed.office], SHEET, NOW)
    Delivery.objects.update(state="sending", started_at=NOW, attempts=1)
    assert run(NOW + LOST_AFTER) == Delivered()
    assert run(NOW + LOST_AFTER + timedelta(seconds=1)) == Delivered(uncertain=1)
    assert run(NOW + timedelta(days=1)) == Delivered()
    assert (states(), receiver.letters) == (["unsure"], [])


def test_a_person_lets_an_uncertain_one_be_sent_again_and_the_log_says_why(
    addressed: Cast, receiver: Receiver
) -> None:
    tell([addressed.office], SHEET, NOW)
    Delivery.objects.update(state="unsure", started_at=NOW, attempts=1, ended_at=NOW)
    key = Delivery.objects.get().pk
    administrator = by(addressed.system_administrator)
    with pytest.raises(Refused, match="reason"):
        resend(administrator, key, " ")
    with pytest.raises(Denied):
        resend(by(addressed.office), key, "x")
    resend(administrator, key, "asked: it did not arrive")
    record = AuditRecord.objects.latest("pk")
    assert (record.action, record.data["reason"]) == ("delivery.resend", "asked: it did not arrive")
    assert (record.data["before"], record.data["after"]) == ("unsure", "waiting")
    assert run(NOW) == Delivered(sent=1)
    assert receiver.paths == ["/office@office.example"]
    with pytest.raises(Refused, match="sent"):
        resend(administrator, key, "again")


LEADS = {
    ("waiting", "claim"): "sending",
    ("sending", "arrive"): "sent",
    ("sending", "retry"): "waiting",
    ("sending", "give_up"): "failed",
    ("sending", "doubt"): "unsure",
    ("sending", "drop"): "dropped",
    ("unsure", "arrive"): "sent",
    ("unsure", "resend"): "waiting",
    ("failed", "resend"): "waiting",
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_what_leads_where(state: State, act: Act) -> None:
    assert STEPS.get((state, act)) == LEADS.get((state.value, act.value))


@pytest.mark.parametrize("state", State)
def test_only_failed_and_uncertain_ones_are_sent_again(
    state: State, addressed: Cast, receiver: Receiver
) -> None:
    tell([addressed.office], SHEET, NOW)
    Delivery.objects.update(state=state, ended_at=NOW, started_at=NOW)
    act = resend, by(addressed.system_administrator), Delivery.objects.get().pk, "x"
    if state in (State.FAILED, State.UNSURE):
        act[0](*act[1:])
        assert states() == ["waiting"]
    else:
        with pytest.raises(Refused):
            act[0](*act[1:])
        assert states() == [state]


def test_a_channel_of_the_house_gets_what_its_role_is_told_once_and_no_words_of_people(
    addressed: Cast, receiver: Receiver
) -> None:
    room = receiver.mail_url.replace("{address}", "room")
    data = {"title": "任务", "unit": "a", "key": 1, "text": "内部意见"}
    with override_settings(CHANNELS={"office": room}, MAIL_URL=""):
        tell_role(Role.OFFICE, Telling("task_approve", "t", data), NOW)
        tell_role(Role.OFFICE, Telling("task_approve", "t", data), NOW)
        tell_role(Role.OFFICE, Telling("problem_closed", "p", data), NOW)
        tell_role(Role.LEADER, Telling("instruction", "i", data), NOW)
        assert run(NOW) == Delivered(sent=1)
    ((path, letter),) = receiver.letters
    assert path == "/room"
    assert "任务" in letter["message"]
    assert "内部意见" not in letter["message"]
    assert Delivery.objects.get().person is None


def test_a_channel_that_was_taken_away_gets_nothing(addressed: Cast, receiver: Receiver) -> None:
    with override_settings(CHANNELS={"office": "json://127.0.0.1/x"}):
        tell_role(Role.OFFICE, Telling("board_sealed", "b", {}), NOW)
    Message.objects.update(waits=False)
    assert run(NOW) == Delivered(dropped=1)
    assert receiver.letters == []


@pytest.mark.parametrize("people", [1, 40])
def test_telling_takes_as_many_queries_for_one_as_for_many(
    people: int, addressed: Cast, receiver: Receiver
) -> None:
    del addressed, receiver
    found = [
        Person.objects.create(username=f"p{number}", mail=f"p{number}@office.example")
        for number in range(people)
    ]
    with CaptureQueriesContext(connection) as asked:
        tell(found, SHEET, NOW)
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 7


def test_a_run_with_nothing_due_asks_three_questions(addressed: Cast, receiver: Receiver) -> None:
    del receiver
    tell([addressed.office], SHEET, NOW)
    Delivery.objects.update(next_at=EIGHT + timedelta(days=1))
    with CaptureQueriesContext(connection) as asked:
        assert run(EIGHT) == Delivered()
    assert len(asked) == 3


def test_a_mail_address_is_one_plain_address(cast: Cast) -> None:
    wrong: list[Any] = ["x", "a@b", "a@b.example,c@d.example", "a b@c.example", '"a,b"@c.example']
    for mail in [*wrong, "a@b.example\nBcc: c@d.example", "x?to=y@c.example", "a" * 300]:
        with pytest.raises(Refused, match="mail address"):
            choose(by(cast.office), mail, {})
    choose(by(cast.office), " a.b+c@office.example ", {})
    cast.office.refresh_from_db()
    assert cast.office.mail == "a.b+c@office.example"

"""The page of deliveries: what needs somebody, what was sent today; never what was said."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saima.actions.telling import Outgoing, Telling, send_later, tell
from saima.records.models import AuditRecord, Delivery, Message
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast: Cast) -> dict[str, Delivery]:
    """One delivery in each state, and one that was sent yesterday."""
    told = Telling("instruction", "i", {"title": "机密事项", "key": 1})
    tell([cast.reporter], told, NOW)
    (message,) = Message.objects.all()
    names = ["waiting", "sending", "sent", "failed", "unsure", "dropped", "yesterday"]
    send_later([Outgoing(name, [message.pk], person=cast.reporter.pk) for name in names], NOW)
    for name in names[1:-1]:
        Delivery.objects.filter(once=name).update(state=name, ended_at=NOW, error="refused:500")
    day_before = NOW - timedelta(days=1)
    Delivery.objects.filter(once="yesterday").update(state="sent", ended_at=day_before)
    return {one.once: one for one in Delivery.objects.all()}


def page_of(client: Client, cast: Cast, query: str = "") -> str:
    client.force_login(cast.system_administrator)
    return client.get(reverse("deliveries") + query).content.decode()


def test_what_needs_somebody_comes_first_and_says_why(
    cast: Cast, sent: dict[str, Delivery], client: Client
) -> None:
    page = page_of(client, cast)
    for name, offered in {"failed": True, "unsure": True, "sent": False, "waiting": False}.items():
        address = reverse("delivery_resend", args=[sent[name].pk])
        assert (address in page) is offered, name
    assert "对方拒收。代码 500" in page
    assert "领导批示" in page


def test_what_was_said_is_not_shown(cast: Cast, sent: dict[str, Delivery], client: Client) -> None:
    del sent
    for state in ("", "sent", "waiting", "failed", "x"):
        assert "机密事项" not in page_of(client, cast, f"?state={state}")


@pytest.mark.parametrize(
    ("state", "rows"), [("sent", 1), ("waiting", 1), ("dropped", 1), ("", 2), ("x", 2)]
)
def test_a_state_is_chosen_and_sent_ones_are_todays(
    state: str, rows: int, cast: Cast, sent: dict[str, Delivery], client: Client
) -> None:
    del sent
    assert page_of(client, cast, f"?state={state}").count('<th scope="row"') == rows


def test_sending_again_needs_a_reason_and_keeps_it(
    cast: Cast, sent: dict[str, Delivery], client: Client
) -> None:
    client.force_login(cast.system_administrator)
    again = reverse("delivery_resend", args=[sent["unsure"].pk])
    assert client.post(again, {"reason": " "}).status_code == 409
    answer = client.post(again, {"reason": "已核实未收到"})
    assert answer["Location"] == reverse("deliveries") + "?done=delivery.resend&count=1"
    assert Delivery.objects.get(once="unsure").state == "waiting"
    assert AuditRecord.objects.latest("pk").data["reason"] == "已核实未收到"
    refused = client.post(again, {"reason": "再发一次"})
    assert refused.status_code == 409
    assert client.get(again).status_code == 405


def test_a_typed_reason_stays_where_the_delivery_is_still_there(
    cast: Cast, month: dict[str, Any], client: Client
) -> None:
    client.force_login(cast.system_administrator)
    again = reverse("delivery_resend", args=[month["delivery"]])
    page = client.post(again, {"reason": "   "})
    assert page.status_code == 409
    assert "未填写原因" in page.content.decode()

"""A message of town a's reporter and a delivery that failed, as the tests of permissions ask."""

from typing import Any

from saima.actions.telling import Outgoing, Telling, send_later, tell
from saima.records.models import Delivery, Message
from tests.cast import NOW, Cast


def message_facts(cast: Cast) -> dict[str, Any]:
    """The parts of the addresses."""
    tell([cast.town_reporter], Telling("due_reminder", "x", {"title": "x"}), NOW)
    message = Message.objects.get(once="x")
    send_later([Outgoing("x", [message.pk], person=cast.town_reporter.pk)], NOW)
    delivery = Delivery.objects.get(once="x")
    Delivery.objects.update(state="failed", ended_at=NOW, error="refused:500")
    return {"message": message.pk, "delivery": delivery.pk}

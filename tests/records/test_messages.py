"""Messages and deliveries are kept: what was told stays told, once for each person."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from saima.records.models import Delivery, DeliveryState, Message, MessageWay, Person
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(db: None) -> Message:
    """Something that somebody was told, on its way by mail."""
    person = Person.objects.create(username="ash")
    told: Message = Message.objects.create(person=person, kind="x", once="x", made_at=NOW)
    Delivery.objects.create(person=person, once="x", way=MessageWay.INSTANT, next_at=NOW)
    return told


CHANGES: dict[str, Callable[[Message], object]] = {
    "delete a message": lambda message: Message.objects.filter(pk=message.pk).delete(),
    "delete a delivery": lambda message: Delivery.objects.all().delete(),
    "tell something else": lambda message: Message.objects.update(once="y"),
    "tell somebody else": lambda message: Message.objects.update(
        person=Person.objects.create(username="elm")
    ),
    "tell twice": lambda message: Message.objects.create(
        person=message.person, kind="x", once="x", made_at=NOW
    ),
    "deliver twice": lambda message: Delivery.objects.create(
        person=message.person, once="x", way=MessageWay.INSTANT, next_at=NOW
    ),
    "deliver to nobody": lambda message: Delivery.objects.create(
        once="y", way=MessageWay.INSTANT, next_at=NOW
    ),
    "deliver to two": lambda message: Delivery.objects.create(
        person=message.person, channel="office", once="y", way=MessageWay.INSTANT, next_at=NOW
    ),
    "sent at no time": lambda message: Delivery.objects.update(state=DeliveryState.SENT),
    "delete by hand": lambda message: connection.cursor().execute("DELETE FROM records_message"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_database_refuses(what: str, message: Message) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CHANGES[what](message)


def test_reading_and_waiting_may_change(message: Message) -> None:
    assert Message.objects.update(read_at=NOW, waits=True) == 1
    assert message.person.messages.get().read_at == NOW

"""Tell people something: a line in their inbox, in the transaction of what happened.

What goes out besides the inbox is written down in the same transaction and sent by
``deliveries.run`` afterwards, so that what is rolled back is never sent.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from saima.actions.message_kinds import usual_way
from saima.records.chain import plain
from saima.records.models import (
    Delivery,
    Message,
    MessageChoice,
    MessageWay,
    Person,
    Role,
)
from saima.records.queries.posts import on_day

MAIL = "mail"
CHANNEL = "channel"
UNIT_ROLES = (Role.REPORTER, Role.APPROVER)


@dataclass(frozen=True)
class Telling:
    """What is told: a ``kind`` of message, the event (``once``), and the facts of its sentence.

    ``once`` names the event for good (``sheet:12:orange``), so that nobody is told of it twice.
    """

    kind: str
    once: str
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def event(self) -> str:
        """The event at the length that the records keep."""
        return self.once[:160]


def tell(people: Iterable[Person | int], telling: Telling, now: datetime) -> None:
    """Put it into the inbox of these people; those who were told before stay as they are.

    Whoever may not sign in any more is not told. Call it inside the transaction of the change, so
    that what did not happen is not told.
    """
    keys = {one if isinstance(one, int) else one.pk for one in people}
    mail = dict(
        Person.objects.filter(pk__in=keys, is_active=True).values_list("pk", "mail").order_by("pk")
    )
    if not mail:
        return
    ways = chosen_ways(telling.kind, [key for key, address in mail.items() if address])
    daily = {key for key, way in ways.items() if way == MessageWay.DAILY}
    Message.objects.bulk_create(
        (
            Message(
                person_id=key,
                kind=telling.kind,
                once=telling.event,
                data=plain(telling.data),
                made_at=now,
                waits=key in daily,
            )
            for key in mail
        ),
        ignore_conflicts=True,
    )
    at_once = [key for key, way in ways.items() if way == MessageWay.INSTANT]
    if at_once:
        post(at_once, telling, now)


def chosen_ways(kind: str, people: Collection[int]) -> dict[int, str]:
    """How each of these people wants a kind by mail; empty where the house sends none."""
    if not settings.MAIL_URL or not people:
        return {}
    chosen = MessageChoice.objects.filter(kind=kind, person__in=people)
    return dict.fromkeys(people, str(usual_way(kind))) | dict(chosen.values_list("person", "way"))


def post(people: Collection[int], telling: Telling, now: datetime) -> None:
    """Write down that these people get the message by mail at once; who was told before does not.

    A message that stands already was made at another moment, or has its delivery.
    """
    made = Message.objects.filter(once=telling.event, person__in=people, made_at=now)
    send_later(
        [
            Outgoing(f"{MAIL}:{person}:{telling.event}", (key,), person=person)
            for key, person in made.filter(deliveries=None).values_list("pk", "person")
        ],
        now,
    )


@dataclass(frozen=True)
class Outgoing:
    """What is to leave the house: its name, its messages, and the person or channel it goes to."""

    once: str
    messages: Collection[int]
    person: int | None = None
    channel: str = ""
    way: MessageWay = MessageWay.INSTANT


def send_later(outgoing: Collection[Outgoing], now: datetime) -> None:
    """Write deliveries down that are due now; the database lets each name stand once."""
    Delivery.objects.bulk_create(
        (
            Delivery(
                once=one.once, person_id=one.person, channel=one.channel, way=one.way, next_at=now
            )
            for one in outgoing
        ),
        ignore_conflicts=True,
    )
    names = [one.once for one in outgoing]
    keys = dict(Delivery.objects.filter(once__in=names).values_list("once", "pk"))
    holding = Delivery.messages.through
    holding.objects.bulk_create(
        (
            holding(delivery_id=keys[one.once], message_id=message)
            for one in outgoing
            for message in one.messages
        ),
        ignore_conflicts=True,
    )


def tell_unit(unit: str, telling: Telling, now: datetime, but: Person | None = None) -> None:
    """Tell the reporters and approvers of a unit, except ``but``, who did it."""
    tell_units([unit], telling, now, but)


def tell_units(
    units: Collection[str], telling: Telling, now: datetime, but: Person | None = None
) -> None:
    """Tell the reporters and approvers of several units, except ``but``, who did it."""
    posts = on_day(localdate(now)).filter(unit__in=units, role__in=UNIT_ROLES)
    keys = set(posts.values_list("person", flat=True))
    tell(keys - {but.pk} if but is not None else keys, telling, now)


def tell_all_units(telling: Telling, now: datetime) -> None:
    """Tell the reporters and approvers of every unit."""
    posts = on_day(localdate(now)).filter(role__in=UNIT_ROLES)
    tell(posts.values_list("person", flat=True), telling, now)


def tell_role(role: Role, telling: Telling, now: datetime) -> None:
    """Tell everybody who holds a role in any unit, and the channel that the house has for it."""
    keys = set(on_day(localdate(now)).filter(role=role).values_list("person", flat=True))
    tell(keys, telling, now)
    if role in settings.CHANNELS and usual_way(telling.kind) != MessageWay.INBOX:
        told = Message.objects.filter(once=telling.event, person__in=keys).order_by("pk")
        first = told.values_list("pk", flat=True).first()
        if first is not None:
            name = f"{CHANNEL}:{role}:{telling.event}"
            send_later([Outgoing(name, (first,), channel=role)], now)

"""Tell people something: a line in their inbox, in the transaction of what happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from saima.records.chain import plain
from saima.records.models import Message, Person, Role
from saima.records.queries.posts import on_day


@dataclass(frozen=True)
class Telling:
    """What is told: a ``kind`` of message, the event (``once``), and the facts of its sentence.

    ``once`` names the event for good (``sheet:12:orange``), so that nobody is told of it twice.
    """

    kind: str
    once: str
    data: Mapping[str, object] = field(default_factory=dict)


def tell(people: Iterable[Person | int], telling: Telling, now: datetime) -> None:
    """Put it into the inbox of these people; those who were told before stay as they are.

    Call it inside the transaction of the change, so that what did not happen is not told.
    """
    keys = {one if isinstance(one, int) else one.pk for one in people}
    Message.objects.bulk_create(
        (
            Message(
                person_id=key,
                kind=telling.kind,
                once=telling.once[:160],
                data=plain(telling.data),
                made_at=now,
            )
            for key in sorted(keys)
        ),
        ignore_conflicts=True,
    )


def tell_unit(unit: str, telling: Telling, now: datetime) -> None:
    """Tell the reporters and approvers of a unit."""
    posts = on_day(localdate(now)).filter(unit=unit, role__in=[Role.REPORTER, Role.APPROVER])
    tell(posts.values_list("person", flat=True), telling, now)


def tell_role(role: Role, telling: Telling, now: datetime) -> None:
    """Tell everybody who holds a role in any unit."""
    posts = on_day(localdate(now)).filter(role=role)
    tell(posts.values_list("person", flat=True), telling, now)

"""What people do with their own messages: read them, and choose how they want them.

Reading is not written into the audit log, because it changes nothing that anybody else relies on.
"""

import re
from collections.abc import Mapping

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.message_kinds import USUAL_WAYS, usual_way
from saima.actions.refusals import NOT_THERE, refused
from saima.plan.problems import problem_kind
from saima.records.models import Message, MessageChoice, MessageWay, Person

MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
"""One plain address: it becomes part of the address that a letter is sent to."""

NO_MAIL_ADDRESS = problem_kind(
    "no_mail_address",
    en=(
        "“{mail}” is no mail address",
        "expected one address such as name@office.example",
        "mend it",
    ),
    zh=("“{mail}”不是有效的邮箱地址", "应为一个地址，如 name@office.example", "请更正"),
)


def mark_read(by: By, message: int) -> Message:
    """Mark one's own message as read; the first time counts. Raises Refused for anybody else's."""
    with transaction.atomic():
        found: Message | None = Message.objects.filter(pk=message, person=by.person).first()
        if found is None:
            raise refused(NOT_THERE)
        if found.read_at is None:
            Message.objects.filter(pk=found.pk, read_at=None).update(read_at=by.now)
    return found


def mark_all_read(by: By, kind: str = "") -> int:
    """Mark one's own messages up to now, or those of a kind, as read; how many there were."""
    unread = Message.objects.filter(person=by.person, read_at=None, made_at__lte=by.now)
    if kind:
        unread = unread.filter(kind=kind)
    with transaction.atomic():
        return unread.update(read_at=by.now)


def choose(by: By, mail: str, ways: Mapping[str, str]) -> None:
    """Choose one's own mail address, and for each kind the way its messages take from now on.

    An empty address: nothing leaves the inbox. Raises Refused for what is no address, and for a
    kind or way that there is not.
    """
    mail = mail.strip()
    if mail and (len(mail) > 254 or not MAIL_ADDRESS.fullmatch(mail)):
        raise refused(NO_MAIL_ADDRESS, mail=mail[:80])
    if not USUAL_WAYS.keys() >= ways.keys() or not set(MessageWay.values) >= set(ways.values()):
        raise refused(NOT_THERE)
    with transaction.atomic():
        known = dict(MessageChoice.objects.filter(person=by.person).values_list("kind", "way"))
        changed = {
            kind: way for kind, way in ways.items() if way != known.get(kind, str(usual_way(kind)))
        }
        MessageChoice.objects.bulk_create(
            (MessageChoice(person=by.person, kind=kind, way=way) for kind, way in changed.items()),
            update_conflicts=True,
            unique_fields=["person", "kind"],
            update_fields=["way"],
        )
        before = by.person.mail
        Person.objects.filter(pk=by.person.pk).update(mail=mail)
        by.person.mail = mail
        if changed or mail != before:
            audit.record(
                by, "messages.choose", by.person, address_changed=mail != before, ways=changed
            )

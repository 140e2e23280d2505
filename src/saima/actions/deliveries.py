"""Deliver messages by mail and to channels of the house: due ones once, and never twice.

Each delivery is claimed in a transaction of its own right before the call and settled right after.
A run that dies between the two leaves a claim behind; nobody can know whether that one arrived, so
it becomes uncertain and waits for a person. The inbox is complete without any of this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from saima.actions import audit
from saima.actions.by import By
from saima.actions.delivery_steps import DISTANCES, Act, State, after, before
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.sending import Answer, Letter, Outcome, address_for, send
from saima.actions.telling import Outgoing, send_later
from saima.plan.problems import problem_kind
from saima.records.models import Delivery, Message, MessageWay

LOST_AFTER = timedelta(minutes=10)
"""An address's own timeouts end a call long before: after this nobody is sending any more."""

LONGEST_RUN = timedelta(seconds=50)
"""What is left comes with the next run, so that a run each minute never meets itself."""

DELIVERY_NOT_NOW = problem_kind(
    "delivery_not_now",
    en=(
        "this delivery is in state {state}",
        "expected one that failed or is uncertain",
        "load the page again to see what happened meanwhile",
    ),
    zh=("该发送当前状态为 {state}", "应为发送失败或结果不明的发送", "请刷新页面，查看最新情况"),
)

Writer = Callable[[Sequence[Message], bool], Letter]
"""Makes the letter of these messages; true where it goes to a channel that several people read."""


@dataclass(frozen=True)
class Delivered:
    """What a run did."""

    digests: int = 0
    sent: int = 0
    put_off: int = 0
    failed: int = 0
    uncertain: int = 0
    dropped: int = 0


def run(now: datetime) -> Delivered:
    """Make the digests that are due, then send what is due; two runs at once share the work.

    Call it outside of any transaction: claims must be committed before the call they are for.
    Where the house sends nothing, and where nothing is due, it costs three queries at most.
    """
    if not (settings.MAIL_URL or settings.CHANNELS):
        return Delivered()
    begun = monotonic()
    lost = give_up_lost(now)
    digests = make_digests(now)
    went: list[Act] = []
    while (passed := timedelta(seconds=monotonic() - begun)) < LONGEST_RUN:
        claimed = claim(now + passed)
        if claimed is None:
            break
        went.append(deliver(claimed, now + timedelta(seconds=monotonic() - begun)))
    return Delivered(
        digests=digests,
        sent=went.count(Act.ARRIVE),
        put_off=went.count(Act.RETRY),
        failed=went.count(Act.GIVE_UP),
        uncertain=lost + went.count(Act.DOUBT),
        dropped=went.count(Act.DROP),
    )


def give_up_lost(now: datetime) -> int:
    """Claims that a killed run left behind become uncertain."""
    left = Delivery.objects.filter(state=State.SENDING, started_at__lt=now - LOST_AFTER)
    return left.update(state=after(Act.DOUBT), ended_at=now, error="killed")


def make_digests(now: datetime) -> int:
    """One delivery for each person with messages that wait for the day's hour; how many."""
    local = localtime(now)
    hour = datetime.combine(local.date(), time(settings.DIGEST_HOUR), local.tzinfo)
    if not settings.MAIL_URL or now < hour:
        return 0
    waiting = Message.objects.filter(waits=True, made_at__lt=hour)
    people = set(waiting.values_list("person", flat=True))
    names = {f"digest:{local.date()}:{person}": person for person in people}
    made = set(Delivery.objects.filter(once__in=names).values_list("once", flat=True))
    wanted = sorted(names.keys() - made)
    for name in wanted:
        with transaction.atomic():
            make_digest(name, names[name], now)
    return len(wanted)


def make_digest(name: str, person: int, now: datetime) -> None:
    """Put everything that waits for a person into one delivery.

    What was made since the hour comes along; a rival run finds nothing left to put in.
    """
    rows = Message.objects.filter(person=person, waits=True).select_for_update()
    keys = list(rows.order_by("made_at", "pk").values_list("pk", flat=True))
    if keys:
        send_later([Outgoing(name, keys, person=person, way=MessageWay.DAILY)], now)
        Message.objects.filter(pk__in=keys).update(waits=False)


def claim(now: datetime) -> Delivery | None:
    """The delivery that is due longest, for this run alone; None where nothing is due."""
    due = Delivery.objects.filter(state=State.WAITING, next_at__lte=now)
    while (key := due.order_by("next_at", "pk").values_list("pk", flat=True).first()) is not None:
        with transaction.atomic(durable=True):
            mine = Delivery.objects.filter(pk=key, state__in=before(Act.CLAIM)).update(
                state=after(Act.CLAIM), started_at=now, attempts=F("attempts") + 1, error=""
            )
        if mine:
            return Delivery.objects.select_related("person").get(pk=key)
    return None


def deliver(delivery: Delivery, now: datetime) -> Act:
    """Send what was claimed, and write down how it went."""
    channels: dict[str, str] = settings.CHANNELS
    address = address_for(delivery, settings.MAIL_URL, channels)
    if not address:
        return settle(delivery, Act.DROP, now)
    write: Writer = import_string(settings.LETTERS)
    messages = list(delivery.messages.order_by("made_at", "pk"))
    answer = send(address, write(messages, bool(delivery.channel)))
    return settle(delivery, step_after(answer, delivery.attempts), now, answer)


def step_after(answer: Answer, attempts: int) -> Act:
    """What follows from an answer to the attempt of this number."""
    if answer.outcome is Outcome.ARRIVED:
        return Act.ARRIVE
    if answer.outcome is Outcome.UNCERTAIN:
        return Act.DOUBT
    if answer.outcome is Outcome.WRONG_ADDRESS or attempts > len(DISTANCES):
        return Act.GIVE_UP
    return Act.RETRY


def settle(delivery: Delivery, act: Act, now: datetime, answer: Answer | None = None) -> Act:
    """Write down how an attempt ended, unless somebody has decided about it meanwhile."""
    changes: dict[str, object] = {"state": after(act), "error": reason_of(answer)}
    if act is Act.RETRY:
        changes["next_at"] = now + DISTANCES[delivery.attempts - 1]
    else:
        changes["ended_at"] = now
    own = Delivery.objects.filter(pk=delivery.pk, started_at=delivery.started_at)
    own.filter(state__in=before(act)).update(**changes)
    return act


def reason_of(answer: Answer | None) -> str:
    """The code of what went wrong; empty where nothing did."""
    if answer is None or answer.outcome is Outcome.ARRIVED:
        return ""
    return f"{answer.outcome}:{answer.code}" if answer.code else str(answer.outcome)


def resend(by: By, delivery: int, reason: str) -> Delivery:
    """Let a failed or uncertain delivery be sent again, from its first attempt.

    Raises Denied; Refused without a reason, and for a delivery in another state.
    """
    by.needs(Right.SYSTEM_RUN)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = find(Delivery, delivery, lock=True)
        if found.state not in before(Act.RESEND):
            raise refused(DELIVERY_NOT_NOW, state=found.state)
        was = found.state
        found.state, found.attempts, found.next_at = after(Act.RESEND), 0, by.now
        found.started_at, found.ended_at, found.error = None, None, ""
        found.save(
            update_fields=["state", "attempts", "next_at", "started_at", "ended_at", "error"]
        )
        audit.record(
            by,
            "delivery.resend",
            found,
            name=found.once,
            before=was,
            after=found.state,
            reason=reason.strip()[:500],
        )
    return found

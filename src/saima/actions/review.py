"""Reported values are approved in the unit, accepted or returned by who checks them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from saima.actions.audit import happened
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.ledger import Accepted, ValueKey, numbers, refuse_own, write
from saima.actions.permissions import Right
from saima.actions.refusals import (
    CHANGED_MEANWHILE,
    EMPTY_REASON,
    NO_RIGHT,
    NOT_THERE,
    Denied,
    refused,
)
from saima.actions.steps import Act, next_step
from saima.actions.telling import Telling, tell, tell_unit
from saima.records.chain import append
from saima.records.models import (
    Comment,
    Decision,
    DueState,
    DueValue,
    Entry,
    Person,
    Review,
    Submission,
)
from saima.records.queries.submissions import newest, reading_of

BATCH = 500
Reviewed = tuple[DueValue, Submission]
"""A due value and the version that is decided on."""

Seen = Mapping[int, int]
"""Due values and the version that somebody saw of each."""


def approve(by: By, due: int, seen: int | None = None) -> Review:
    """Let a reported value leave the unit.

    ``seen`` is the version the approver looked at. Raises Denied, also for one's own report;
    Refused where it is not reported, or a newer version came in meanwhile.
    """
    with transaction.atomic():
        return approved(by, [open_for_review(by, due, Act.APPROVE, seen)])[0]


def approved(by: By, chosen: Sequence[Reviewed]) -> list[Review]:
    """Write approvals down."""
    keys = [value.pk for value, _ in chosen]
    DueValue.objects.filter(pk__in=keys).update(state=DueState.APPROVED)
    reviews = decided(by, chosen, Decision.APPROVE)
    append(
        happened(by, "value.approve", value, {"version": submission.version})
        for value, submission in chosen
    )
    return reviews


def accept(by: By, due: int, seen: int | None = None) -> Entry:
    """Accept an approved value: it enters the ledger, and the live board shows it.

    Raises as ``approve`` does.
    """
    with transaction.atomic():
        return accepted(by, [open_for_review(by, due, Act.ACCEPT, seen)])[0]


def accepted(by: By, chosen: Sequence[Reviewed]) -> list[Entry]:
    """Write acceptances down: entries, states, reviews and the log."""
    entries = write(by, {key_of(value): from_version(new) for value, new in chosen})
    keys = [value.pk for value, _ in chosen]
    DueValue.objects.filter(pk__in=keys).update(state=DueState.ACCEPTED, accepted_at=by.now)
    decided(by, chosen, Decision.ACCEPT)
    append(
        happened(by, "value.accept", value, told(entries[key_of(value)], submission))
        for value, submission in chosen
    )
    return [entries[key_of(value)] for value, _ in chosen]


def key_of(value: DueValue) -> ValueKey:
    """Where a due value stands in the ledger."""
    return ValueKey(value.round.plan, value.unit, value.indicator, value.period)


def from_version(submission: Submission) -> Accepted:
    """What a version brings into the ledger."""
    return Accepted(
        reading_of(submission),
        submission.not_applicable,
        submission.source,
        submission.sentence,
        submission,
    )


def told(entry: Entry, submission: Submission) -> dict[str, object]:
    """What the log says of an accepted value."""
    return {"version": submission.version, "entry": entry.pk, "after": numbers(entry)}


def return_(by: By, due: int, reason: str, seen: int | None = None) -> Review:
    """Give a value back to who reported it, with the reason.

    Raises as ``approve`` does, and Refused without a reason.
    """
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        value, submission = open_for_review(by, due, Act.RETURN, seen)
        value.state = DueState.RETURNED
        value.save(update_fields=["state"])
        (review,) = decided(by, [(value, submission)], Decision.RETURN, reason.strip()[:500])
        event = f"value:{value.pk}:returned:{submission.version}"
        facts = value_facts(value) | {"text": review.reason, "due": value.deadline}
        tell_unit(value.reporter, Telling("value_returned", event, facts), by.now, by.person)
        data = {"version": submission.version, "reason": review.reason}
        append([happened(by, "value.return", value, data)])
    return review


def approve_all(
    by: By, opened: int, except_: Collection[int] = (), seen: Seen | None = None
) -> list[Review]:
    """Approve everything of a round that waits for this person, but ``except_`` (due values).

    With ``seen`` only these, and of these none of which another version came in meanwhile. What
    the person reported themselves stays. Raises Denied without the right in any unit.
    """
    with transaction.atomic():
        return approved(by, all_waiting(by, opened, Act.APPROVE, except_, seen))


def accept_all(
    by: By, opened: int, except_: Collection[int] = (), seen: Seen | None = None
) -> list[Entry]:
    """Accept everything of a round that waits for this person; all as in ``approve_all``."""
    with transaction.atomic():
        return accepted(by, all_waiting(by, opened, Act.ACCEPT, except_, seen))


def comment(by: By, due: int, text: str, mentions: Iterable[int] = ()) -> Comment:
    """Say something about a value; the people of ``mentions`` find it among what they have to do.

    Raises Denied where the value may not be seen or commented; Refused without a text, or where
    somebody mentioned is not there or may not sign in.
    """
    if not text.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        value = find(DueValue, due)
        units = (value.unit, value.reporter, value.checker)
        if not any(by.standing.may(Right.VALUE_COMMENT, unit) for unit in units):
            raise Denied(right=Right.VALUE_COMMENT, unit=value.reporter)
        wanted = set(mentions)
        people = list(Person.objects.filter(pk__in=wanted, is_active=True))
        if len(people) < len(wanted):
            raise refused(NOT_THERE)
        said = Comment.objects.create(
            due_value=value, text=text.strip()[:1000], by=by.person, at=by.now
        )
        said.mentions.add(*people)
        asked = Telling("mention", f"comment:{said.pk}", value_facts(value))
        tell([person for person in people if person != by.person], asked, by.now)
        names = sorted(person.username for person in people)
        data = {"comment": said.pk, "text": said.text, "mentions": names}
        append([happened(by, "value.comment", value, data)])
    return said


def value_facts(value: DueValue) -> dict[str, object]:
    """What a message says of a value; never its number, which not all who are told may see."""
    return {
        "key": value.pk,
        "unit": value.unit,
        "indicator": value.indicator,
        "period": value.period,
    }


def open_for_review(by: By, due: int, act: Act, seen: int | None) -> Reviewed:
    """The value, locked, and its newest version, if this person may take the act now."""
    value = find(DueValue, due, lock=True)
    next_step(by, value, act)
    submission = newest([due])[due]
    refuse_own(by, submission)
    if seen not in (None, submission.version):
        raise refused(CHANGED_MEANWHILE, found=submission.version, seen=seen)
    return value, submission


BEFORE = {Act.APPROVE: DueState.REPORTED, Act.ACCEPT: DueState.APPROVED}


def all_waiting(
    by: By, opened: int, act: Act, except_: Collection[int], seen: Seen | None
) -> list[Reviewed]:
    """The values of a round that wait for this act by this person, locked in one order.

    Versions are compared under the lock, because a return and a new report may come between.
    """
    right = Right.VALUE_APPROVE if act is Act.APPROVE else Right.VALUE_CHECK
    if not by.standing.may_somewhere(right):
        raise Denied(NO_RIGHT, right=right)
    rows = DueValue.objects.filter(round=opened, state=BEFORE[act]).exclude(pk__in=except_)
    if seen is not None:
        rows = rows.filter(pk__in=list(seen))
    if not by.standing.everywhere(right):
        column = "reporter" if right is Right.VALUE_APPROVE else "checker"
        rows = rows.filter(**{f"{column}__in": sorted(by.standing.units(right))})
    locked = rows.select_related("round").order_by("pk").select_for_update(of=("self",))
    values = list(locked)
    versions = newest([value.pk for value in values] if seen else rows)
    return [
        (value, found)
        for value in values
        if (found := versions[value.pk]).by_id != by.person.pk
        and (seen is None or seen[value.pk] == found.version)
    ]


def decided(
    by: By, chosen: Iterable[Reviewed], decision: Decision, reason: str = ""
) -> list[Review]:
    """Write decisions down."""
    reviews = [
        Review(
            due_value=value,
            submission=submission,
            decision=decision,
            reason=reason,
            by=by.person,
            at=by.now,
        )
        for value, submission in chosen
    ]
    return Review.objects.bulk_create(reviews, batch_size=BATCH)

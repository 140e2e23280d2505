"""The audit log read: searched, and proved unbroken."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from saima.records.chain import HEAD, START, digest
from saima.records.models import AuditHead, AuditRecord

BATCH = 2000


@dataclass(frozen=True)
class Search:
    """What is looked for; what is left empty is not asked. ``action`` may be a beginning."""

    person: int | None = None
    action: str = ""
    object_kind: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


def search(wanted: Search | None = None) -> QuerySet[AuditRecord]:
    """The records that fit, newest first, with their people."""
    wanted = wanted or Search()
    conditions = {
        "person": wanted.person,
        "action__startswith": wanted.action,
        "object_kind": wanted.object_kind,
        "object_id": wanted.object_id,
        "at__gte": wanted.since,
        "at__lte": wanted.until,
    }
    asked = {name: value for name, value in conditions.items() if value not in (None, "")}
    found = AuditRecord.objects.filter(**asked).select_related("person")
    return found.order_by("-sequence")


def actions() -> tuple[str, ...]:
    """The codes of all actions that were ever recorded."""
    found = AuditRecord.objects.values_list("action", flat=True).distinct().order_by("action")
    return tuple(found)


@dataclass(frozen=True)
class Broken:
    """The first place where the chain does not hold.

    ``sequence`` is the number that was expected; ``fault``: ``missing`` (no record of that
    number, or the log ends too early), ``altered`` (its content does not give its hash) or
    ``unlinked`` (it does not name the record before it).
    """

    sequence: int
    fault: str


def verify_chain() -> Broken | None:
    """Compute every hash anew, from the first record to the head; None where all is well."""
    expected, previous = 1, START
    for record in AuditRecord.objects.order_by("sequence").iterator(chunk_size=BATCH):
        fault = fault_of(record, expected, previous)
        if fault:
            return Broken(expected, fault)
        expected, previous = expected + 1, record.hash
    head = AuditHead.objects.get(pk=HEAD)
    if (head.sequence, head.hash) != (expected - 1, previous):
        return Broken(expected, "missing")
    return None


def fault_of(record: AuditRecord, expected: int, previous: str) -> str:
    """What is wrong with the record at this place, or empty."""
    if record.sequence != expected:
        return "missing"
    if record.hash != digest(record):
        return "altered"
    return "" if record.previous == previous else "unlinked"

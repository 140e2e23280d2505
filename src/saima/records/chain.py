"""The chain of the audit log: what a record's hash is made of, and how records are appended."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from saima.records.models import AuditHead, AuditRecord

START = "0" * 64
"""What the first record names as the hash before it."""

HEAD = 1


@dataclass(frozen=True)
class Happening:
    """What is to be written down: ``action`` is a stable code, ``data`` before and after."""

    action: str
    at: datetime
    person: int | None = None
    object_kind: str = ""
    object_id: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    address: str = ""


def plain(value: object) -> Any:
    """Data that every database gives back as it was: numbers with a point become text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def moment_text(moment: datetime) -> str:
    """ISO text in UTC with microseconds, the same for every database."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(record: AuditRecord) -> str:
    """Everything in the record but its hash, as JSON with sorted keys and no blanks."""
    content = {
        "sequence": record.sequence,
        "at": moment_text(record.at),
        "person": record.person_id,
        "action": record.action,
        "object_kind": record.object_kind,
        "object_id": record.object_id,
        "data": record.data,
        "address": record.address,
        "previous": record.previous,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(record: AuditRecord) -> str:
    """The hash that the record must carry."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def append(happenings: Iterable[Happening]) -> list[AuditRecord]:
    """Add records at the end of the chain, in the transaction of the change itself.

    Locks the head row until that transaction ends, so that nobody else takes the same number;
    call it last. Raises TransactionManagementError outside a transaction on PostgreSQL.
    """
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().get(pk=HEAD)
        records = []
        for happening in happenings:
            record = linked(happening, head)
            head.sequence, head.hash = record.sequence, record.hash
            records.append(record)
        if records:
            AuditRecord.objects.bulk_create(records, batch_size=500)
            head.save(update_fields=["sequence", "hash"])
    return records


def linked(happening: Happening, head: AuditHead) -> AuditRecord:
    """The record of a happening that follows the head."""
    record = AuditRecord(
        sequence=head.sequence + 1,
        at=happening.at,
        person_id=happening.person,
        action=happening.action,
        object_kind=happening.object_kind,
        object_id=happening.object_id,
        data=plain(happening.data),
        address=happening.address,
        previous=head.hash,
    )
    record.hash = digest(record)
    return record

"""Files that prove values: attached, used again, opened by those who may see the value."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_NOW, NOT_THERE, Denied, refused
from saima.actions.sniffing import CONTENT_TYPES, clean_name, kind_of
from saima.records.models import DueState, DueValue, Evidence, StoredFile
from saima.records.queries.submissions import newest_of
from saima.records.storage import keep, place

TAKES_FILES = frozenset({DueState.DUE, DueState.REPORTED, DueState.RETURNED})
"""States in which the reporter may still attach; what was approved is not changed silently."""


@dataclass(frozen=True)
class Opened:
    """A file to be handed out as a download, never shown as a page."""

    name: str
    content_type: str
    size: int
    path: Path


def attach(by: By, due: int, name: str, content: bytes) -> Evidence:
    """Attach a file to a value. The same content is stored once, whatever its name.

    Raises Denied; Refused where the value takes no file now, or for a file of a wrong kind or
    size (``sniffing.kind_of``).
    """
    with transaction.atomic():
        value = open_for_files(by, due)
        shown = clean_name(name)
        return link(by, value, stored_file(shown, content), shown)


def stored_file(name: str, content: bytes) -> StoredFile:
    """Keep a content, once. Raises Refused for a file of a wrong kind or size."""
    kind = kind_of(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    keep(sha256, content)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "kind": kind, "name": name}
    )
    return stored


def attach_again(by: By, due: int, evidence: int) -> Evidence:
    """Use a file that already proves another value, without sending it again.

    Raises as ``attach`` does, and Denied where that other value may not be seen.
    """
    with transaction.atomic():
        value = open_for_files(by, due)
        other = find(Evidence, evidence)
        if not by.standing.sees(other.due_value):
            raise Denied(right=Right.VALUE_READ)
        return link(by, value, other.stored, other.name)


def open_for_files(by: By, due: int) -> DueValue:
    """The value, locked, if this person may attach to it now."""
    value = find(DueValue, due, lock=True)
    by.needs(Right.VALUE_REPORT, value.reporter)
    if value.state not in TAKES_FILES:
        raise refused(
            NOT_NOW,
            unit=value.unit,
            indicator=value.indicator,
            state=value.state,
            act="attach",
        )
    return value


def link(by: By, value: DueValue, stored: StoredFile, name: str) -> Evidence:
    """Link a stored file to a value, once; a reported value may become complete by it."""
    evidence, new = Evidence.objects.get_or_create(
        due_value=value,
        stored=stored,
        defaults={
            "name": name,
            "by": by.person,
            "at": by.now,
            "submission": newest_of(value),
        },
    )
    if not new:
        return evidence
    if value.state == DueState.REPORTED and not value.complete:
        value.complete = True
        value.save(update_fields=["complete"])
    audit.record(
        by, "evidence.attach", value, evidence=evidence.pk, name=name, sha256=stored.sha256
    )
    return evidence


def open_for(by: By, evidence: int) -> Opened:
    """Hand out a file to somebody who may see the value it proves; the log says who took it.

    Raises Denied, and Refused where there is no such file.
    """
    rows = Evidence.objects.filter(pk=evidence).select_related("due_value", "stored")
    found = rows.first()
    if found is None:
        raise refused(NOT_THERE)
    if not by.standing.sees(found.due_value):
        raise Denied(right=Right.VALUE_READ, unit=found.due_value.unit)
    opened = opened_file(found.name, found.stored)
    audit.record(by, "evidence.open", found.due_value, evidence=found.pk, name=found.name)
    return opened


def opened_file(name: str, stored: StoredFile) -> Opened:
    """A stored file under a name. Raises Refused where its content is not there."""
    path = place(stored.sha256)
    if not path.is_file():
        raise refused(NOT_THERE)
    return Opened(name, CONTENT_TYPES[stored.kind], stored.size, path)

"""Write down what was done: every action calls this last, in its own transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.records.chain import Happening, append
from saima.records.models import AuditRecord

Data = Mapping[str, object]


def happened(by: By, action: str, about: Model | None, data: Data) -> Happening:
    """What ``by`` did to ``about`` as the log keeps it."""
    return Happening(
        action=action,
        at=by.now,
        person=by.person.pk,
        object_kind="" if about is None else about._meta.model_name or "",
        object_id="" if about is None else str(about.pk),
        data=data,
        address=by.address,
    )


def record(by: By, action: str, about: Model | None = None, **data: object) -> AuditRecord:
    """Write one record; ``action`` is a stable code such as ``round.open``."""
    return append([happened(by, action, about, data)])[0]


def signed_in(by: By) -> AuditRecord:
    """Somebody signed in."""
    return record(by, "session.open", by.person)


def signed_out(by: By) -> AuditRecord:
    """Somebody signed out."""
    return record(by, "session.close", by.person)


def sign_in_failed(username: str, now: datetime, address: str = "") -> AuditRecord:
    """Somebody tried to sign in and could not; the name as typed, never the password."""
    failed = Happening("session.refused", now, data={"username": username[:64]}, address=address)
    return append([failed])[0]


def exported(by: By, what: str, **data: object) -> AuditRecord:
    """A file with values left the house; ``what`` names it (``board.xlsx``, ``template``)."""
    return record(by, "export", None, what=what, **data)


def audit_exported(by: By, **data: object) -> AuditRecord:
    """The log itself was exported. Raises Denied for everybody but the auditor."""
    by.needs(Right.AUDIT_EXPORT)
    return record(by, "audit.export", None, **data)

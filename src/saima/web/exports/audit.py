"""The log, or what was searched in it, as a file."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from saima.documents.tables import Column, Table
from saima.web.readings.audit import LogLine


def audit_export(lines: Iterable[LogLine], asked: str) -> Table:
    """One record a row with its hash, so that the file can be held against the chain."""
    return Table(
        name=_("Audit log"),
        title=_("Audit log"),
        lines=(asked,) if asked else (),
        columns=(
            Column(_("No."), 0, 8),
            Column(_("Time"), None, 26),
            Column(_("Person"), None, 16),
            Column(_("Action"), None, 18),
            Column(_("What was done"), None, 60),
            Column(_("Before"), None, 24),
            Column(_("After"), None, 24),
            Column(_("Address"), None, 16),
            Column(_("Code"), None, 18),
            Column(_("Object"), None, 20),
            Column(_("Hash before"), None, 66),
            Column(_("Hash"), None, 66),
        ),
        rows=tuple(export_row(line) for line in lines),
    )


def export_row(line: LogLine) -> tuple[str | int | None, ...]:
    """One record."""
    record = line.record
    return (
        record.sequence,
        localtime(record.at).isoformat(timespec="milliseconds"),
        "" if record.person is None else str(record.person),
        line.action,
        line.sentence,
        _(", ").join(f"{each.field} {each.before}" for each in line.lines if each.before),
        _(", ").join(f"{each.field} {each.after}" for each in line.lines if each.after),
        record.address,
        record.action,
        f"{record.object_kind} {record.object_id}".strip(),
        record.previous,
        record.hash,
    )

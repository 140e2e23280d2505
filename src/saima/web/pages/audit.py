"""The auditor's page: the log searched, proved unbroken, taken out."""

from typing import Any

from django.http import HttpResponse

from saima.actions.audit import audit_exported
from saima.actions.permissions import Right
from saima.actions.seals import check_seals
from saima.records.models import AuditRecord
from saima.records.queries.audit import Search, search, verify_chain
from saima.web.desk import Desk, at_the_desk
from saima.web.exports.audit import audit_export
from saima.web.exports.files import download
from saima.web.forms.audit import AuditForm
from saima.web.readings.audit import read_log
from saima.web.readings.seals import read_seals

SHOWN = 100
MOST_EXPORTED = 50_000


@at_the_desk(Right.AUDIT_READ)
def audit(desk: Desk) -> HttpResponse:
    """A search of the log, the newest first."""
    return log_page(desk)


@at_the_desk(Right.AUDIT_READ)
def audit_chain(desk: Desk) -> HttpResponse:
    """The log with the result of computing its whole chain anew."""
    if desk.request.method != "POST":
        return log_page(desk)
    broken = verify_chain()
    return log_page(desk, verified=True, broken=broken, records=AuditRecord.objects.count())


@at_the_desk(Right.AUDIT_READ)
def audit_seals(desk: Desk) -> HttpResponse:
    """The log with the result of computing every sealed board anew."""
    if desk.request.method != "POST":
        return log_page(desk)
    return log_page(desk, seals=read_seals(check_seals(), desk.place, desk.language))


def log_page(desk: Desk, **context: Any) -> HttpResponse:
    """The page of the log; ``before`` in the address continues below that number."""
    form = AuditForm(desk.request.GET or None)
    asked = form.search() if form.is_bound and form.is_valid() else Search()
    found = search(asked)
    before = desk.request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(sequence__lt=int(before[:18]))
    rows = list(found[: SHOWN + 1])
    return desk.render(
        "audit",
        form=form,
        lines=read_log(rows[:SHOWN], desk.place),
        following=rows[SHOWN - 1].sequence if len(rows) > SHOWN else None,
        before=before,
        **context,
    )


@at_the_desk(Right.AUDIT_EXPORT)
def audit_table(desk: Desk, form: str) -> HttpResponse:
    """What was searched as a file; that it was taken is in the log, too."""
    asked = AuditForm(desk.request.GET or None)
    wanted = asked.search() if asked.is_bound and asked.is_valid() else Search()
    rows = list(search(wanted)[:MOST_EXPORTED])
    table = audit_export(read_log(rows, desk.place), desk.request.GET.urlencode())
    answer = download(table, form)
    audit_exported(desk.by, rows=len(rows), form=form, asked=desk.request.GET.dict())
    return answer

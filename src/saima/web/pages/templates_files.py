"""A month by Excel: the form is downloaded, comes back, is checked, and is handed in whole.

Between the check and the confirmation the file travels with the page, signed, so that exactly
what was checked is handed in and nothing is kept of what was not.
"""

import base64
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from saima.actions.filing import Report, dry_run, error_report, file, template
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.exchange.filled import MOST_BYTES
from saima.plan.periods import Period
from saima.records.models import Round, RoundState
from saima.records.queries.rounds import open_rounds, round_of, rounds
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
VALID_FOR = timedelta(hours=1)
SHOWN = 200
"""Rows with something wrong that the page shows; the workbook of remarks has them all."""


@at_the_desk(Right.VALUE_REPORT)
def files_start(desk: Desk) -> HttpResponse:
    """Go to the oldest open month, else to the last one."""
    found = open_rounds().first()
    if found is None and desk.place is not None:
        found = rounds(desk.place.plan.code).first()
    return desk.render("grid_empty") if found is None else redirect("files", found.month)


@at_the_desk(Right.VALUE_REPORT)
def files(desk: Desk, month: Period) -> HttpResponse:
    """Download the form, or give it back."""
    opened = asked_round(desk, month)
    is_open = opened.state == RoundState.OPEN
    return desk.render("files", opened=opened, month=month, open=is_open)


@at_the_desk(Right.VALUE_REPORT)
def form(desk: Desk, month: Period, form: str) -> HttpResponse:
    """The form of what is still due from the person's units."""
    if form not in KINDS:
        raise Http404
    opened = asked_round(desk, month)
    content = template(desk.by, opened.pk, desk.language, form)
    return download(content, f"{_('values')}-{month}.{form}", KINDS[form])


@at_the_desk(Right.VALUE_REPORT)
def check(desk: Desk, month: Period) -> HttpResponse:
    """What would happen with an uploaded form."""
    opened = asked_round(desk, month)
    upload = desk.request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return back_with(reverse("files", args=[month]), "", 0)
    name = (upload.name or "form")[:100]
    content = upload.read(MOST_BYTES + 1)
    report = dry_run(desk.by, opened.pk, name, content)
    return checked(desk, opened, report, content)


@at_the_desk(Right.VALUE_REPORT)
def remarks(desk: Desk, month: Period) -> HttpResponse:
    """The checked form with its remarks, to be mended and given back."""
    opened = asked_round(desk, month)
    name, content = unsealed(desk, opened)
    report = dry_run(desk.by, opened.pk, name, content)
    made = error_report(desk.by, opened.pk, report, desk.language)
    return download(made, f"{_('remarks')}-{month}.xlsx", KINDS["xlsx"])


@at_the_desk(Right.VALUE_REPORT)
def filing(desk: Desk, month: Period) -> HttpResponse:
    """Hand in what was checked: all of it, or nothing and the reasons."""
    opened = asked_round(desk, month)
    name, content = unsealed(desk, opened)
    try:
        made = file(desk.by, opened.pk, name, content)
    except Refused:
        report = dry_run(desk.by, opened.pk, name, content)
        return checked(desk, opened, report, content)
    return back_with(reverse("files", args=[month]), "filing.file", len(made))


def checked(desk: Desk, opened: Round, report: Report, content: bytes) -> HttpResponse:
    """The page of a report; the file goes with it where its rows could be read."""
    told = desk.told(Refused(report.problems)) if report.problems else ()
    rows = [
        (row, [(cell, found) for (cell, _found), found in zip(row.told, words, strict=True)])
        for row in report.wrong[:SHOWN]
        for words in (desk.told(Refused(problem for _cell, problem in row.told)),)
    ]
    return desk.render(
        "files_checked",
        200 if report.ok else CONFLICT,
        opened=opened,
        month=Period.parse(opened.month),
        report=report,
        problems=told,
        wrong=rows,
        hidden=len(report.wrong) - len(rows),
        sealed="" if report.problems else sealed(desk, opened, report.name, content),
    )


def signer(desk: Desk, opened: Round) -> TimestampSigner:
    """Signs for this person and this round alone."""
    return TimestampSigner(salt=f"saima.filing.{desk.by.person.pk}.{opened.pk}")


def sealed(desk: Desk, opened: Round, name: str, content: bytes) -> str:
    """The file as a text that nobody can change unseen."""
    parts = (base64.urlsafe_b64encode(part).decode() for part in (name.encode(), content))
    return signer(desk, opened).sign(".".join(parts))


def unsealed(desk: Desk, opened: Round) -> tuple[str, bytes]:
    """Name and content of the file that was checked; Http404 where it is not that."""
    try:
        text = signer(desk, opened).unsign(desk.request.POST.get("sealed", ""), VALID_FOR)
    except BadSignature as error:
        raise Http404(_("The check is too old. Upload the file again.")) from error
    name, content = (base64.urlsafe_b64decode(part) for part in text.split("."))
    return name.decode(), content


def asked_round(desk: Desk, month: Period) -> Round:
    """The round of the address; Http404 where the month was not opened."""
    opened = None if desk.place is None else round_of(desk.place.plan.code, str(month))
    if opened is None:
        raise Http404(_("This month was not opened."))
    return opened


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, never shown."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

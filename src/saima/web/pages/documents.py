"""Official documents: the register, one document, its files; drafts are issued here."""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import register
from saima.actions.papers import drafts
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_FILE, Refused, refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile
from saima.plan.problems import Problems
from saima.records.models import DocumentState, IssuedDocument
from saima.records.queries.register import gaps
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.papers import IssueForm
from saima.web.readings.papers import (
    KINDS,
    STATES,
    read_boards,
    read_documents,
    read_talks,
    usual_mark,
    years,
)
from saima.web.wording.refusals import told

FAILED = 503


@at_the_desk(Right.DOCUMENT_READ)
def documents(desk: Desk) -> HttpResponse:
    """The register: drafts and numbers, and what a new document can be made of."""
    asked = desk.request.GET.dict()
    plan = desk.place.plan.code if desk.place else ""
    return desk.render(
        "documents",
        listed=read_documents(asked),
        years=years(),
        asked=asked,
        states=STATES,
        kinds=KINDS,
        gaps=gaps(),
        boards=read_boards(plan),
        talks=read_talks(plan),
    )


@at_the_desk(Right.DOCUMENT_READ)
def document(desk: Desk, document: int) -> HttpResponse:
    """One document with its files; a draft is changed and issued here."""
    return page(desk, document)


def page(desk: Desk, document: int, status: int = 200, **context: object) -> HttpResponse:
    """The page of a document."""
    rows = IssuedDocument.objects.select_related(
        "board", "file", "drafted_by", "issued_by", "voided_by"
    )
    found = rows.filter(pk=document).first()
    if found is None:
        raise Http404(_("There is no such document."))
    beginning = {"organ": usual_mark(), "dated": desk.by.today}
    return desk.render(
        "document",
        status,
        **{
            "document": found,
            "form": IssueForm(initial=beginning),
            "draft": found.state == DocumentState.DRAFT,
            "void": found.state == DocumentState.VOID,
        }
        | context,
    )


@require_POST
@at_the_desk(Right.DOCUMENT_ISSUE)
def document_issue(desk: Desk, document: int) -> HttpResponse:
    """Issue a draft: it takes its number."""
    form = IssueForm(desk.request.POST)
    if not form.is_valid():
        return page(desk, document, CONFLICT, form=form)
    given = form.cleaned_data
    try:
        drafts.issue(desk.by, document, given["organ"], given["dated"])
    except Refused as refusal:
        return page(desk, document, CONFLICT, form=form, problems=desk.told(refusal))
    return back_with(reverse("document", args=[document]), "document.issue")


@require_POST
@at_the_desk(Right.DOCUMENT_ISSUE)
def document_file(desk: Desk, document: int) -> HttpResponse:
    """Put an edited file in the place of the draft's."""
    try:
        register.replace_file(desk.by, document, sent(desk))
    except Refused as refusal:
        return page(desk, document, CONFLICT, problems=desk.told(refusal))
    return back_with(reverse("document", args=[document]), "document.file")


def sent(desk: Desk) -> NamedFile:
    """The file in the form, read no further than a file may be long. Raises Refused for none."""
    file = desk.request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise refused(EMPTY_FILE)
    return NamedFile(file.name or "", file.read(MOST_BYTES + 1))


@require_POST
@at_the_desk(Right.DOCUMENT_ISSUE)
def document_void(desk: Desk, document: int) -> HttpResponse:
    """Make a document void; its number stays."""
    try:
        register.void(desk.by, document, desk.request.POST.get("reason", ""))
    except Refused as refusal:
        return page(desk, document, CONFLICT, problems=desk.told(refusal))
    return back_with(reverse("document", args=[document]), "document.void")


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def document_download(desk: Desk, document: int) -> HttpResponse:
    """The file of a document as it is kept; 404 where there is none."""
    return stored_file(
        lambda: register.open_document(desk.by, document), _("There is no such document.")
    )


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def document_pdf(desk: Desk, document: int) -> HttpResponse:
    """The same as a PDF; where it cannot be made the page says why."""
    try:
        file = drafts.as_pdf_file(desk.by, document)
    except Refused as refusal:
        raise Http404(_("There is no such document.")) from refusal
    except Problems as found:
        problems = [told(problem, desk.place, desk.language) for problem in found.problems]
        return page(desk, document, FAILED, problems=problems)
    return attached(file, "application/pdf")


def attached(file: NamedFile, kind: str) -> HttpResponse:
    """A file made for this answer, always as a download."""
    answer = HttpResponse(file.content, content_type=kind)
    answer.headers["Content-Disposition"] = disposition(file.name)
    return private(answer)


def disposition(name: str) -> str:
    """The header that names a download."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def private(answer: "HttpResponse | FileResponse") -> HttpResponse:
    """An answer that nobody keeps and no browser guesses the kind of."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)  # one that streams is an answer like any other

"""Supervision: what is open and waits, one sheet with its next step, a new one, the register."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import audit, supervision_extensions
from saima.actions import supervision as actions
from saima.actions.by import By
from saima.actions.papers.supervision import paper_of_sheet
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.sniffing import CONTENT_TYPES
from saima.actions.supervision import Answer
from saima.actions.supervision_sources import sheet_from
from saima.records.models import Supervision, SupervisionState
from saima.records.queries.supervision import unit_counts
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.files import download
from saima.web.exports.stored import stored_file
from saima.web.exports.supervision import register_export
from saima.web.forms.supervision import AskForm, SheetForm, initial_of
from saima.web.pages.consequences import with_typed
from saima.web.pages.rounds import placed
from saima.web.pages.tolerance import named
from saima.web.readings.meetings import unit_choices
from saima.web.readings.offers import Offer
from saima.web.readings.supervision import (
    filtered,
    read_sheet,
    read_sheets,
    read_units,
    visible_sheets,
    waiting_for,
)
from saima.web.readings.supervision_offers import offer_of, offered
from saima.web.readings.supervision_sources import read_sources

Step = Callable[[By, int, Any], object]
TEXT_STEPS: Mapping[str, Step] = {
    "write_off": actions.write_off,
    "return": actions.send_back,
    "extend": supervision_extensions.extend,
    "hold": supervision_extensions.hold,
    "withdraw": actions.withdraw,
}
MOST_EXPORTED = 20_000


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def supervision(desk: Desk) -> HttpResponse:
    """How many sheets are open, by colour and level; what waits for me; the list."""
    plan = placed(desk).plan
    listed = read_sheets(desk.by, plan, desk.request.GET.dict(), desk.language)
    return desk.render("supervision", listed=listed)


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def supervision_export(desk: Desk, form: str) -> HttpResponse:
    """The register as it is filtered, in the columns of an office's register."""
    place = placed(desk)
    asked = {name: text[:64] for name, text in desk.request.GET.dict().items() if text}
    mine = waiting_for(desk.by)
    rows = filtered(visible_sheets(desk.by, place.plan), asked, desk.by.today, mine)
    shown = list(rows.order_by("issued_on", "number", "id")[:MOST_EXPORTED])
    answer = download(register_export(shown, place.plan, desk.language), form)
    audit.exported(desk.by, "supervision", form=form, rows=len(shown))
    return answer


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def supervision_units(desk: Desk) -> HttpResponse:
    """Who acknowledges how fast, who has not, who answers on time, whose answers went back."""
    plan = placed(desk).plan
    counts = unit_counts(visible_sheets(desk.by, plan), desk.by.today)
    unseen = visible_sheets(desk.by, plan).filter(state=SupervisionState.ISSUED)
    return desk.render(
        "supervision_units",
        lines=read_units(plan, counts, desk.language),
        unseen=unseen.count(),
    )


@at_the_desk(Right.SUPERVISION_READ)
def supervision_sheet(desk: Desk, sheet: int) -> HttpResponse:
    """Everything of one sheet; each button takes exactly one step."""
    row = visible(desk, sheet)
    sent, problems = None, None
    if desk.request.method == "POST":
        key = desk.request.POST.get("act", "")
        sent = offer_of(key, desk.request.POST)
        try:
            if taken(desk, row.pk, sent):
                done = f"supervision.{key}"
                return back_with(reverse("supervision_sheet", args=[row.pk]), done)
        except Refused as refusal:
            problems = desk.told(refusal)
            row = visible(desk, sheet)
    return desk.render(
        "supervision_sheet",
        CONFLICT if desk.request.method == "POST" else 200,
        reading=read_sheet(row, placed(desk).plan, desk.language, desk.by.today),
        offers=with_typed(offered(desk.by, row), sent),
        problems=problems,
    )


def visible(desk: Desk, sheet: int) -> Supervision:
    """The sheet; Http404 where it is not the person's to know."""
    rows = visible_sheets(desk.by, placed(desk).plan)
    found = rows.filter(pk=sheet).select_related("document", "proposed_by", "answered_by").first()
    if found is None:
        raise Http404(_("There is no such sheet, or it is not yours to see."))
    return found


def taken(desk: Desk, sheet: int, sent: Offer | None) -> bool:
    """Take the step of a form; False where the form itself has errors.

    Raises Denied and Refused as the actions do, and Refused for a step that there is not.
    """
    if sent is None:
        raise refused(NOT_THERE)
    if not sent.form.is_valid():
        return False
    if sent.key == "issue":
        actions.issue(desk.by, sheet)
    elif sent.key == "acknowledge":
        actions.acknowledge(desk.by, sheet)
    elif isinstance(sent.form, AskForm):
        supervision_extensions.ask(desk.by, sheet, sent.form.asked())
    elif sent.key == "answer":
        files = [named(file) for file in desk.request.FILES.getlist("files")]
        actions.answer(desk.by, sheet, Answer(text_of(sent), files))
    else:
        TEXT_STEPS[sent.key](desk.by, sheet, text_of(sent))
    return True


def text_of(sent: Offer) -> str:
    """The text of a form with one text."""
    cleaned: dict[str, Any] = getattr(sent.form, "cleaned_data", {})
    return str(cleaned.get("text", ""))


@at_the_desk(Right.SUPERVISION_ISSUE)
def supervision_new(desk: Desk) -> HttpResponse:
    """A sheet from a source that ``about`` names, or typed; without one, what could be taken up."""
    place = placed(desk)
    plan, about = place.plan, desk.request.GET.get("about", "")[:128]
    problems, known = None, None
    if about:
        try:
            known = sheet_from(desk.by, plan.code, about)
        except Refused as refusal:
            raise Http404(_("There is nothing to supervise here any more.")) from refusal
    initial = {"received_on": desk.by.today, "urgency": "ordinary"}
    form = SheetForm(
        desk.request.POST or None,
        initial=initial if known is None else initial_of(known),
        units=unit_choices(plan, desk.language),
        rule=plan.supervision,
    )
    if desk.request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(desk.by, plan.code, form.new(known, desk.by.today))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            address = reverse("supervision_sheet", args=[made.pk])
            return back_with(address, "supervision.propose")
    sources = None if about else read_sources(desk.by, place, desk.language)
    status = CONFLICT if problems or form.errors else 200
    return desk.render(
        "supervision_new", status, form=form, known=known, sources=sources, problems=problems
    )


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def supervision_paper(desk: Desk, sheet: int) -> HttpResponse:
    """The sheet as a .docx as it stands now; a draft until it is issued."""
    row = visible(desk, sheet)
    file = paper_of_sheet(row, draft=row.number is None)
    response = HttpResponse(file.content, content_type=CONTENT_TYPES["docx"])
    response.headers["Content-Disposition"] = named_download(file.name)
    audit.exported(desk.by, "supervision.docx", number=row.numbered, title=row.title)
    return response


def named_download(name: str) -> str:
    """The header that names a download."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


@require_safe
@at_the_desk(Right.SUPERVISION_READ)
def supervision_file(desk: Desk, supervision_file: int) -> HttpResponse:
    """A file of an answer, always as a download."""
    return stored_file(lambda: actions.open_file(desk.by, supervision_file))

"""Pledges: who has signed what, one pledge with what differs since, drawing up for all units."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions import pledges
from saima.actions.papers.head import usual_organ
from saima.actions.permissions import Right
from saima.actions.pledges import Signed
from saima.actions.refusals import Refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile
from saima.plan.plan import Plan
from saima.records.models import Pledge
from saima.records.queries.pledges import pledges_of
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.forms.pledges import NewPledgeForm, SidesForm, SignedForm
from saima.web.pages.board_papers import TYPES
from saima.web.pages.documents import attached
from saima.web.pages.rounds import placed
from saima.web.paging import paged
from saima.web.readings.pledges import ORDER, read_pledge, read_pledges

MOST_OTHERS = 50


@at_the_desk(Right.PLEDGE_READ)
def pledges_page(desk: Desk) -> HttpResponse:
    """Every unit with its pledge; the office draws up all that are missing, a few at a time."""
    place = placed(desk)
    posted = desk.request.POST if desk.request.method == "POST" else None
    form = SidesForm(posted, initial=usual_sides(place.plan))
    problems, left, made = None, 0, 0
    if posted is not None:
        desk.by.needs(Right.PLEDGE_KEEP)
        if form.is_valid():
            try:
                made, left = pledges.draw_up_all(desk.by, place.plan.code, form.pledging())
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                if not left:
                    return back_with(reverse("pledges"), "pledge.draw_up_all", made)
    state = desk.request.GET.get("state", "")
    state = state if state in ORDER else ""
    found = read_pledges(desk.by, place.version, place.plan, desk.language, state)
    return desk.render(
        "pledges",
        CONFLICT if problems or form.errors else 200,
        list=found,
        paged=paged(found.shown, desk.request.GET),
        state=state,
        states=ORDER,
        form=form,
        left=left,
        made=made,
        problems=problems,
    )


@at_the_desk(Right.PLEDGE_KEEP)
def pledge_new(desk: Desk) -> HttpResponse:
    """A pledge of one unit is drawn up."""
    plan = placed(desk).plan
    posted = desk.request.POST if desk.request.method == "POST" else None
    beginning = {**usual_sides(plan), "unit": desk.request.GET.get("unit", "")}
    form = NewPledgeForm(posted, initial=beginning)
    form.fields["unit"].choices = [  # type: ignore[attr-defined]
        (unit.code, unit.name(desk.language)) for unit in plan.units if unit.code != plan.city
    ]
    problems = None
    if posted is not None and form.is_valid():
        try:
            made = pledges.draw_up(desk.by, plan.code, form.pledging(form.cleaned_data["unit"]))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("pledge", args=[made.pk]), "pledge.draw_up")
    status = CONFLICT if problems or form.errors else 200
    return desk.render("pledge_new", status, form=form, problems=problems)


@at_the_desk(Right.PLEDGE_READ)
def pledge(desk: Desk, pledge: int) -> HttpResponse:
    """One pledge: what is pledged, what differs now, the signed copy."""
    row = visible(desk, pledge)
    place = placed(desk)
    posted = desk.request.method == "POST"
    sent = (desk.request.POST, desk.request.FILES) if posted else (None, None)
    form = SignedForm(sent[0], sent[1], initial={"signed_on": desk.by.today})
    problems = None
    if posted:
        desk.by.needs(Right.PLEDGE_KEEP)
        if form.is_valid():
            try:
                pledges.keep_signed(desk.by, row.pk, signed_of(form))
            except Refused as refusal:
                problems = desk.told(refusal)
            else:
                return back_with(reverse("pledge", args=[row.pk]), "pledge.sign")
    others = pledges_of(row.plan, row.unit)[:MOST_OTHERS]
    return desk.render(
        "pledge",
        CONFLICT if problems or (posted and form.errors) else 200,
        reading=read_pledge(place.version, place.plan, row, others, desk.language),
        form=form,
        problems=problems,
    )


def signed_of(form: SignedForm) -> Signed:
    """The signed copy that was sent, read no further than a file may be long."""
    file = form.cleaned_data["copy"]
    content = NamedFile(file.name or "", file.read(MOST_BYTES + 1))
    return Signed(form.cleaned_data["signed_on"], content)


@require_safe
@at_the_desk(Right.PLEDGE_READ)
def pledge_draft(desk: Desk, pledge: int) -> HttpResponse:
    """The document of a pledge as a file."""
    return handed_out(desk, pledge, signed=False)


@require_safe
@at_the_desk(Right.PLEDGE_READ)
def pledge_signed(desk: Desk, pledge: int) -> HttpResponse:
    """The signed copy as a file."""
    return handed_out(desk, pledge, signed=True)


@require_safe
@at_the_desk(Right.PLEDGE_KEEP)
def pledges_file(desk: Desk) -> HttpResponse:
    """The documents of all units' pledges in one archive."""
    try:
        file = pledges.archive(desk.by, placed(desk).plan.code)
    except Refused as refusal:
        raise Http404(_("No pledge is drawn up yet.")) from refusal
    return attached(file, TYPES["zip"])


def handed_out(desk: Desk, pledge: int, *, signed: bool) -> HttpResponse:
    """A file of a pledge, always as a download; Http404 where it is not there or not to be seen."""
    open_it = pledges.open_signed if signed else pledges.open_draft
    return stored_file(lambda: open_it(desk.by, pledge))


def visible(desk: Desk, pledge: int) -> Pledge:
    """The pledge; Http404 where it is not the person's to know."""
    rows = Pledge.objects.select_related("version", "made_by", "kept_by", "document", "signed_copy")
    row: Pledge | None = rows.filter(pk=pledge).first()
    if row is None or not desk.by.standing.may(Right.PLEDGE_READ, row.unit):
        raise Http404(_("There is no such pledge, or it is not yours to see."))
    return row


def usual_sides(plan: Plan) -> dict[str, object]:
    """What the form begins with."""
    posts = {"city_post": "组长", "unit_post": "主要负责人"}
    return {"city_side": usual_organ(plan), **posts}

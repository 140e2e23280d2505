"""Regular meetings 例会: the pack from one click, meetings that were held, their minutes."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saima.actions.meetings import hold, pack, write_minutes
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.records.models import Meeting
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.meetings import HoldForm, MinutesForm, PromiseForm, promise_forms
from saima.web.pages.rounds import placed
from saima.web.readings.meetings import periods_of, read_pack, unit_choices


@at_the_desk(Right.MEETING_READ)
def meetings(desk: Desk) -> HttpResponse:
    """The pack as it would lie on the table now, and the meetings that were held."""
    return page(desk, desk.request.GET.get("about", ""))


def page(desk: Desk, about: str, status: int = 200, **context: object) -> HttpResponse:
    """The page of meetings; ``about`` chooses the period, empty for the newest board."""
    place = placed(desk)
    gathered = None
    try:
        gathered = read_pack(
            pack(desk.by, place.plan.code, about or None), place.plan, desk.language
        )
    except Refused:
        about = ""
    rows = Meeting.objects.filter(plan=place.plan.code).order_by("-date", "-pk")
    beginning = {"date": desk.by.today, "period": about}
    return desk.render(
        "meetings",
        status,
        **{
            "pack": gathered,
            "about": about,
            "periods": periods_of(place.plan.code),
            "meetings": rows,
            "form": HoldForm(initial=beginning),
            "today": desk.by.today,
        }
        | context,
    )


@require_POST
@at_the_desk(Right.MEETING_KEEP)
def meeting_hold(desk: Desk) -> HttpResponse:
    """Keep the pack with the meeting."""
    form = HoldForm(desk.request.POST)
    about = desk.request.POST.get("period", "")
    if not form.is_valid():
        return page(desk, about, CONFLICT, form=form)
    try:
        made = hold(desk.by, placed(desk).plan.code, form.meeting())
    except Refused as refusal:
        return page(desk, about, CONFLICT, form=form, problems=desk.told(refusal))
    return back_with(reverse("meeting", args=[made.pk]), "meeting.hold")


@at_the_desk(Right.MEETING_READ)
def meeting(desk: Desk, meeting: int) -> HttpResponse:
    """A meeting with what lay on the table; its minutes are written here, once."""
    units = unit_choices(placed(desk).plan, desk.language)
    return meeting_page(desk, meeting, form=MinutesForm(), promises=promise_forms(units))


def meeting_page(desk: Desk, meeting: int, status: int = 200, **context: object) -> HttpResponse:
    """The page of one meeting."""
    place = placed(desk)
    rows = Meeting.objects.select_related("packed_by", "minuted_by")
    found = rows.filter(pk=meeting).first()
    if found is None:
        raise Http404(_("There is no such meeting."))
    return desk.render(
        "meeting",
        status,
        meeting=found,
        pack=read_pack(found.pack, place.plan, desk.language),
        made=list(found.promises.order_by("due", "unit", "pk")),
        **context,
    )


@require_POST
@at_the_desk(Right.MEETING_KEEP)
def meeting_minutes(desk: Desk, meeting: int) -> HttpResponse:
    """Write the minutes; every promise that was typed is kept with its unit."""
    typed = desk.request.POST
    form = MinutesForm(typed)
    promises = promise_forms(unit_choices(placed(desk).plan, desk.language), typed)
    wrong = [promise for promise in promises if not promise.is_valid()]
    if wrong or not form.is_valid():
        return meeting_page(desk, meeting, CONFLICT, form=form, promises=promises)
    promised = [promise.promise() for promise in promises if written(promise)]
    try:
        write_minutes(desk.by, meeting, form.cleaned_data["text"], promised)
    except Refused as refusal:
        problems = desk.told(refusal)
        return meeting_page(
            desk, meeting, CONFLICT, form=form, promises=promises, problems=problems
        )
    return back_with(reverse("meeting", args=[meeting]), "meeting.minutes", len(promised))


def written(promise: PromiseForm) -> bool:
    """Whether anything was typed into a row."""
    return promise.has_changed()

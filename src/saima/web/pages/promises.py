"""Promises: what was promised by whom until when; a unit finishes its own."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from saima.actions.meetings import finish_promise, give_promise
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.records.models import Promise
from saima.records.queries.meetings import promises_of
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.meetings import FinishForm, GiveForm
from saima.web.pages.rounds import placed
from saima.web.readings.meetings import PromiseRow, read_promises, unit_choices


@at_the_desk(Right.MEETING_READ, Right.PROMISE_ANSWER)
def promises(desk: Desk) -> HttpResponse:
    """The promises of the reader's units, or all."""
    return page(desk)


def page(desk: Desk, status: int = 200, **context: object) -> HttpResponse:
    """The page of promises."""
    lines = visible(desk)
    units = unit_choices(placed(desk).plan, desk.language)
    return desk.render(
        "promises",
        status,
        **{
            "lines": lines,
            "open": sum(line.said.done_on is None for line in lines),
            "late": sum(line.said.done_on is None and line.said.late for line in lines),
            "form": GiveForm(units),
            "today": desk.by.today,
        }
        | context,
    )


def visible(desk: Desk) -> list[PromiseRow]:
    """What the reader may see: all promises, or those of the own units."""
    place, standing = placed(desk), desk.by.standing
    own = standing.units(Right.PROMISE_ANSWER)
    rows = promises_of(place.plan.code).select_related("meeting")
    if not standing.everywhere(Right.MEETING_READ):
        rows = rows.filter(unit__in=own)
    mine = None if standing.everywhere(Right.MEETING_KEEP) else own
    return read_promises(list[Promise](rows), place.plan, desk.language, desk.by.today, mine)


@require_POST
@at_the_desk(Right.MEETING_KEEP)
def promise_give(desk: Desk) -> HttpResponse:
    """Write down a promise that was made outside of a meeting."""
    plan = placed(desk).plan
    form = GiveForm(unit_choices(plan, desk.language), desk.request.POST)
    if not form.is_valid():
        return page(desk, CONFLICT, form=form)
    try:
        give_promise(desk.by, plan.code, form.promise(), form.cleaned_data["source"])
    except Refused as refusal:
        return page(desk, CONFLICT, form=form, problems=desk.told(refusal))
    return back_with(reverse("promises"), "promise.give")


@require_POST
@at_the_desk(Right.MEETING_KEEP, Right.PROMISE_ANSWER)
def promise_finish(desk: Desk, promise: int) -> HttpResponse:
    """Say that a promise is kept, and with which result."""
    form = FinishForm(desk.request.POST)
    if not form.is_valid():
        return page(desk, CONFLICT, wrong=promise, finish=form)
    given = form.cleaned_data
    try:
        finish_promise(desk.by, promise, given["result"], given["done_on"])
    except Refused as refusal:
        return page(desk, CONFLICT, wrong=promise, finish=form, problems=desk.told(refusal))
    return back_with(reverse("promises"), "promise.finish")

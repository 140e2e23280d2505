"""All values as a list; one value: its story, and what can still be done with it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import reporting, review
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.records.models import DueState, DueValue
from saima.records.queries.remarks import askable
from saima.web.desk import Desk, at_the_desk
from saima.web.readings.value import mentioned_in, read_value
from saima.web.readings.values import read_values
from saima.web.wording.steps import STEPS


@require_safe
@at_the_desk(Right.VALUE_READ)
def values(desk: Desk) -> HttpResponse:
    """Which values are due, in which state, how late?"""
    if desk.place is None:
        return desk.render("grid_empty")
    listed = read_values(desk.by, desk.place.plan, desk.request.GET.dict(), desk.language)
    states = [(state.value, STEPS[state].word) for state in DueState]
    return desk.render("values", listed=listed, states=states)


def visible_value(desk: Desk, due: int) -> DueValue:
    """The value, if the person may see it; Http404 for others, as if it did not exist."""
    rows = DueValue.objects.filter(desk.by.standing.visible(), pk=due)
    found = rows.select_related("round__version").first()
    if found is None:
        raise Http404(_("There is no such value, or it is not yours to see."))
    return found


@require_safe
@at_the_desk(Right.VALUE_READ)
def value(desk: Desk, due: int) -> HttpResponse:
    """What happened to this value?"""
    return page(desk, visible_value(desk, due))


def page(
    desk: Desk, due: DueValue, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The value's page, with what was refused."""
    problems = desk.told(refusal) if refusal else []
    reading = read_value(desk.by, due, desk.language)
    text = desk.request.POST.get("text", "")
    return desk.render("value", status, due=due, reading=reading, problems=problems, text=text)


@require_POST
@at_the_desk(Right.VALUE_COMMENT)
def comment(desk: Desk, due: int) -> HttpResponse:
    """Say something about a value; ``@name`` asks somebody."""
    found = visible_value(desk, due)
    text = desk.request.POST.get("text", "")
    people = mentioned_in(text, askable(found, desk.by.today))
    try:
        review.comment(desk.by, due, text, people)
    except Refused as refusal:
        return page(desk, found, refusal, status=422)
    return redirect(reverse("value", args=[due]) + "#comments")


@require_POST
@at_the_desk(Right.VALUE_REPORT)
def withdraw(desk: Desk, due: int) -> HttpResponse:
    """Take a reported value back before it is approved."""
    found = visible_value(desk, due)
    try:
        reporting.withdraw(desk.by, due, desk.request.POST.get("reason", ""))
    except Refused as refusal:
        return page(desk, found, refusal, status=409)
    messages.success(desk.request, _("The value is taken back; it is due again."))
    return redirect("value", due)

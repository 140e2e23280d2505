"""Consequences: the register, one with its proof and its steps, what stands against a unit."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from saima.actions import consequences as decisions
from saima.actions import measures
from saima.actions.against import standing_against
from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.plan.heirs import heir
from saima.records.models import Consequence
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.forms.consequences import ItemForms, MeasureForm
from saima.web.pages.rounds import placed
from saima.web.readings.against import adjustments_against
from saima.web.readings.consequences import may_read, read_consequence, read_lines, read_register
from saima.web.readings.offers import Offer, form_of, offered

Step = Callable[[By, int, Any], object]


@at_the_desk(Right.CONSEQUENCE_READ)
def consequences(desk: Desk) -> HttpResponse:
    """Everything the rules proposed; the office lets them look at the sealed boards again."""
    place = placed(desk)
    problems = None
    if desk.request.POST.get("act") == "propose":
        try:
            found = decisions.propose(desk.by, place.plan.code)
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            count = sum(map(len, (found.new, found.void, found.flagged, found.lapsed)))
            return back_with(reverse("consequences"), "consequence.propose", count)
    register = read_register(desk.by, place.plan, desk.language)
    status = CONFLICT if problems else 200
    return desk.render("consequences", status, register=register, problems=problems)


@at_the_desk(Right.CONSEQUENCE_READ)
def consequence(desk: Desk, consequence: int) -> HttpResponse:
    """The proof, the ladder and the story of one; each button takes exactly one step."""
    row = visible(desk, consequence)
    plan = placed(desk).plan
    reading = read_consequence(desk.by, plan, row, desk.language)
    answers = heir(plan, row.unit)
    sent, problems = None, None
    if desk.request.method == "POST":
        key = desk.request.POST.get("act", "")
        sent = form_of(key, reading, desk.request.POST, desk.by.today)
        try:
            if taken(desk.by, row.pk, key, sent):
                return back_with(reverse("consequence", args=[row.pk]), done_code(key))
        except Refused as refusal:
            problems = desk.told(refusal)
    offers = offered(desk.by, reading, answers, desk.by.today)
    return desk.render(
        "consequence",
        CONFLICT if desk.request.method == "POST" else 200,
        reading=reading,
        offers=with_typed(offers, sent),
        problems=problems,
        may_apply=row.state in ("proposed", "confirmed")
        and desk.by.standing.may(Right.TOLERANCE_APPLY, answers),
    )


def visible(desk: Desk, consequence: int) -> Consequence:
    """The consequence; Http404 where it is not the person's to know."""
    rows = Consequence.objects.select_related("version", "decided_by", "replaces")
    row = rows.filter(pk=consequence).first()
    if row is None or not may_read(desk.by, placed(desk).plan, row):
        raise Http404(_("There is no such consequence, or it is not yours to see."))
    return row


def with_typed(offers: list[Offer], sent: Offer | None) -> list[Offer]:
    """The form that was sent with what was typed, even where it is no longer offered."""
    if sent is None:
        return offers
    if all(one.key != sent.key for one in offers):
        return [sent, *offers]
    return [sent if one.key == sent.key else one for one in offers]


def taken(by: By, consequence: int, key: str, sent: Offer | None) -> bool:
    """Take the step of a form; False where the form itself has errors.

    Raises Denied and Refused as the actions do, and Refused for a step that there is not.
    """
    kind, _dot, rest = key.partition(".")
    if sent is None:
        raise refused(NOT_THERE)
    if not sent.form.is_valid():
        return False
    if isinstance(sent.form, ItemForms):
        measures.plan_rectification(by, consequence, sent.form.items())
    elif isinstance(sent.form, MeasureForm):
        measures.take_measure(by, consequence, sent.form.new())
    elif kind == "finish":
        given = sent.form.cleaned_data
        measures.finish_item(by, int(rest), given["text"], given["done_on"])
    else:
        TEXT_STEPS[kind](by, consequence, text_of(sent.form))
    return True


def text_of(form: forms.Form) -> str:
    """The text of a form with one text."""
    return str(form.cleaned_data["text"])


TEXT_STEPS: Mapping[str, Step] = {
    "confirm": decisions.confirm,
    "decline": decisions.decline,
    "keep": decisions.keep,
    "withdraw": decisions.withdraw,
    "verify": measures.verify,
    "return": measures.send_back,
    "close": measures.close,
}


def done_code(key: str) -> str:
    """What was done, as the page that follows says it."""
    return f"consequence.{key.partition('.')[0]}"


@at_the_desk(Right.CONSEQUENCE_READ)
def against(desk: Desk, unit: str) -> HttpResponse:
    """What stands against a unit and until when, and what was taken off its points."""
    place = placed(desk)
    known = place.plan.unit_by_code.get(unit)
    if known is None:
        raise Http404(_("The plan has no unit “%(code)s”.") % {"code": unit})
    stands = standing_against(desk.by, place.plan.code, unit)
    rows = {one.consequence.pk: one.consequence for one in stands if one.consequence}
    lines = read_lines(desk.by, place.plan, rows.values(), desk.language)
    words = {line.row.pk: line for line in lines}
    return desk.render(
        "against",
        unit=known,
        standing=[(one, one.consequence and words[one.consequence.pk]) for one in stands],
        deductions=adjustments_against(place.plan, unit),
        may_apply=desk.by.standing.may(Right.TOLERANCE_APPLY, unit),
    )

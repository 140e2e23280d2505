"""One objection: its story, the effect of upholding it, and every step that it can take."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saima.actions import objections as actions
from saima.actions.effects import effect
from saima.actions.given import Given
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.rulings import Verdict, rule
from saima.actions.typed import is_empty, read_typed
from saima.plan.problems import Problems
from saima.plan.tree import Indicator
from saima.records.models import Objection, Ruled
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.exports.stored import stored_file
from saima.web.pages.evidence import sent
from saima.web.readings.effect import EffectReading, read_effect
from saima.web.readings.objection import Reading, first_texts, read_objection
from saima.web.readings.objections import readable, with_versions
from saima.web.wording.refusals import Told


def visible_objection(desk: Desk, objection: int) -> Objection:
    """The objection, if the person may read it; Http404 for others, as if it did not exist."""
    units = readable(desk.by)
    rows = with_versions(Objection.objects.filter(pk=objection))
    found = (rows if units is None else rows.filter(unit__in=units)).first()
    if found is None:
        raise Http404(_("There is no such objection, or it is not yours to see."))
    return found


@require_safe
@at_the_desk(Right.OBJECTION_READ)
def objection(desk: Desk, objection: int) -> HttpResponse:
    """What is disputed, what happened, and what would follow?"""
    return page(desk, visible_objection(desk, objection))


def page(desk: Desk, found: Objection, refusal: Refused | None = None) -> HttpResponse:
    """The page of an objection; after a refusal with everything that was typed."""
    reading = read_objection(desk.by, found, desk.language)
    typed = (desk.request.POST if refusal else desk.request.GET).dict()
    context: dict[str, Any] = {"texts": {}, "effect": None, "untried": []}
    if reading.may_rule and reading.indicator is not None:
        context["texts"] = first_texts(reading, typed)
        context["effect"], context["untried"] = tried(desk, reading, context["texts"])
    return desk.render(
        "objection",
        CONFLICT if refusal else 200,
        reading=reading,
        typed=typed,
        problems=desk.told(refusal) if refusal else None,
        choices=[choice for choice in Ruled.choices if offered(choice[0], reading, context)],
        **context,
    )


def offered(ruled: str, reading: Reading, context: dict[str, Any]) -> bool:
    """Whether a ruling can be made here: nothing is upheld whose effect was not seen."""
    return ruled == Ruled.REJECTED or reading.indicator is None or context["effect"] is not None


def tried(
    desk: Desk, reading: Reading, texts: dict[str, str]
) -> tuple[EffectReading | None, list[Told]]:
    """The effect of the numbers, or why there is none; neither without any numbers."""
    if reading.indicator is None or not any(texts.values()):
        return None, []
    try:
        given = given_of(reading.indicator, texts)
        return read_effect(effect(desk.by, reading.objection.pk, given), desk.language), []
    except Refused as refusal:
        return None, desk.told(refusal)


def given_of(indicator: Indicator, texts: dict[str, str]) -> Given | None:
    """The numbers as typed; None without any. Raises Refused for texts that are no numbers."""
    if is_empty(indicator, texts):
        return None
    try:
        return read_typed(indicator, texts)
    except Problems as found:
        raise Refused(list(found.problems)) from found


def step(
    desk: Desk, objection: int, take: Callable[[Objection], object], done: str
) -> HttpResponse:
    """Take a step and show the objection again, with what was refused."""
    found = visible_objection(desk, objection)
    try:
        take(found)
    except Refused as refusal:
        return page(desk, visible_objection(desk, objection), refusal)
    return back_with(reverse("objection", args=[objection]), done)


@require_POST
@at_the_desk(Right.OBJECTION_DECIDE, Right.OBJECTION_APPEAL_DECIDE)
def objection_rule(desk: Desk, objection: int) -> HttpResponse:
    """Rule for the instance that has the objection now."""
    return step(
        desk,
        objection,
        lambda found: rule(desk.by, found.pk, verdict(desk, found)),
        "objection.rule",
    )


def verdict(desk: Desk, found: Objection) -> Verdict:
    """The ruling of the form; a rejection leaves the numbers out. Raises Refused."""
    typed = desk.request.POST.dict()
    if typed.get("ruled") not in Ruled.values:
        raise refused(NOT_THERE)
    ruled = Ruled(typed["ruled"])
    reading = read_objection(desk.by, found, desk.language)
    given = None
    if reading.indicator is not None and ruled != Ruled.REJECTED:
        given = given_of(reading.indicator, {name: typed.get(name, "") for name in reading.asks})
    return Verdict(ruled, typed.get("reasons", ""), given)


@require_POST
@at_the_desk(Right.OBJECTION_FILE)
def objection_appeal(desk: Desk, objection: int) -> HttpResponse:
    """Go to the leading group with an answer."""
    reason = desk.request.POST.get("reason", "")
    return step(
        desk, objection, lambda found: actions.appeal(desk.by, found.pk, reason), "objection.appeal"
    )


@require_POST
@at_the_desk(Right.OBJECTION_FILE)
def objection_withdraw(desk: Desk, objection: int) -> HttpResponse:
    """Take an objection back."""
    return step(
        desk, objection, lambda found: actions.withdraw(desk.by, found.pk), "objection.withdraw"
    )


@require_POST
@at_the_desk(Right.OBJECTION_FILE)
def objection_attach(desk: Desk, objection: int) -> HttpResponse:
    """Send a file after an objection or with an appeal."""
    return step(
        desk,
        objection,
        lambda found: actions.attach(desk.by, found.pk, *sent(desk)),
        "objection.attach",
    )


@require_safe
@at_the_desk(Right.OBJECTION_READ)
def objection_file(desk: Desk, objection_file: int) -> HttpResponse:
    """A file, always as a download; 404 where its objection may not be read."""
    return stored_file(lambda: actions.open_file(desk.by, objection_file))

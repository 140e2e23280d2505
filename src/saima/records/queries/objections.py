"""Objections found: what is to be ruled, what holds a seal up, and rulings by their words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from saima.records.models import Objection, ObjectionFile, ObjectionState, Ruling
from saima.records.models.objections import TO_RULE


@dataclass(frozen=True)
class RulingSearch:
    """What is looked for; what is left empty is not asked. ``units`` None: of any unit.

    Every word of ``text`` stands in the reasons of the ruling, of the objection or of the appeal.
    """

    text: str = ""
    plan: str = ""
    unit: str = ""
    code: str = ""
    ruled: str = ""
    instance: int | None = None
    units: tuple[str, ...] | None = None


def rulings(wanted: RulingSearch | None = None) -> QuerySet[Ruling]:
    """The rulings that fit, with their objections, the newest first."""
    wanted = wanted or RulingSearch()
    conditions = {
        "objection__board__plan": wanted.plan,
        "objection__unit": wanted.unit,
        "objection__code": wanted.code,
        "ruled": wanted.ruled,
        "instance": wanted.instance,
        "objection__unit__in": wanted.units,
    }
    asked = {name: value for name, value in conditions.items() if value not in (None, "")}
    found = Ruling.objects.filter(**asked)
    for word in wanted.text.split():
        found = found.filter(
            Q(reasons__icontains=word)
            | Q(objection__reason__icontains=word)
            | Q(objection__appeal_reason__icontains=word)
        )
    return found.select_related("objection__board", "by", "led_to", "entry").order_by("-at", "-id")


def objections(plan: str | None, units: tuple[str, ...] | None = None) -> QuerySet[Objection]:
    """All objections of a plan (None: of all; ``units``: of these only), the newest first."""
    found = Objection.objects.select_related("board", "filed_by")
    found = found if plan is None else found.filter(board__plan=plan)
    return (found if units is None else found.filter(unit__in=units)).order_by("-filed_at", "-id")


def to_rule(plan: str, state: ObjectionState | None = None) -> QuerySet[Objection]:
    """What waits for a ruling (``state``: of the first or second instance), the most urgent first.

    Those with ``due`` before today are overdue.
    """
    states = TO_RULE if state is None else (state,)
    found = Objection.objects.filter(board__plan=plan, state__in=states)
    return found.select_related("board", "filed_by").order_by("due", "id")


@dataclass(frozen=True)
class EditionKey:
    """All drafts of one edition of a period."""

    plan: str
    period: str
    edition: int


def unsettled(key: EditionKey, today: date, *, appeals_wait: bool) -> QuerySet[Objection]:
    """What holds up the seal of an edition, whichever of its drafts it was filed against.

    ``appeals_wait``: also answers that can still be appealed.
    """
    waiting = Q(state__in=TO_RULE)
    if appeals_wait:
        waiting |= Q(state=ObjectionState.ANSWERED, appeal_until__gte=today)
    return Objection.objects.filter(
        waiting, board__plan=key.plan, board__period=key.period, board__edition=key.edition
    )


@dataclass(frozen=True)
class ObjectionStory:
    """An objection with its files and rulings, oldest first."""

    objection: Objection
    files: list[ObjectionFile]
    rulings: list[Ruling]


def story(objection: Objection) -> ObjectionStory:
    """Everything that belongs to an objection."""
    files = ObjectionFile.objects.filter(objection=objection).select_related("stored", "by")
    ruled = Ruling.objects.filter(objection=objection).select_related("by", "entry", "led_to")
    return ObjectionStory(objection, list(files.order_by("id")), list(ruled.order_by("instance")))

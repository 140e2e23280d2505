"""Supervision sheets: lists, counts by colour and level, and what their messages say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from saima.records.models import (
    Instruction,
    SuperiorDecision,
    Supervision,
    SupervisionState,
)
from saima.records.models.supervision import OPEN_SHEET

OVER = (SupervisionState.WRITTEN_OFF, SupervisionState.WITHDRAWN)


def sheets(plan: str, units: Collection[str] | None = None) -> QuerySet[Supervision]:
    """The sheets of a plan; ``units``: only what these units lead or help with."""
    rows = Supervision.objects.filter(plan=plan)
    return rows if units is None else named_on(rows, units)


def named_on(rows: QuerySet[Supervision], units: Collection[str]) -> QuerySet[Supervision]:
    """The sheets that these units lead or help with; proposals are nobody's business yet."""
    helping = Q()
    for unit in sorted(units):
        helping |= Q(helpers__contains=f'"{unit}"')
    listed = rows.annotate(helpers=Cast("co_units", TextField()))
    mine = Q(unit__in=sorted(units)) | helping
    return listed.filter(mine).exclude(state=SupervisionState.PROPOSED).exclude(number=None)


def open_sheet(plan: str, cause: str) -> Supervision | None:
    """The sheet of a cause that is not over."""
    return Supervision.objects.filter(plan=plan, cause=cause).exclude(state__in=OVER).first()


def told_of_a_sheet(sheet: Supervision) -> dict[str, object]:
    """The facts that every message about a sheet carries."""
    return {
        "key": sheet.pk,
        "title": sheet.title,
        "unit": sheet.unit,
        "number": sheet.numbered,
        "due": sheet.due,
        "colour": sheet.colour,
        "level": sheet.level,
    }


@dataclass(frozen=True)
class OpenCounts:
    """How many sheets are open, by colour and by level; ``late`` are past their day."""

    count: int
    colours: Mapping[str, int]
    levels: Mapping[int, int]
    late: int
    answered: int


def open_counts(rows: QuerySet[Supervision], today: date) -> OpenCounts:
    """Count the open ones of ``rows``, in one query."""
    found = rows.filter(state__in=OPEN_SHEET).order_by()
    groups = found.values("colour", "level", "state").annotate(
        count=Count("pk"), late=Count("pk", filter=Q(due__lt=today))
    )
    colours: dict[str, int] = {}
    levels: dict[int, int] = {}
    late = answered = 0
    for group in groups:
        colours[group["colour"]] = colours.get(group["colour"], 0) + group["count"]
        levels[group["level"]] = levels.get(group["level"], 0) + group["count"]
        if group["state"] == SupervisionState.ANSWERED:
            answered += group["count"]
        else:
            late += group["late"]
    return OpenCounts(sum(colours.values()), colours, levels, late, answered)


@dataclass(frozen=True)
class UnitCounts:
    """How a unit deals with its sheets; ``hours`` until it acknowledged, on average (S61).

    ``unseen``: issued and not acknowledged; ``on_time`` and ``late`` are over or answered, late
    also open ones past their day; ``returned`` counts answers that went back.
    """

    unit: str
    issued: int
    unseen: int
    hours: float | None
    on_time: int
    late: int
    returned: int


def unit_counts(rows: QuerySet[Supervision], today: date) -> list[UnitCounts]:
    """The counts of every unit that has an issued sheet, in two queries.

    A sheet is on time by the day of the answer that counts now, in the city's time.
    """
    issued = rows.exclude(number=None).exclude(state=SupervisionState.WITHDRAWN).order_by()
    answered = Q(answered_at__date__isnull=False)
    settled = Q(state__in=[SupervisionState.ANSWERED, SupervisionState.WRITTEN_OFF])
    groups = issued.values("unit").annotate(
        issued=Count("pk"),
        unseen=Count("pk", filter=Q(state=SupervisionState.ISSUED)),
        on_time=Count("pk", filter=settled & answered & Q(answered_at__date__lte=F("due"))),
        late=Count(
            "pk",
            filter=(settled & Q(answered_at__date__gt=F("due"))) | (~settled & Q(due__lt=today)),
        ),
    )
    returned = returns_by_unit(issued)
    hours = hours_by_unit(issued)
    return [
        UnitCounts(
            group["unit"],
            group["issued"],
            group["unseen"],
            hours.get(group["unit"]),
            group["on_time"],
            group["late"],
            returned.get(group["unit"], 0),
        )
        for group in groups.order_by("-late", "-unseen", "unit")
    ]


def returns_by_unit(rows: QuerySet[Supervision]) -> dict[str, int]:
    """How many answers of each unit went back."""
    groups = rows.filter(steps__act="return").values("unit").annotate(count=Count("steps"))
    return {group["unit"]: group["count"] for group in groups}


def hours_by_unit(rows: QuerySet[Supervision]) -> dict[str, float]:
    """Hours from the issue of a sheet to its acknowledgement, on average by unit."""
    taken: dict[str, list[float]] = {}
    issued = rows.filter(steps__act="issue").exclude(acknowledged_at=None)
    for unit, at, seen in issued.values_list("unit", "steps__at", "acknowledged_at"):
        if seen is None:
            continue
        taken.setdefault(unit, []).append((seen - at).total_seconds() / 3600)
    return {unit: sum(found) / len(found) for unit, found in taken.items()}


def instructions_on(plan: str, abouts: Iterable[str]) -> QuerySet[Instruction]:
    """The instructions on these things, the newest first."""
    rows = Instruction.objects.filter(plan=plan, about__in=list(abouts))
    return rows.select_related("by", "sheet").order_by("-at", "-id")


def decisions(plan: str) -> QuerySet[SuperiorDecision]:
    """The superiors' decisions of a plan's year, the newest first."""
    return SuperiorDecision.objects.filter(plan=plan).order_by("-received_on", "-id")


def parts_of(plan: str, decided: Iterable[int]) -> dict[int, list[Supervision]]:
    """The sheets that each decision was split into, oldest first; one query."""
    abouts = {f"decision:{key}": key for key in decided}
    found: dict[int, list[Supervision]] = {key: [] for key in abouts.values()}
    for sheet in Supervision.objects.filter(plan=plan, about__in=abouts).order_by("id"):
        found[abouts[sheet.about]].append(sheet)
    return found

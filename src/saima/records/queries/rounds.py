"""The months that were opened, and how far each has come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from saima.records.models import (
    DueState,
    DueValue,
    Extension,
    Review,
    Role,
    Round,
    RoundState,
)
from saima.records.queries.posts import on_day


def rounds(plan: str) -> QuerySet[Round]:
    """All rounds of a plan, the newest month first."""
    return Round.objects.filter(plan=plan).select_related("version").order_by("-month")


def round_of(plan: str, month: str) -> Round | None:
    """The round of a month, or None."""
    return rounds(plan).filter(month=month).first()


def open_rounds() -> QuerySet[Round]:
    """The rounds that still take values, the oldest first."""
    found = Round.objects.filter(state=RoundState.OPEN).select_related("version")
    return found.order_by("month")


@dataclass(frozen=True)
class Progress:
    """The four facts of a round, counted; ``asked`` values in all."""

    asked: int
    reported: int
    complete: int
    accepted: int
    late: int
    returned: int


def progress(opened: Round, today: date) -> dict[str, Progress]:
    """How far each reporting unit has come, by unit code; one query."""
    until = Coalesce(F("extended_to"), F("due_on"))
    overdue = Q(reported_at__isnull=True, until__lt=today)
    reported_late = Q(reported_at__date__gt=F("until"))
    rows = (
        DueValue.objects.filter(round=opened)
        .annotate(until=until)
        .values("reporter")
        .annotate(
            asked=Count("id"),
            reported=Count("id", filter=Q(reported_at__isnull=False)),
            full=Count("id", filter=Q(complete=True)),
            accepted=Count("id", filter=Q(accepted_at__isnull=False)),
            late=Count("id", filter=overdue | reported_late),
            returned=Count("id", filter=Q(state=DueState.RETURNED)),
        )
        .order_by("reporter")
    )
    return {
        row["reporter"]: Progress(
            row["asked"],
            row["reported"],
            row["full"],
            row["accepted"],
            row["late"],
            row["returned"],
        )
        for row in rows
    }


def without_reporter(opened: Round, today: date) -> list[str]:
    """Units that have values to report and nobody who may report them (S47)."""
    covered = on_day(today).filter(role=Role.REPORTER).values("unit")
    rows = DueValue.objects.filter(round=opened).exclude(reporter__in=covered)
    return list(rows.values_list("reporter", flat=True).distinct().order_by("reporter"))


@dataclass(frozen=True)
class Story:
    """Everything that was decided about one due value, oldest first."""

    reviews: list[Review]
    extensions: list[Extension]


def story(due: DueValue) -> Story:
    """The reviews and extensions of a due value, with their people."""
    reviews = Review.objects.filter(due_value=due).select_related("by", "submission")
    extensions = Extension.objects.filter(due_value=due).select_related("granted_by")
    return Story(list(reviews.order_by("id")), list(extensions.order_by("id")))

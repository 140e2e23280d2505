"""What stands in the ledger of a plan: how far it has come, and the rows as of a moment."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from saima.records.models import Adjustment, Entry, Target


@dataclass(frozen=True)
class Mark:
    """The last row of every table that feeds a board; equal marks mean equal boards."""

    entry: int
    target: int
    adjustment: int


def ledger_mark(plan: str) -> Mark:
    """The mark of ``plan`` now; walks each table from its end, so it stays quick."""
    entry, target, adjustment = (
        model._default_manager.filter(plan=plan)
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
        or 0
        for model in (Entry, Target, Adjustment)
    )
    return Mark(entry, target, adjustment)


def last_recorded(plan: str) -> datetime | None:
    """When the last entry of ``plan`` was recorded, or None."""
    moments = Entry.objects.filter(plan=plan).order_by("-recorded_at")
    moment: datetime | None = moments.values_list("recorded_at", flat=True).first()
    return moment


def last_month(plan: str, year: int) -> str | None:
    """The latest month of ``year`` that anybody reported, as ``2021-06``, or None."""
    months = Entry.objects.filter(plan=plan, period__startswith=f"{year}-").order_by("-period")
    month: str | None = months.values_list("period", flat=True).first()
    return month


def entries_as_of(plan: str, moment: datetime | None = None) -> QuerySet[Entry]:
    """Entries of ``plan`` recorded up to ``moment`` (None: all), oldest first."""
    rows = Entry.objects.filter(plan=plan).order_by("recorded_at", "id")
    return rows if moment is None else rows.filter(recorded_at__lte=moment)


def targets_as_of(plan: str, moment: datetime | None = None) -> QuerySet[Target]:
    """Targets of ``plan`` recorded up to ``moment`` (None: all), oldest first."""
    rows = Target.objects.filter(plan=plan).order_by("recorded_at", "id")
    return rows if moment is None else rows.filter(recorded_at__lte=moment)


def adjustments_as_of(plan: str, moment: datetime | None = None) -> QuerySet[Adjustment]:
    """Adjustments of ``plan`` that count at ``moment`` (None: now), oldest first.

    What a later row reverses counts until that row was recorded; the reversing row counts nothing.
    """
    rows = Adjustment.objects.filter(plan=plan, reverses=None).order_by("recorded_at", "id")
    reversals = Adjustment.objects.filter(plan=plan, reverses__isnull=False)
    if moment is not None:
        rows = rows.filter(recorded_at__lte=moment)
        reversals = reversals.filter(recorded_at__lte=moment)
    return rows.exclude(id__in=reversals.values("reverses"))


def entries_of(plan: str, indicator: str, unit: str, period: str) -> QuerySet[Entry]:
    """Every entry of one value, the latest first."""
    found = Entry.objects.filter(plan=plan, indicator=indicator, unit=unit, period=period)
    return found.order_by("-recorded_at", "-id")

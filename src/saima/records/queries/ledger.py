"""What stands in the ledger of a plan: how far it has come, and the rows as of a moment."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from saima.records.keeping import Keeper
from saima.records.models import Adjustment, Entry, PlanVersion, Target

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""Earlier than any row; stands for all moments at which there was none."""


@dataclass(frozen=True)
class Mark:
    """The last row of every table that feeds a board, and how many ``rows`` they have together.

    Equal marks mean equal boards. The last number alone would not do, because of two rows that are
    added at once the lower one may come into sight later; nor would the count, because a row that
    was taken back may be followed by another one.
    """

    entry: int
    target: int
    adjustment: int
    rows: int = 0


MARKS: Keeper[Mark] = Keeper(16)


def ledger_mark(plan: str) -> Mark:
    """The mark of ``plan`` now; every page asks for it, so it is kept."""
    return MARKS.now(plan, lambda: counted_mark(plan))


def counted_mark(plan: str) -> Mark:
    """As ``ledger_mark``, in one query.

    Nothing is marked without a published version, because nothing is scored then.
    """

    def of(rows: QuerySet[Any], what: Count | Max) -> Coalesce:
        found = rows.order_by().values("plan").annotate(found=what)
        return Coalesce(Subquery(found.values("found")), 0)

    entry, target, adjustment = (of(rows, Max("pk")) for rows in tables(plan))
    first, *others = (of(rows, Count("pk")) for rows in tables(plan))
    versions = PlanVersion.objects.filter(code=plan).annotate(
        entry=entry, target=target, adjustment=adjustment, rows=sum(others, start=first)
    )
    found = versions.values_list("entry", "target", "adjustment", "rows").first()
    return Mark(*found) if found else Mark(0, 0, 0)


def tables(plan: str) -> tuple[QuerySet[Any], ...]:
    """The rows of every table that feeds a board."""
    models = (Entry, Target, Adjustment)
    return tuple(model._default_manager.filter(plan=plan) for model in models)


@dataclass(frozen=True)
class Reach:
    """How far a ledger had come: when its newest entry was recorded, and its latest month."""

    recorded_at: datetime | None = None
    month: str | None = None


REACHED: Keeper[Reach] = Keeper(64)


def reach(plan: str, year: int, moment: datetime | None = None) -> Reach:
    """How far the ledger of ``plan`` had come at ``moment`` (None: now); one query, kept.

    Values counted from the records say nothing of how far the reports have come.
    """
    return REACHED.now((plan, year, moment), lambda: read_reach(plan, year, moment))


def read_reach(plan: str, year: int, moment: datetime | None) -> Reach:
    """As ``reach``, out of the records."""
    rows = Entry.objects.filter(plan=plan)
    if moment is not None:
        rows = rows.filter(recorded_at__lte=moment)
    reported = rows.filter(period__startswith=f"{year}-", derived__isnull=True)
    months = reported.order_by("-period")
    newest = rows.order_by("-recorded_at").annotate(month=Subquery(months.values("period")[:1]))
    found = newest.values_list("recorded_at", "month").first()
    return Reach(*found) if found else Reach()


def last_change(plan: str, moment: datetime) -> datetime | None:
    """The moment of the newest row up to ``moment``; None where no row of ``plan`` is later.

    Two moments with the same answer have the same boards. Before the first row: the oldest date.
    One query; nothing is later without a published version, because nothing is scored then.
    """

    def newest(rows: QuerySet[Any]) -> Subquery:
        before = rows.filter(recorded_at__lte=moment).order_by("-recorded_at")
        return Subquery(before.values("recorded_at")[:1])

    versions = PlanVersion.objects.filter(code=plan).annotate(
        **{f"newest_{place}": newest(rows) for place, rows in enumerate(tables(plan))},
        **{
            f"later_{place}": Exists(rows.filter(recorded_at__gt=moment))
            for place, rows in enumerate(tables(plan))
        },
    )
    names = [f"{what}_{place}" for what in ("newest", "later") for place in range(3)]
    found = versions.values_list(*names).first()
    if found is None or not any(found[3:]):
        return None
    return max((at for at in found[:3] if at is not None), default=BEFORE_ALL)


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

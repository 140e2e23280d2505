"""Applications for fault tolerance as their register lists them."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, QuerySet

from saima.records.models import FaultTolerance


def applications(plan: str, units: Collection[str] | None = None) -> QuerySet[FaultTolerance]:
    """The applications of a plan, the newest first; ``units``: only those of these units."""
    about = Q(consequence__plan=plan) | Q(adjustment__plan=plan)
    rows = FaultTolerance.objects.filter(about)
    mine = rows if units is None else rows.filter(unit__in=sorted(units))
    return mine.order_by("-applied_at", "-pk")


def by_state(rows: QuerySet[FaultTolerance]) -> Mapping[str, int]:
    """How many of the applications are in each state; one query."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))

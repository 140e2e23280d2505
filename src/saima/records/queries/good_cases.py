"""Good cases as they are listed: published ones for everybody, others for those they concern."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from saima.records.models import GoodCase, GoodCaseState


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty is not asked. ``text`` stands in title or summary."""

    state: str = ""
    unit: str = ""
    contest: str = ""
    text: str = ""


def visible(plan: str, units: Collection[str] | None) -> QuerySet[GoodCase]:
    """The cases of a plan that somebody may see: all with ``units`` None, else their units'."""
    rows = GoodCase.objects.filter(plan=plan)
    if units is None:
        return rows
    return rows.filter(Q(state=GoodCaseState.PUBLISHED) | Q(unit__in=units))


def wanted_cases(rows: QuerySet[GoodCase], wanted: Wanted) -> QuerySet[GoodCase]:
    """Those that are looked for, the newest first."""
    asked = {"state": wanted.state, "unit": wanted.unit, "contest": wanted.contest}
    found = rows.filter(**{name: value for name, value in asked.items() if value})
    if wanted.text:
        found = found.filter(Q(title__icontains=wanted.text) | Q(summary__icontains=wanted.text))
    return found.select_related("bonus").order_by("-published_at", "-pk")


def by_state(rows: QuerySet[GoodCase]) -> dict[str, int]:
    """How many there are in each state."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def published_of(plan: str, unit: str, most: int) -> list[GoodCase]:
    """The newest published cases of a unit."""
    rows = GoodCase.objects.filter(plan=plan, unit=unit, state=GoodCaseState.PUBLISHED)
    return list(rows.select_related("bonus").order_by("-published_at", "-pk")[:most])

"""Ranks that superiors gave: as the ledger has them, with the document of the register (S8)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from saima.plan.periods import Period
from saima.records.models import Entry, SuperiorRank


@dataclass(frozen=True)
class GivenRank:
    """A place of the whole body; ``rank`` None: withheld. ``document`` may not be registered."""

    indicator: str
    period: Period
    rank: int | None
    field: int
    entry: int
    document: str = ""


def given_ranks(
    plans: Collection[str], unit: str, indicators: Collection[str]
) -> dict[str, list[GivenRank]]:
    """The newest rank of every period by indicator, oldest first; ``unit`` is the whole body."""
    rows = Entry.objects.filter(plan__in=plans, unit=unit, indicator__in=indicators)
    newest: dict[tuple[str, Period], Entry] = {}
    for entry in rows.order_by("recorded_at", "id"):
        newest[entry.indicator, Period.parse(entry.period)] = entry
    documents = dict(
        SuperiorRank.objects.filter(entry__in=[entry.pk for entry in newest.values()])
        .order_by("id")
        .values_list("entry_id", "document")
    )
    found: dict[str, list[GivenRank]] = {code: [] for code in indicators}
    for (indicator, period), entry in sorted(newest.items(), key=lambda item: item[0][1]):
        found[indicator].append(
            GivenRank(
                indicator,
                period,
                None if entry.value is None else int(entry.value),
                entry.field or 0,
                entry.pk,
                documents.get(entry.pk, ""),
            )
        )
    return found


def register(plan: str) -> QuerySet[SuperiorRank]:
    """The register of a plan, revisions included: by indicator and period, the newest last."""
    rows = SuperiorRank.objects.filter(plan=plan).select_related("entry", "file", "by")
    return rows.order_by("indicator", "period", "id")


def newest_rank(plan: str, indicator: str, period: str) -> SuperiorRank | None:
    """The row of the register that counts, or None."""
    rows = SuperiorRank.objects.filter(plan=plan, indicator=indicator, period=period)
    return rows.filter(replaced_by=None).order_by("-id").first()

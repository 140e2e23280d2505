"""Readings that the ledger has of units and indicators, for the cells beside which they stand."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.records.models import Entry

Pair = tuple[str, str]
"""Unit and indicator."""

Key = tuple[str, str, str]
"""Unit, indicator and period."""

PARTS = ("value", "numerator", "denominator", "field")
NAMES = ("unit", "indicator", "period", *PARTS)


def readings(
    plan: str, pairs: Collection[Pair], periods: Collection[str] | None = None
) -> dict[Key, Reading]:
    """The latest reading of every period of these pairs (``periods`` None: of all periods).

    One query, however many pairs; what was accepted as not applicable is left out.
    """
    rows = latest_rows(plan, pairs)
    if periods is not None:
        rows = rows.filter(period__in=periods)
    wanted = set(pairs)
    found: dict[Key, Reading] = {}
    for unit, indicator, period, *parts in rows.values_list(*NAMES).iterator(chunk_size=5000):
        if (unit, indicator) in wanted:
            found[unit, indicator, period] = Reading(*parts)
    return {key: reading for key, reading in found.items() if reading != Reading()}


def latest_rows(plan: str, pairs: Iterable[Pair]) -> QuerySet[Entry]:
    """Entries of the units and indicators of these pairs, later ones last."""
    units, indicators = {unit for unit, _ in pairs}, {indicator for _, indicator in pairs}
    rows = Entry.objects.filter(plan=plan, unit__in=units, indicator__in=indicators)
    return rows.order_by("recorded_at", "id")


def histories(plan: str, pairs: Collection[Pair]) -> dict[Pair, list[tuple[Period, Reading]]]:
    """All readings of these pairs with their periods, oldest first."""
    known = readings(plan, pairs)
    periods = {text: Period.parse(text) for text in {text for _, _, text in known}}
    oldest_first = sorted(periods.values())
    place = {period.text: place for place, period in enumerate(oldest_first)}
    found: dict[Pair, list[tuple[Period, Reading]]] = {pair: [] for pair in pairs}
    for (unit, indicator, text), reading in sorted(known.items(), key=lambda row: place[row[0][2]]):
        found[unit, indicator].append((periods[text], reading))
    return found

"""Consequences as they are listed: what waits, what stands against a unit, what was done."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from saima.plan.periods import Period
from saima.records.models import (
    Consequence,
    ConsequenceState,
    FaultTolerance,
    MeasureDone,
    RectificationItem,
    ToleranceState,
)

State = ConsequenceState

ENDED = (State.DECLINED, State.LAPSED, State.VOID)


def suspended_periods() -> dict[tuple[str, str, str], dict[Period, bool]]:
    """The suspended periods of every rule, unit and indicator (empty: the total)."""
    rows = Consequence.objects.filter(state=State.SUSPENDED)
    found: defaultdict[tuple[str, str, str], dict[Period, bool]] = defaultdict(dict)
    for rule, unit, indicator, period in rows.values_list("rule", "unit", "indicator", "period"):
        found[rule, unit, indicator][Period.parse(period)] = True
    return dict(found)


def consequences(plan: str) -> QuerySet[Consequence]:
    """All consequences of a plan, the newest period first."""
    rows = Consequence.objects.filter(plan=plan).select_related("version", "decided_by")
    return rows.order_by("-period", "rule", "unit", "-id")


def to_decide(plan: str) -> QuerySet[Consequence]:
    """What waits for a decision: proposals, and reviews of what was confirmed."""
    review = ~Q(review={}) & Q(reviewed_at=None) & ~Q(state=State.VOID)
    return consequences(plan).filter(Q(state=State.PROPOSED) | review)


def open_for(plan: str, units: list[str]) -> QuerySet[Consequence]:
    """What was confirmed or suspended for these units and has not ended."""
    ended = (*ENDED, State.PROPOSED)
    return consequences(plan).filter(unit__in=units).exclude(state__in=ended)


def measures_of(consequence: Consequence) -> dict[tuple[str, str], MeasureDone]:
    """The measures that were taken, by measure and part; the newest row counts."""
    return measures_of_all([consequence])[consequence.pk]


def measures_of_all(
    consequences: Iterable[Consequence],
) -> defaultdict[int, dict[tuple[str, str], MeasureDone]]:
    """The same of many, by the id of the consequence; one query."""
    rows = MeasureDone.objects.filter(consequence__in=[one.pk for one in consequences])
    found: defaultdict[int, dict[tuple[str, str], MeasureDone]] = defaultdict(dict)
    for row in rows.select_related("document", "by").order_by("id"):
        found[row.consequence_id][row.measure, row.part] = row
    return found


def rectification_of(consequence: Consequence) -> list[RectificationItem]:
    """The items of the newest version of the rectification plan, in order."""
    return rectification_of_all([consequence])[consequence.pk]


def rectification_of_all(
    consequences: Iterable[Consequence],
) -> defaultdict[int, list[RectificationItem]]:
    """The same of many, by the id of the consequence; one query."""
    rows = RectificationItem.objects.filter(consequence__in=[one.pk for one in consequences])
    found: defaultdict[int, list[RectificationItem]] = defaultdict(list)
    for row in rows.order_by("version", "number"):
        items = found[row.consequence_id]
        if items and items[0].version < row.version:
            items.clear()
        items.append(row)
    return found


def pause_ends(consequences: Iterable[Consequence]) -> dict[int, date]:
    """The last day of each suspension, by the id of the consequence; one query."""
    keys = [one.pk for one in consequences]
    granted = FaultTolerance.objects.filter(consequence__in=keys, state=ToleranceState.GRANTED)
    return {
        one.consequence_id: one.valid_until
        for one in granted.order_by("id")
        if one.consequence_id is not None and one.valid_until is not None
    }

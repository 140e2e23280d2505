"""Consequences as they are listed: what waits, what stands against a unit, what was done."""

from collections import defaultdict

from django.db.models import Q, QuerySet

from saima.plan.periods import Period
from saima.records.models import Consequence, ConsequenceState, MeasureDone, RectificationItem

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
    rows = MeasureDone.objects.filter(consequence=consequence).select_related("document")
    return {(row.measure, row.part): row for row in rows.order_by("id")}


def rectification_of(consequence: Consequence) -> list[RectificationItem]:
    """The items of the newest version of the rectification plan, in order."""
    rows = list(consequence.rectification.order_by("version", "number"))
    newest = rows[-1].version if rows else 0
    return [row for row in rows if row.version == newest]

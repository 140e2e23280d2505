"""Splits of targets by plan and indicator, and what the units did in the year before."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import QuerySet

from saima.engine.targets import latest_versions
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Indicator
from saima.records.models import Entry, SplitState, Target, TargetSplit

HEAVY = ("shares", "curve", "months", "weights")
"""Columns that a list does not read."""

ZERO = Decimal(0)


def splits_of(plan: str, indicator: str) -> QuerySet[TargetSplit]:
    """Every version of an indicator's split, the newest first."""
    rows = TargetSplit.objects.filter(plan=plan, indicator=indicator)
    return rows.select_related("made_by", "signed_by").order_by("-version")


def adopted_split(plan: str, indicator: str) -> TargetSplit | None:
    """The split in force: the adopted one with the highest version."""
    return splits_of(plan, indicator).filter(state=SplitState.ADOPTED).first()


def newest_by_state(plan: str, state: SplitState) -> dict[str, TargetSplit]:
    """The newest split of each indicator in a state, without its grid; one query."""
    rows = TargetSplit.objects.filter(plan=plan, state=state).defer(*HEAVY).order_by("version")
    return {row.indicator: row for row in rows}


def waiting_splits(plan: str) -> QuerySet[TargetSplit]:
    """The drafts that wait for a leader's signature, the oldest version first."""
    return TargetSplit.objects.filter(plan=plan, state=SplitState.DRAFT).order_by("version", "pk")


def versions_in_force(plan: str) -> dict[str, int]:
    """The version of each indicator's adopted split; one query."""
    rows = TargetSplit.objects.filter(plan=plan, state=SplitState.ADOPTED).order_by("version")
    return dict(rows.values_list("indicator", "version"))


def last_year(plan: str, indicator: Indicator, year: int) -> Mapping[str, tuple[Decimal, ...]]:
    """What each unit reached in each month of the year before, by unit; one query.

    A value of a longer period stands in its last month. Units without any value are left out.
    """
    rows = Entry.objects.filter(
        plan=plan, indicator=indicator.code, period__startswith=str(year - 1), value__isnull=False
    ).order_by("recorded_at", "id")
    values: dict[str, dict[int, Decimal]] = {}
    for unit, period, value in rows.values_list("unit", "period", "value"):
        values.setdefault(unit, {})[Period.parse(period).last_month] = value
    return {unit: monthly(found, indicator) for unit, found in values.items()}


def monthly(values: Mapping[int, Decimal], indicator: Indicator) -> tuple[Decimal, ...]:
    """Twelve months' amounts; what is reported to date is taken apart again."""
    amounts, before = [], ZERO
    for month in range(1, 13):
        value = values.get(month)
        if value is None:
            amounts.append(ZERO)
        elif indicator.collect is Collect.CUMULATIVE:
            amounts.append(max(value - before, ZERO))
            before = max(value, before)
        else:
            amounts.append(value)
    return tuple(amounts)


def year_targets(plan: Plan, indicator: str = "") -> dict[tuple[str, str], Decimal]:
    """The year's targets as they stand now, by unit and indicator (empty: all); one query."""
    year = str(plan.year)
    found = {
        (row.unit, row.indicator): Decimal(repr(row.target))
        for row in latest_versions(plan)
        if row.period == year and indicator in ("", row.indicator)
    }
    rows = Target.objects.filter(plan=plan.code, period=year)
    if indicator:
        rows = rows.filter(indicator=indicator)
    later = rows.order_by("recorded_at", "id").values_list("unit", "indicator", "target")
    return found | {(unit, code): target for unit, code, target in later}

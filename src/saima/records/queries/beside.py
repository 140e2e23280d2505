"""Everything a check wants to know beside a reported value, for many values in few queries."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from saima.engine.phased import Aims, Stated, stated_in
from saima.engine.plausible import Beside, Reading
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.records.models import DueValue, Evidence
from saima.records.queries.histories import histories
from saima.records.queries.ledger import targets_as_of


def stated_targets(plan: Plan) -> Stated:
    """The targets of units, by unit, indicator and period, as they stand now."""
    rows = targets_as_of(plan.code).values_list("unit", "indicator", "period", "target")
    later = {(unit, code, period): float(target) for unit, code, period, target in rows}
    return stated_in(plan, later)


def besides(
    plan: Plan, dues: Collection[DueValue], before: Mapping[int, Reading], now: datetime
) -> dict[int, Beside]:
    """What stands beside each due value, by its id; ``before`` is what a new version replaces."""
    pasts = histories(plan.code, {(due.unit, due.indicator) for due in dues})
    aims = Aims(plan, stated_targets(plan))
    shared = shared_evidence(dues)
    return {
        due.pk: Beside(
            history=pasts[due.unit, due.indicator],
            targets=targets_of(aims, due),
            before=before.get(due.pk),
            hours_left=hours_left(due, now),
            shared=shared.get(due.pk, ()),
        )
        for due in dues
    }


def targets_of(aims: Aims, due: DueValue) -> tuple[float, ...]:
    """The numbers that a value is held against."""
    indicator = aims.plan.indicator_by_code[due.indicator]
    found = aims.of(due.unit, indicator, Period.parse(due.period))
    return tuple({target for target in (found.annual, found.own) if target is not None})


def hours_left(due: DueValue, now: datetime) -> float:
    """Hours from ``now`` to the end of the last day to report; negative afterwards."""
    end = datetime.combine(
        due.deadline + timedelta(days=1), time.min, tzinfo=get_current_timezone()
    )
    return (end - now).total_seconds() / 3600


def shared_evidence(dues: Collection[DueValue]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Files of these values that another reporting unit uses too: due value -> (name, units)."""
    mine = Evidence.objects.filter(due_value__in=[due.pk for due in dues])
    uses = Evidence.objects.filter(stored__in=mine.values("stored")).values_list(
        "due_value", "due_value__reporter", "stored", "name"
    )
    rows = list(uses)
    reporters: dict[int, set[str]] = {}
    for _, reporter, stored, _ in rows:
        reporters.setdefault(stored, set()).add(reporter)
    wanted = {due.pk for due in dues}
    found: dict[int, list[tuple[str, str]]] = {}
    for due, reporter, stored, name in rows:
        others = sorted(reporters[stored] - {reporter})
        if due in wanted and others:
            found.setdefault(due, []).append((name, "、".join(others)))
    return {due: tuple(files) for due, files in found.items()}

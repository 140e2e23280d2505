"""What was taken off a unit's points."""

from dataclasses import dataclass

from saima.plan.heirs import forebears
from saima.plan.plan import Plan
from saima.plan.rules import Adjustment as Kind
from saima.plan.rules import Effect
from saima.records.models import Adjustment, FaultTolerance
from saima.records.queries.ledger import adjustments_as_of


@dataclass(frozen=True)
class Deduction:
    """A deduction or veto that counts, with the newest application about it."""

    row: Adjustment
    kind: Kind
    tolerance: FaultTolerance | None


def adjustments_against(plan: Plan, unit: str) -> list[Deduction]:
    """The deductions and vetoes that count for a unit and those merged into it; two queries."""
    kinds = {one.code: one for one in plan.adjustments if one.effect is not Effect.BONUS}
    units = [unit, *forebears(plan, unit)]
    rows = list(adjustments_as_of(plan.code).filter(unit__in=units, kind__in=kinds))
    asked = FaultTolerance.objects.filter(adjustment__in=[row.pk for row in rows])
    by_row = {one.adjustment_id: one for one in asked.order_by("id")}
    return [Deduction(row, kinds[row.kind], by_row.get(row.pk)) for row in rows]

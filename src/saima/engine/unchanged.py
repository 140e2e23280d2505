"""What "nothing changed" means for a value: the one before, or nothing new."""

from collections.abc import Sequence
from decimal import Decimal

from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.plan.tree import Collect, Indicator


def unchanged(
    indicator: Indicator, period: Period, history: Sequence[tuple[Period, Reading]]
) -> Reading | None:
    """The reading of a period in which nothing changed, or None where there is none before.

    A flow gets nothing new, and so does a figure since January in the year's first period;
    everything else stays as it was last.
    """
    first = period.last_month == period.kind.months
    if indicator.collect is Collect.FLOW or (indicator.collect is Collect.CUMULATIVE and first):
        return Reading(value=Decimal(0))
    earlier = [(past, reading) for past, reading in history if past.end < period.end]
    if indicator.collect is Collect.CUMULATIVE:
        earlier = [row for row in earlier if row[0].year == period.year]
    return max(earlier, key=lambda row: row[0])[1] if earlier else None

"""Values on their way, to be shown beside the accepted ones, and since when those stand."""

from dataclasses import dataclass
from datetime import datetime

from saima.engine.plausible import Reading
from saima.records.models import DueState, DueValue
from saima.records.queries.ledger import entries_as_of
from saima.records.queries.submissions import newest, reading_of

ON_THEIR_WAY = (DueState.REPORTED, DueState.APPROVED, DueState.RETURNED)


@dataclass(frozen=True)
class Provisional:
    """A reported value that is not accepted yet."""

    reading: Reading
    not_applicable: bool
    state: DueState
    at: datetime


def provisional(plan: str, period: str | None = None) -> dict[tuple[str, str, str], Provisional]:
    """Values that were reported and not accepted, by unit, indicator and period (None: of all)."""
    dues = DueValue.objects.filter(round__plan=plan, state__in=ON_THEIR_WAY)
    if period is not None:
        dues = dues.filter(period=period)
    rows = list(dues)
    versions = newest([due.pk for due in rows])
    return {
        (due.unit, due.indicator, due.period): Provisional(
            reading_of(versions[due.pk]),
            versions[due.pk].not_applicable,
            DueState(due.state),
            versions[due.pk].at,
        )
        for due in rows
    }


def stamps(
    plan: str, period: str, as_of: datetime | None = None
) -> dict[tuple[str, str], datetime]:
    """Since when each accepted value of a period stands as it is, by unit and indicator."""
    rows = entries_as_of(plan, as_of).filter(period=period)
    return {
        (unit, indicator): moment
        for unit, indicator, moment in rows.values_list("unit", "indicator", "recorded_at")
    }

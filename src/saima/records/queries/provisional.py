"""Values on their way, to be shown beside the accepted ones."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from saima.engine.plausible import Reading
from saima.records.models import DueState, DueValue
from saima.records.queries.submissions import newest, reading_of

ON_THEIR_WAY = (DueState.REPORTED, DueState.APPROVED, DueState.RETURNED)


@dataclass(frozen=True)
class Provisional:
    """A reported value that is not accepted yet."""

    reading: Reading
    not_applicable: bool
    state: DueState
    at: datetime

    @property
    def pending(self) -> bool:
        """Whether it waits to be accepted; what was returned waits for its reporter."""
        return self.state is not DueState.RETURNED


def provisional(
    plan: str, period: str | None = None, *, visible: Q | None = None, indicator: str | None = None
) -> dict[tuple[str, str, str], Provisional]:
    """Values that were reported and not accepted, by unit, indicator and period (None: of all).

    ``visible`` leaves out due values that the reader may not see (``Standing.visible``).
    """
    dues = DueValue.objects.filter(visible or Q(), round__plan=plan, state__in=ON_THEIR_WAY)
    if period is not None:
        dues = dues.filter(period=period)
    if indicator is not None:
        dues = dues.filter(indicator=indicator)
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

"""An adjustment is never edited: a reversing row takes it out from its own moment on (S45)."""

from saima.actions.by import By
from saima.actions.ledger import JUST_AFTER
from saima.actions.refusals import TAKEN, refused
from saima.records.models import Adjustment


def reverse(by: By, adjustment: Adjustment, reason: str, document: str) -> Adjustment:
    """Add the row that reverses ``adjustment``; boards as of an earlier moment keep it.

    Call it inside a transaction. Raises Refused where it is reversed already.
    """
    if Adjustment.objects.filter(reverses=adjustment).exists():
        raise refused(TAKEN, name=f"{adjustment} / {adjustment.pk}")
    made: Adjustment = Adjustment.objects.create(
        plan=adjustment.plan,
        unit=adjustment.unit,
        period=adjustment.period,
        kind=adjustment.kind,
        points=adjustment.points,
        reason=reason[:500],
        document=document[:200],
        recorded_at=max(by.now, adjustment.recorded_at + JUST_AFTER),
        reverses=adjustment,
    )
    return made

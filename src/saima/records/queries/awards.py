"""The roll of flags and the roll of commendations (S150)."""

from django.db.models import QuerySet

from saima.records.models import Award, AwardKind, AwardState


def awards(plan: str, kind: AwardKind | None = None) -> QuerySet[Award]:
    """All awards of a plan that are not void, the newest period first."""
    rows = Award.objects.filter(plan=plan).exclude(state=AwardState.VOID)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.select_related("document", "board", "bonus").order_by("-period", "group", "rank")


def flag_roll(plan: str) -> QuerySet[Award]:
    """The flags that were granted."""
    return awards(plan, AwardKind.FLAG).filter(state=AwardState.GRANTED)


def commendation_roll(plan: str) -> QuerySet[Award]:
    """The commendations that were granted, with document and bonus."""
    return awards(plan, AwardKind.COMMENDATION).filter(state=AwardState.GRANTED)

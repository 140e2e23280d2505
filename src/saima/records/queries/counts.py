"""The values of rounds counted by how far they have come; one query for any number of rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from saima.records.models import DueState, DueValue, Round

DEADLINE = Coalesce(F("extended_to"), F("due_on"))


@dataclass(frozen=True)
class Counts:
    """Values in each state, and the four facts.

    ``due``, ``reported``, ``approved`` and ``returned`` are states of a month that is open;
    ``on_time``, ``complete``, ``accepted`` and ``frozen`` are facts that stay. ``late``: reported
    after the deadline, or not yet though it has passed.
    """

    asked: int = 0
    due: int = 0
    reported: int = 0
    approved: int = 0
    returned: int = 0
    on_time: int = 0
    complete: int = 0
    accepted: int = 0
    frozen: int = 0
    late: int = 0

    @property
    def unfinished(self) -> int:
        """Values that are not accepted."""
        return self.asked - self.accepted


def by_reporter(opened: Round, today: date) -> dict[str, Counts]:
    """The counts of a round by reporting unit."""
    return counted(DueValue.objects.filter(round=opened), "reporter", today)


def by_round(plan: str, today: date) -> dict[int, Counts]:
    """The counts of every round of a plan, by round."""
    return counted(DueValue.objects.filter(round__plan=plan), "round", today)


def of_round(opened: Round, today: date) -> Counts:
    """The counts of one round."""
    found = counted(DueValue.objects.filter(round=opened), "round", today)
    return found.get(opened.pk, Counts())


def counted(rows: QuerySet[DueValue], key: str, today: date) -> dict[Any, Counts]:
    """Counts by the values of a column."""
    in_time = Q(reported_at__date__lte=F("until"))
    after = Q(reported_at__date__gt=F("until")) | Q(reported_at__isnull=True, until__lt=today)
    found = (
        rows.annotate(until=DEADLINE)
        .values(key)
        .annotate(
            asked=Count("id"),
            state_due=Count("id", filter=Q(state=DueState.DUE)),
            state_reported=Count("id", filter=Q(state=DueState.REPORTED)),
            state_approved=Count("id", filter=Q(state=DueState.APPROVED)),
            state_returned=Count("id", filter=Q(state=DueState.RETURNED)),
            fact_on_time=Count("id", filter=in_time),
            fact_complete=Count("id", filter=Q(complete=True)),
            fact_accepted=Count("id", filter=Q(accepted_at__isnull=False)),
            fact_frozen=Count("id", filter=Q(frozen_at__isnull=False)),
            fact_late=Count("id", filter=after),
        )
        .order_by(key)
    )
    return {row.pop(key): Counts(**{name(text): row[text] for text in row}) for row in found}


def name(column: str) -> str:
    """The field of ``Counts`` that a column of the query fills."""
    return column.removeprefix("state_").removeprefix("fact_")

"""Which tasks somebody may see: all, or those that their units lead, help with or check."""

from django.db.models import QuerySet

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.records.models import Task
from saima.records.queries.forebears import with_forebears
from saima.records.queries.tasks import visible


def seen_by(by: By) -> QuerySet[Task]:
    """The tasks that somebody may see. Raises Denied for somebody who may see none."""
    if by.standing.everywhere(Right.TASK_READ):
        return visible(None)
    units = by.standing.units(Right.TASK_READ)
    if not units:
        by.needs(Right.TASK_READ)
    return visible(with_forebears(units))

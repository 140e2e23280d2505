"""What waits of split targets: drafts that a leader signs or does not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from saima.records.models import Person, Role, SplitState, TargetSplit
from saima.records.queries.todo_kinds import Kind
from saima.records.queries.todo_matters import Columns, Held, roles

SPLIT_COLUMNS: Mapping[Kind, Columns] = {Kind.SPLIT_SIGN: Columns("", "indicator")}


def of_splits(person: Person, held: Held, today: date) -> dict[Kind, QuerySet[Any]]:
    """Drafts to sign, for leaders."""
    del person, today
    if Role.LEADER not in roles(held):
        return {}
    return {Kind.SPLIT_SIGN: TargetSplit.objects.filter(state=SplitState.DRAFT)}

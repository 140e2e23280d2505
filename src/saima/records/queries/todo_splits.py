"""What waits of split targets: drafts that a leader signs or does not."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from saima.records.models import Role, SplitState, TargetSplit
from saima.records.queries.todo_asked import Asked
from saima.records.queries.todo_kinds import Kind
from saima.records.queries.todo_matters import Columns

SPLIT_COLUMNS: Mapping[Kind, Columns] = {Kind.SPLIT_SIGN: Columns("", "indicator")}


def of_splits(whose: Asked) -> dict[Kind, QuerySet[Any]]:
    """Drafts to sign, for leaders."""
    if not whose.holds(Role.LEADER):
        return {}
    return {Kind.SPLIT_SIGN: TargetSplit.objects.filter(state=SplitState.DRAFT)}

"""What waits of supervision: by kind, for whom, with counts that equal the lists."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from saima.records.models import Person, Role, Supervision, SupervisionState
from saima.records.queries.todo_kinds import Kind

SHEET_COLUMNS: Mapping[Kind, tuple[str, str, str, str]] = dict.fromkeys(
    (
        Kind.SHEET_ACKNOWLEDGE,
        Kind.SHEET_ANSWER,
        Kind.SHEET_REVIEW,
        Kind.SHEET_EXTEND,
        Kind.SHEET_ISSUE,
    ),
    ("unit", "title", "", "due"),
)
"""Whose, about what, of which period (none), until when."""


def supervision_rows(
    person: Person, roles: Collection[Role], reporting: Collection[str]
) -> dict[Kind, QuerySet[Any]]:
    """What waits for a person with these roles; ``reporting``: the units that they answer for."""
    rows, state = Supervision.objects.all(), SupervisionState
    found: dict[Kind, QuerySet[Any]] = {}
    if reporting:
        own = rows.filter(unit__in=sorted(reporting))
        found |= {
            Kind.SHEET_ACKNOWLEDGE: own.filter(state=state.ISSUED),
            Kind.SHEET_ANSWER: own.filter(state=state.ACKNOWLEDGED),
        }
    if Role.OFFICE in roles:
        found |= {
            Kind.SHEET_ISSUE: rows.filter(state=state.PROPOSED),
            **deciding(rows, person, Q()),
        }
    elif Role.LEADER in roles:
        found |= deciding(rows, person, Q(instructions__by=person))
    return found


def deciding(rows: QuerySet[Supervision], person: Person, mine: Q) -> dict[Kind, QuerySet[Any]]:
    """Answers to review, which nobody does with their own, and extensions to decide."""
    state = SupervisionState
    asked = rows.filter(mine, state__in=[state.ISSUED, state.ACKNOWLEDGED])
    return {
        Kind.SHEET_REVIEW: rows.filter(mine, state=state.ANSWERED).exclude(answered_by=person),
        Kind.SHEET_EXTEND: asked.exclude(asked_until=None),
    }

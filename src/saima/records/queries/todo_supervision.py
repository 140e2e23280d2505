"""What waits of supervision: by kind, for whom, with counts that equal the lists."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from saima.records.models import Person, Role, Supervision, SupervisionState
from saima.records.queries.todo_asked import Asked
from saima.records.queries.todo_kinds import Kind
from saima.records.queries.todo_matters import Columns

SHEET_COLUMNS: Mapping[Kind, Columns] = dict.fromkeys(
    (
        Kind.SHEET_ACKNOWLEDGE,
        Kind.SHEET_ANSWER,
        Kind.SHEET_REVIEW,
        Kind.SHEET_EXTEND,
        Kind.SHEET_ISSUE,
    ),
    Columns("unit", "title", until="due"),
)


def of_supervision(whose: Asked) -> dict[Kind, QuerySet[Any]]:
    """Sheets to acknowledge and answer, to issue and review, and extensions to decide."""
    rows, state, person = Supervision.objects.all(), SupervisionState, whose.person
    reporting = whose.answers(Role.REPORTER, Role.APPROVER)
    found: dict[Kind, QuerySet[Any]] = {}
    if reporting:
        own = rows.filter(unit__in=reporting)
        found |= {
            Kind.SHEET_ACKNOWLEDGE: own.filter(state=state.ISSUED),
            Kind.SHEET_ANSWER: own.filter(state=state.ACKNOWLEDGED),
        }
    if whose.holds(Role.OFFICE):
        found |= {
            Kind.SHEET_ISSUE: rows.filter(state=state.PROPOSED),
            **deciding(rows, person, Q()),
        }
    elif whose.holds(Role.LEADER):
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

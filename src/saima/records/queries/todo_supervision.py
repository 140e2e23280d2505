"""What waits of supervision: by kind, for whom, with counts that equal the lists."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from saima.records.models import Person, Role, Supervision, SupervisionState
from saima.records.queries.forebears import with_forebears
from saima.records.queries.todo_kinds import Kind
from saima.records.queries.todo_matters import Columns, Held, Rows, roles, units

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


def sheet_rows(person: Person, held: Held, today: date) -> dict[Kind, Rows]:
    """What waits for a person of the sheets of their units, as office, or as a leader."""
    del today
    rows, state = Supervision.objects.all(), SupervisionState
    found: dict[Kind, QuerySet[Any]] = {}
    reporting = units(held, Role.REPORTER, Role.APPROVER)
    if reporting:
        own = rows.filter(unit__in=sorted(with_forebears(reporting)))
        found |= {
            Kind.SHEET_ACKNOWLEDGE: own.filter(state=state.ISSUED),
            Kind.SHEET_ANSWER: own.filter(state=state.ACKNOWLEDGED),
        }
    if Role.OFFICE in roles(held):
        found |= {
            Kind.SHEET_ISSUE: rows.filter(state=state.PROPOSED),
            **deciding(rows, person, Q()),
        }
    elif Role.LEADER in roles(held):
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

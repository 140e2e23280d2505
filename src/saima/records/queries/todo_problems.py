"""What waits of hard problems: by step, for whom, with counts that equal the lists."""

from collections.abc import Mapping

from django.db.models import F, Q

from saima.plan.hard_problems import Verifier
from saima.plan.plan import Plan
from saima.records.models import HardProblem, HardProblemState, Role
from saima.records.queries.todo_asked import Asked
from saima.records.queries.todo_kinds import Kind
from saima.records.queries.todo_matters import Columns, Rows

State = HardProblemState
PROBLEM_COLUMNS: Mapping[Kind, Columns] = dict.fromkeys(
    (
        Kind.PROBLEM_ACCEPT,
        Kind.PROBLEM_ASSIGN,
        Kind.PROBLEM_PLAN,
        Kind.PROBLEM_HANDLE,
        Kind.PROBLEM_VERIFY,
        Kind.PROBLEM_RELAPSE,
    ),
    Columns("unit", "title", until="step_due"),
)


def problem_rows(whose: Asked) -> dict[Kind, Rows]:
    """Hard problems whose next step is this person's, without order."""
    plan, own = whose.plan, whose.answers(Role.REPORTER, Role.APPROVER)
    office = whose.holds(Role.OFFICE)
    if plan is None or not plan.hard_problems or not (own or office):
        return {}
    rows = HardProblem.objects.filter(plan=plan.code)
    found: dict[Kind, Rows] = {}
    if office:
        found |= {
            Kind.PROBLEM_ACCEPT: rows.filter(state=State.RAISED),
            Kind.PROBLEM_ASSIGN: rows.filter(state=State.ACCEPTED),
        }
    if own:
        mine = rows.filter(handler__in=own)
        found |= {
            Kind.PROBLEM_PLAN: mine.filter(state=State.ASSIGNED),
            Kind.PROBLEM_HANDLE: mine.filter(state=State.PLANNED),
        }
    verifies = verifiable(plan, whose.answers(Role.APPROVER), office=office)
    others = rows.filter(verifies)
    found[Kind.PROBLEM_VERIFY] = others.filter(state=State.HANDLED).exclude(handled_by=whose.person)
    found[Kind.PROBLEM_RELAPSE] = others.filter(state=State.CLOSED, step_due__lte=whose.today)
    return found


def verifiable(plan: Plan, approving: list[str], *, office: bool) -> Q:
    """What a person verifies: as the unit that raised it, else as the office."""
    raiser = [kind.code for kind in plan.hard_problems if kind.verified_by is Verifier.RAISER]
    by_raiser = Q(kind__in=raiser) & ~Q(unit=F("handler"))
    if office:
        return ~by_raiser
    return by_raiser & Q(unit__in=approving)

"""What waits of hard problems: by step, for whom, with counts that equal the lists."""

from datetime import date

from django.db.models import Count, F, Q

from saima.plan.hard_problems import Verifier
from saima.plan.plan import Plan
from saima.records.models import HardProblem, HardProblemState, Person, Role
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.todo_judging import Held, Rows, roles, units, with_forebears
from saima.records.queries.todo_kinds import SHOWN, Kind, Matter, Todo

State = HardProblemState
LONGEST = 60


def problems_todo(person: Person, held: Held, today: date) -> list[Todo]:
    """The lists of hard problems that have anything in them; two queries for each kind."""
    rows = problem_rows(person, held, today)
    found = [listed(kind, each, today) for kind, each in rows.items()]
    return [one for one in found if one.count]


def listed(kind: Kind, rows: Rows, today: date) -> Todo:
    """A list counted in SQL, because thousands may wait, with the most urgent of them."""
    late = Count("pk", filter=Q(step_due__lt=today))
    counts = rows.aggregate(count=Count("pk"), late=late)
    if not counts["count"]:
        return Todo(kind, 0)
    names = ("pk", "unit", "title", "step_due")
    urgent = rows.order_by(F("step_due").asc(nulls_last=True), "pk").values_list(*names)[:SHOWN]
    first = tuple(
        Matter(key, unit, title if len(title) <= LONGEST else f"{title[:LONGEST]}…", "", until)
        for key, unit, title, until in urgent
    )
    return Todo(kind, counts["count"], counts["late"], first[0].until, matters=first)


def problem_rows(person: Person, held: Held, today: date) -> dict[Kind, Rows]:
    """Hard problems whose next step is this person's, without order."""
    version = latest_version()
    own = units(held, Role.REPORTER, Role.APPROVER)
    office = Role.OFFICE in roles(held)
    if version is None or not (own or office):
        return {}
    plan = plan_of(version)
    if not plan.hard_problems:
        return {}
    rows = HardProblem.objects.filter(plan=plan.code)
    found: dict[Kind, Rows] = {}
    if office:
        found |= {
            Kind.PROBLEM_ACCEPT: rows.filter(state=State.RAISED),
            Kind.PROBLEM_ASSIGN: rows.filter(state=State.ACCEPTED),
        }
    if own:
        mine = rows.filter(handler__in=with_forebears(own))
        found |= {
            Kind.PROBLEM_PLAN: mine.filter(state=State.ASSIGNED),
            Kind.PROBLEM_HANDLE: mine.filter(state=State.PLANNED),
        }
    verifies = verifiable(plan, units(held, Role.APPROVER), office=office)
    others = rows.filter(verifies)
    found[Kind.PROBLEM_VERIFY] = others.filter(state=State.HANDLED).exclude(handled_by=person)
    found[Kind.PROBLEM_RELAPSE] = others.filter(state=State.CLOSED, step_due__lte=today)
    return found


def verifiable(plan: Plan, approving: list[str], *, office: bool) -> Q:
    """What a person verifies: as the unit that raised it, else as the office."""
    raiser = [kind.code for kind in plan.hard_problems if kind.verified_by is Verifier.RAISER]
    by_raiser = Q(kind__in=raiser) & ~Q(unit=F("handler"))
    if office:
        return ~by_raiser
    own = with_forebears(approving) if approving else set()
    return by_raiser & Q(unit__in=own)

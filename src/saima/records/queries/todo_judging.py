"""What waits while a quarter is judged: by kind, for whom, with counts that equal the lists."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from saima.records.models import (
    AdjustmentProposal,
    Award,
    AwardState,
    Board,
    BoardState,
    Consequence,
    ConsequenceState,
    DocumentState,
    FaultTolerance,
    IssuedDocument,
    MeasureDone,
    Objection,
    ObjectionState,
    Person,
    Promise,
    ProposalState,
    RectificationItem,
    Role,
    Ruling,
    ToleranceState,
)
from saima.records.models.objections import TO_RULE
from saima.records.queries.forebears import with_forebears
from saima.records.queries.plans import plan_of
from saima.records.queries.todo_kinds import SHOWN, Kind, Matter, Todo
from saima.records.queries.todo_matters import Columns, Held, Rows, listed, roles, units

COLUMNS: Mapping[Kind, Columns] = {
    Kind.OBJECTION_RULE: Columns("unit", "code", "board__period", "due"),
    Kind.APPEAL_RULE: Columns("unit", "code", "board__period", "due"),
    Kind.OBJECTION_APPEAL: Columns("unit", "code", "board__period", "appeal_until"),
    Kind.CONSEQUENCE_DECIDE: Columns("unit", "rule", "period", ""),
    Kind.CONSEQUENCE_ANSWER: Columns("unit", "rule", "period", ""),
    Kind.TOLERANCE_VERIFY: Columns("unit", "text", "consequence__period", ""),
    Kind.TOLERANCE_DECIDE: Columns("unit", "finding", "consequence__period", ""),
    Kind.ADJUSTMENT_DECIDE: Columns("unit", "kind", "period", ""),
    Kind.AWARD_DECIDE: Columns("unit", "kind", "period", ""),
    Kind.DOCUMENT_ISSUE: Columns("", "title", "", ""),
    Kind.PROMISE: Columns("unit", "text", "", "due"),
}


def judging(person: Person, held: Held, today: date) -> list[Todo]:
    """The lists of judging that have anything in them."""
    found = listed(COLUMNS, judging_rows(person, held, today), today)
    if Role.OFFICE in roles(held):
        found.append(to_seal(today))
    return [one for one in found if one.count]


def judging_rows(person: Person, held: Held, today: date) -> dict[Kind, Rows]:
    """What waits for a person, without order; boards to seal are found by ``to_seal``."""
    own = roles(held)
    found: dict[Kind, Rows] = {}
    if Role.OFFICE in own:
        found |= {
            Kind.OBJECTION_RULE: rulable(person, held, ObjectionState.FILED),
            Kind.TOLERANCE_VERIFY: FaultTolerance.objects.filter(state=ToleranceState.APPLIED),
            Kind.DOCUMENT_ISSUE: IssuedDocument.objects.filter(state=DocumentState.DRAFT),
        }
    if Role.LEADER in own:
        found |= for_a_leader(person, held)
    reporting = units(held, Role.REPORTER, Role.APPROVER)
    if reporting:
        found |= {
            Kind.OBJECTION_APPEAL: Objection.objects.filter(
                unit__in=reporting, state=ObjectionState.ANSWERED, appeal_until__gte=today
            ),
            Kind.PROMISE: Promise.objects.filter(unit__in=reporting, done_on=None),
        }
    answering = units(held, Role.APPROVER)
    if answering:
        found[Kind.CONSEQUENCE_ANSWER] = to_answer(with_forebears(answering))
    return found


def for_a_leader(person: Person, held: Held) -> dict[Kind, Rows]:
    """What the leading group decides; nobody decides what they proposed themselves."""
    review = ~Q(review={}) & Q(reviewed_at=None) & ~Q(state=ConsequenceState.VOID)
    proposed = Q(state=ConsequenceState.PROPOSED)
    waiting = AdjustmentProposal.objects.filter(state=ProposalState.PROPOSED)
    awards = Award.objects.filter(state=AwardState.PROPOSED)
    return {
        Kind.APPEAL_RULE: rulable(person, held, ObjectionState.APPEALED),
        Kind.CONSEQUENCE_DECIDE: Consequence.objects.filter(proposed | review),
        Kind.TOLERANCE_DECIDE: FaultTolerance.objects.filter(state=ToleranceState.VERIFIED),
        Kind.ADJUSTMENT_DECIDE: waiting.exclude(proposed_by=person),
        Kind.AWARD_DECIDE: awards.exclude(proposed_by=person),
    }


def rulable(person: Person, held: Held, state: ObjectionState) -> QuerySet[Objection]:
    """Objections in a state that a person may rule on: of no own unit, not ruled on before."""
    own = {person.unit, *(unit for _, unit in held)} - {""}
    ruled = Ruling.objects.filter(objection=OuterRef("pk"), by=person)
    return Objection.objects.filter(state=state).exclude(unit__in=own).exclude(Exists(ruled))


def to_rule_by(person: Person, held: Held) -> QuerySet[Objection]:
    """Everything that a person may rule on now, in either instance."""
    states = {Role.OFFICE: ObjectionState.FILED, Role.LEADER: ObjectionState.APPEALED}
    asked = [state for role, state in states.items() if role in roles(held)]
    found = Q(pk__in=[])
    for state in asked:
        found |= Q(pk__in=rulable(person, held, state).values("pk"))
    return Objection.objects.filter(found)


def to_answer(codes: Iterable[str]) -> QuerySet[Consequence]:
    """Consequences of these units whose next step is theirs.

    Confirmed ones without the cause that the help asks for; issued ones with a talk, which want a
    plan; those being rectified with an item of the newest plan that is not done.
    """
    cause = MeasureDone.objects.filter(consequence=OuterRef("pk"), measure="help", part="cause")
    items = RectificationItem.objects.filter(consequence=OuterRef("consequence"))
    newer = items.filter(version__gt=OuterRef("version"))
    undone = RectificationItem.objects.filter(consequence=OuterRef("pk"), done_on=None)
    listed = Consequence.objects.filter(unit__in=sorted(codes)).annotate(
        asked=Cast("measures", TextField())
    )
    state = ConsequenceState
    return listed.filter(
        Q(Q(state=state.CONFIRMED, asked__contains='"help"') & ~Exists(cause))
        | Q(state=state.ISSUED, asked__contains='"talk"')
        | Q(Q(state=state.RECTIFYING) & Exists(undone.exclude(Exists(newer))))
    )


def to_seal(today: date) -> Todo:
    """Boards whose time for objections has passed with every objection settled; one query."""
    about = Objection.objects.filter(
        board__plan=OuterRef("plan"),
        board__period=OuterRef("period"),
        board__edition=OuterRef("edition"),
    )
    appealable = about.filter(state=ObjectionState.ANSWERED, appeal_until__gte=today)
    shown = Board.objects.filter(state=BoardState.SHOWN, objections_until__lt=today)
    boards = (
        shown.exclude(Exists(about.filter(state__in=TO_RULE)))
        .annotate(appealable=Exists(appealable))
        .select_related("version")
        .defer("version__content")
        .order_by("objections_until", "period")
    )
    found = [
        Matter(board.pk, "", "", board.period, None)
        for board in boards
        if not board.appealable or plan_of(board.version).objections.seal_before_appeal
    ]
    return Todo(Kind.BOARD_SEAL, len(found), matters=tuple(found[:SHOWN]))

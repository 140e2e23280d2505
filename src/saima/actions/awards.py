"""Red flags from sealed boards and commendations with their document (S37, S150)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from saima.actions import adjustments, audit
from saima.actions.adjustment_refusals import DECIDED_ALREADY, OUTSIDE_YEAR
from saima.actions.adjustments import NewAdjustment, in_year
from saima.actions.against import obstacles
from saima.actions.by import By
from saima.actions.consequence_refusals import NO_SEALED_BOARD, OWN_PROPOSAL, document_needed
from saima.actions.consequences import lock_plan
from saima.actions.found import find, newest_version
from saima.actions.judging import Found, Judged, judged
from saima.actions.permissions import Right
from saima.actions.refusals import (
    EMPTY_REASON,
    NO_SUCH_UNIT,
    Denied,
    refused,
)
from saima.actions.register import TITLE_NEEDED
from saima.plan.heirs import heir
from saima.plan.problems import problem_kind
from saima.plan.rules import Effect, Place
from saima.records.models import (
    Award,
    AwardKind,
    AwardState,
    BoardTotal,
    DocumentKind,
    DocumentState,
    IssuedDocument,
)
from saima.records.queries.plans import plan_of

BARRED = problem_kind(
    "barred",
    en=(
        "{unit} is barred from awards: {obstacles}",
        "expected neither a veto nor a standing red card",
        "decline the award, or say why it is given all the same",
    ),
    zh=(
        "{unit}存在限制评先的情形：{obstacles}",
        "应无一票否决、无未失效红牌",
        "请不予授予，或说明仍予授予的理由",
    ),
)
NOT_A_BONUS = problem_kind(
    "not_a_bonus",
    en=(
        '"{code}" is no bonus of {plan}',
        "expected the code of a bonus",
        "choose a bonus, or give the award without points",
    ),
    zh=("{plan} 中的“{code}”不是加分项", "应为加分项代码", "请选择加分项，或不予加分"),
)


@dataclass(frozen=True)
class Flags:
    """What a look at the boards led to: new flags, void ones, and granted ones to look at again."""

    new: list[Award] = field(default_factory=list)
    void: list[Award] = field(default_factory=list)
    flagged: list[Award] = field(default_factory=list)


@dataclass(frozen=True)
class NewCommendation:
    """A commendation that the office proposes; ``bonus`` gives points with its document."""

    unit: str
    period: str
    title: str
    bonus: NewAdjustment | None = None


def propose_flags(by: By, plan: str) -> Flags:
    """Propose the flags that the rules give from the newest sealed boards of ``plan``.

    Nobody moves up where the first is barred: the flag is proposed with what stands against it. A
    new edition makes open proposals void that it no longer gives; granted flags are only marked.
    Run twice it changes nothing. Raises Denied, and Refused where no board is sealed.
    """
    by.needs(Right.AWARD_PROPOSE)
    with transaction.atomic():
        lock_plan(plan)
        boards = judged(plan)
        if not boards.own:
            raise refused(NO_SEALED_BOARD, plan=plan)
        fired = {
            (one.trigger.rule, one.trigger.unit, str(one.trigger.period)): one
            for one in boards.fired(Place.TOP).values()
        }
        found = Flags()
        known = {
            (one.rule, one.unit, one.period): one
            for one in Award.objects.filter(plan=plan, kind=AwardKind.FLAG)
            .exclude(state=AwardState.VOID)
            .order_by("pk")
            .select_for_update(of=("self",))
        }
        for key, one in fired.items():
            if key not in known:
                found.new.append(add_flag(by, boards, one))
        periods = {str(period) for period in boards.own}
        for key, award in known.items():
            if key not in fired and award.period in periods:
                take_back(by, boards, found, award)
    return found


def add_flag(by: By, boards: Judged, one: Found) -> Award:
    """A flag with the place that gives it and what stands against it."""
    fired = one.trigger
    board = boards.own[fired.period]
    row = BoardTotal.objects.filter(board=board, unit=fired.unit).first()
    eligible = row is None or row.eligible
    made: Award = Award.objects.create(
        version=one.version,
        plan=boards.plan,
        kind=AwardKind.FLAG,
        unit=fired.unit,
        group=fired.group,
        period=str(fired.period),
        rule=fired.rule,
        rank=fired.ranks[-1],
        field=fired.fields[-1],
        board=board,
        obstacles=list(obstacles(boards.plan, fired.unit, by.today, eligible=eligible)),
        proposed_by=by.person,
        proposed_at=by.now,
    )
    log(by, made, "propose", seal=board.seal, rank=made.rank, obstacles=made.obstacles)
    return made


def take_back(by: By, boards: Judged, found: Flags, award: Award) -> None:
    """Make an open flag void that the boards no longer give; mark one that was granted."""
    board = next(one for period, one in boards.own.items() if str(period) == award.period)
    why = {"code": "gone", "edition": board.edition, "seal": board.seal}
    if award.review == why or award.state == AwardState.DECLINED:
        return
    award.review = why
    if award.state == AwardState.PROPOSED:
        award.state = AwardState.VOID
        found.void.append(award)
    else:
        found.flagged.append(award)
    award.save(update_fields=["review", "state"])
    log(by, award, "void" if award.state == AwardState.VOID else "flag", **why)


def propose_commendation(by: By, plan: str, new: NewCommendation) -> Award:
    """Propose a commendation; a bonus is proposed with it and approved on its own.

    Raises Denied; Refused without a title, for a unit or period that the plan does not know, and
    for a bonus that is none.
    """
    by.needs(Right.AWARD_PROPOSE)
    if not new.title.strip():
        raise refused(TITLE_NEEDED)
    version = newest_version(plan)
    rules = plan_of(version)
    if new.unit not in rules.unit_by_code:
        raise refused(NO_SUCH_UNIT, unit=new.unit, plan=plan)
    if not in_year(new.period, rules.year):
        raise refused(OUTSIDE_YEAR, period=new.period, year=rules.year)
    if new.bonus is not None:
        bonuses = [kind.code for kind in rules.adjustments if kind.effect is Effect.BONUS]
        if new.bonus.kind not in bonuses:
            raise refused(NOT_A_BONUS, code=new.bonus.kind, plan=plan)
    with transaction.atomic():
        lock_plan(plan)
        bonus = None if new.bonus is None else adjustments.propose(by, plan, new.bonus)
        made: Award = Award.objects.create(
            version=version,
            plan=plan,
            kind=AwardKind.COMMENDATION,
            unit=new.unit,
            group=rules.unit_by_code[new.unit].group or "",
            period=new.period,
            title=new.title.strip()[:200],
            obstacles=list(obstacles(plan, new.unit, by.today)),
            bonus=bonus,
            proposed_by=by.person,
            proposed_at=by.now,
        )
        log(by, made, "propose", title=made.title, obstacles=made.obstacles)
    return made


def grant(by: By, award: int, document: int | None = None, despite: str = "") -> Award:
    """Give an award; what stands against its unit is looked up anew.

    A commendation needs an issued document. Raises Denied, also for one's own proposal; Refused
    where it is decided, or where the unit is barred and ``despite`` does not say why it is given.
    """
    by.needs(Right.AWARD_GRANT)
    with transaction.atomic():
        found = waiting(by, award)
        found.document = document_of(found, document)
        found.obstacles = list(obstacles_now(by, found))
        if found.obstacles and not despite.strip():
            raise refused(BARRED, unit=found.unit, obstacles=", ".join(found.obstacles))
        settle(by, found, AwardState.GRANTED, despite)
    return found


def decline(by: By, award: int, reason: str) -> Award:
    """Decide against an award. Raises as ``grant``, and Refused without a reason."""
    by.needs(Right.AWARD_GRANT)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = waiting(by, award)
        settle(by, found, AwardState.DECLINED, reason)
    return found


def waiting(by: By, award: int) -> Award:
    """An award that waits, locked; a commendation is not granted by who proposed it."""
    found = find(Award, award, lock=True)
    if found.proposed_by_id == by.person.pk:
        raise Denied(OWN_PROPOSAL)
    if found.state != AwardState.PROPOSED:
        raise refused(DECIDED_ALREADY, state=found.state)
    return found


def settle(by: By, found: Award, state: AwardState, reason: str) -> None:
    """Keep the decision and who took it."""
    found.state, found.reason = state, reason.strip()[:500]
    found.decided_by, found.decided_at = by.person, by.now
    found.save()
    number = "" if found.document is None else found.document.numbered
    act = "grant" if state is AwardState.GRANTED else "decline"
    log(by, found, act, reason=found.reason, document=number, obstacles=found.obstacles)


def obstacles_now(by: By, award: Award) -> Iterable[str]:
    """What stands against the unit today, and on the board that the award rests on."""
    row = BoardTotal.objects.filter(board=award.board_id, unit=award.unit).first()
    unit = heir(plan_of(award.version), award.unit)
    return obstacles(award.plan, unit, by.today, eligible=row is None or row.eligible)


def document_of(award: Award, document: int | None) -> IssuedDocument | None:
    """The document of an award. Raises Refused where a commendation has none that is issued."""
    if document is None:
        if award.kind == AwardKind.COMMENDATION:
            raise document_needed(DocumentKind.COMMENDATION)
        return None
    found = find(IssuedDocument, document)
    if found.state != DocumentState.ISSUED:
        raise document_needed(DocumentKind(found.kind))
    return found


def log(by: By, award: Award, act: str, **data: object) -> None:
    """A record of the log with whose award it is."""
    facts = {"kind": award.kind, "unit": award.unit, "period": award.period}
    audit.record(by, f"award.{act}", award, **facts, **data)

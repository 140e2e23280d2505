"""Bonuses, deductions and vetoes: proposed by the office, approved by a leader (S45)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from saima.actions import audit
from saima.actions.adjustment_refusals import (
    DECIDED_ALREADY,
    NO_DOCUMENT,
    NO_SUCH_KIND,
    OUTSIDE_YEAR,
    POINTS_WRONG,
)
from saima.actions.by import By
from saima.actions.consequence_refusals import OWN_PROPOSAL
from saima.actions.found import find, newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import (
    EMPTY_REASON,
    NO_SUCH_UNIT,
    TAKEN,
    Denied,
    refused,
)
from saima.actions.reversing import reverse
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Adjustment as Kind
from saima.plan.rules import Effect
from saima.records.models import Adjustment, AdjustmentProposal, PlanVersion, ProposalState
from saima.records.queries.ledger import adjustments_as_of
from saima.records.queries.plans import plan_of

MOST_POINTS = Decimal(100_000)
STEP = Decimal("0.0001")
"""What the records can keep."""


@dataclass(frozen=True)
class NewAdjustment:
    """What the office proposes; ``kind`` is the code of one of the plan's adjustments."""

    unit: str
    period: str
    kind: str
    points: Decimal
    reason: str
    document: str


def propose(by: By, plan: str, new: NewAdjustment) -> AdjustmentProposal:
    """Propose a bonus, deduction or veto. It counts nothing before it is approved.

    Raises Denied, and Refused without a reason or document, for a unit, kind or period that the
    plan does not know, and for points that cannot be.
    """
    by.needs(Right.ADJUSTMENT_PROPOSE)
    if not new.reason.strip():
        raise refused(EMPTY_REASON)
    if not new.document.strip():
        raise refused(NO_DOCUMENT)
    rules = plan_of(newest_version(plan))
    refuse_wrong(rules, new)
    with transaction.atomic():
        made: AdjustmentProposal = AdjustmentProposal.objects.create(
            plan=plan,
            unit=new.unit,
            period=new.period,
            kind=new.kind,
            points=new.points,
            reason=new.reason.strip()[:500],
            document=new.document.strip()[:200],
            proposed_by=by.person,
            proposed_at=by.now,
        )
        log(by, made, "propose", reason=made.reason)
    return made


def propose_reversal(by: By, adjustment: int, reason: str, document: str) -> AdjustmentProposal:
    """Propose to take an adjustment out; nothing is edited.

    Raises Denied, and Refused without a reason or document, for a row that is reversed, is itself
    a reversal, or whose reversal is proposed already.
    """
    by.needs(Right.ADJUSTMENT_PROPOSE)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    if not document.strip():
        raise refused(NO_DOCUMENT)
    with transaction.atomic():
        old = find(Adjustment, adjustment)
        list(PlanVersion.objects.filter(code=old.plan).order_by("pk").select_for_update())
        waiting = AdjustmentProposal.objects.filter(reverses=old, state=ProposalState.PROPOSED)
        done = Adjustment.objects.filter(reverses=old)
        if old.reverses_id is not None or waiting.exists() or done.exists():
            raise refused(TAKEN, name=f"{old} / {old.pk}")
        made: AdjustmentProposal = AdjustmentProposal.objects.create(
            plan=old.plan,
            unit=old.unit,
            period=old.period,
            kind=old.kind,
            points=old.points,
            reason=reason.strip()[:500],
            document=document.strip()[:200],
            reverses=old,
            proposed_by=by.person,
            proposed_at=by.now,
        )
        log(by, made, "propose", reason=made.reason, reverses=old.pk)
    return made


def approve(by: By, proposal: int, decision: str = "") -> Adjustment:
    """Write a proposal to the adjustments; every board from now on counts it.

    Raises Denied, also for one's own proposal, and Refused where it is decided already.
    """
    by.needs(Right.ADJUSTMENT_APPROVE)
    with transaction.atomic():
        found = waiting(by, proposal)
        if found.reverses is None:
            made: Adjustment = Adjustment.objects.create(
                plan=found.plan,
                unit=found.unit,
                period=found.period,
                kind=found.kind,
                points=found.points,
                reason=found.reason,
                document=found.document,
                recorded_at=by.now,
            )
        else:
            made = reverse(by, found.reverses, found.reason, found.document)
        settle(by, found, ProposalState.APPROVED, decision, made)
    return made


def decline(by: By, proposal: int, decision: str) -> AdjustmentProposal:
    """Decide against a proposal. Raises as ``approve``, and Refused without a reason."""
    by.needs(Right.ADJUSTMENT_APPROVE)
    if not decision.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = waiting(by, proposal)
        settle(by, found, ProposalState.DECLINED, decision, None)
    return found


def waiting(by: By, proposal: int) -> AdjustmentProposal:
    """A proposal that waits, locked, and is not the person's own."""
    found = find(AdjustmentProposal, proposal, lock=True)
    if found.proposed_by_id == by.person.pk:
        raise Denied(OWN_PROPOSAL)
    if found.state != ProposalState.PROPOSED:
        raise refused(DECIDED_ALREADY, state=found.state)
    return found


def settle(
    by: By,
    found: AdjustmentProposal,
    state: ProposalState,
    decision: str,
    made: Adjustment | None,
) -> None:
    """Keep the decision and who took it."""
    found.state, found.decision, found.adjustment = state, decision.strip()[:500], made
    found.decided_by, found.decided_at = by.person, by.now
    found.save(update_fields=["state", "decision", "adjustment", "decided_by", "decided_at"])
    act = "approve" if made is not None else "decline"
    log(by, found, act, decision=found.decision, reverses=found.reverses_id)


def log(by: By, found: AdjustmentProposal, act: str, **data: object) -> None:
    """A record of the log with what is proposed."""
    audit.record(
        by,
        f"adjustment.{act}",
        found,
        unit=found.unit,
        period=found.period,
        kind=found.kind,
        points=found.points,
        document=found.document,
        **data,
    )


def kind_in(plan: Plan, code: str) -> Kind | None:
    """The plan's adjustment of this code, or None."""
    return next((kind for kind in plan.adjustments if kind.code == code), None)


def refuse_wrong(plan: Plan, new: NewAdjustment) -> None:
    """Raise Refused for what the plan does not know and for points that cannot be."""
    if new.unit not in plan.unit_by_code:
        raise refused(NO_SUCH_UNIT, unit=new.unit, plan=plan.code)
    kind = kind_in(plan, new.kind)
    if kind is None:
        options = ", ".join(one.code for one in plan.adjustments)
        raise refused(NO_SUCH_KIND, code=new.kind, plan=plan.code, options=options)
    if not possible(new.points, kind):
        raise refused(POINTS_WRONG, points=new.points)
    if not in_year(new.period, plan.year):
        raise refused(OUTSIDE_YEAR, period=new.period, year=plan.year)


def possible(points: Decimal, kind: Kind) -> bool:
    """Whether the records can keep these points of this kind; a veto costs none (domain 1.1)."""
    if not points.is_finite():
        return False
    if kind.effect is Effect.VETO:
        return points == 0
    return 0 < points < MOST_POINTS and points == points.quantize(STEP)


def in_year(text: str, year: int) -> bool:
    """Whether this is a period of the year."""
    try:
        return Period.parse(text).year == year
    except ValueError:
        return False


@dataclass(frozen=True)
class Room:
    """What a unit has of a kind in the year, what the plan's caps leave of it (None: no cap)."""

    kind: Kind
    given: Decimal
    cap: float | None
    all_given: Decimal
    all_cap: float | None

    @property
    def counts(self) -> Decimal:
        """The points of this kind that count after its own cap."""
        return self.given if self.cap is None else min(self.given, Decimal(str(self.cap)))

    @property
    def left(self) -> Decimal | None:
        """What can still count: under its own cap and that of its effect; None without any."""
        rooms = [
            Decimal(str(cap)) - given
            for given, cap in ((self.given, self.cap), (self.all_given, self.all_cap))
            if cap is not None
        ]
        return max(min(rooms), Decimal()) if rooms else None


def rooms(by: By, plan: str, unit: str) -> tuple[Room, ...]:
    """For each kind of the plan: what the unit has, and the caps it runs against.

    Raises Denied, and Refused where there is no such plan.
    """
    by.needs(Right.VALUE_READ, unit)
    rules = plan_of(newest_version(plan))
    return rooms_in(rules, given_points(plan).get(unit, {}))


def all_rooms(by: By, plan: str) -> dict[str, tuple[Room, ...]]:
    """The same of every unit; raises as ``rooms``."""
    by.needs(Right.VALUE_READ)
    rules = plan_of(newest_version(plan))
    given = given_points(plan)
    return {unit.code: rooms_in(rules, given.get(unit.code, {})) for unit in rules.units}


def rooms_in(rules: Plan, given: Mapping[str, Decimal]) -> tuple[Room, ...]:
    """For each kind of the plan: what is given of it, and the caps it runs against."""
    caps = {Effect.BONUS: rules.bonus_cap, Effect.DEDUCTION: rules.deduction_cap}
    found = []
    for kind in rules.adjustments:
        same = [one for one in rules.adjustments if one.effect is kind.effect]
        counted = [
            Room(one, given.get(one.code, Decimal()), one.cap, Decimal(), None) for one in same
        ]
        found.append(
            Room(
                kind,
                given.get(kind.code, Decimal()),
                kind.cap,
                sum((one.counts for one in counted), Decimal()),
                caps.get(kind.effect),
            )
        )
    return tuple(found)


def given_points(plan: str) -> dict[str, dict[str, Decimal]]:
    """The points by unit and kind, as the newest board counts them before any cap."""
    found: dict[str, dict[str, Decimal]] = {}
    for row in adjustments_as_of(plan):
        of_unit = found.setdefault(row.unit, {})
        of_unit[row.kind] = of_unit.get(row.kind, Decimal()) + row.points
    return found

"""Fault tolerance 容错免责: apply, verify, decide; a suspension ends by itself (domain 1.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import (
    CONDITIONS_MISSING,
    DAY_PAST,
    EVIDENCE_NEEDED,
    LETTER_NEEDED,
    NOT_A_DEDUCTION,
    ONE_SUBJECT,
    RECORD_NEEDED,
    TOLERANCE_NOT_NOW,
    document_needed,
)
from saima.actions.consequence_steps import Act, State, answering, take
from saima.actions.found import find, find_all, newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.reversing import reverse
from saima.actions.stored_files import NamedFile, stored
from saima.actions.taking import Taken
from saima.actions.telling import Telling, tell_unit
from saima.plan.heirs import heir
from saima.plan.rules import Effect
from saima.records.models import (
    Adjustment,
    Consequence,
    DocumentKind,
    DocumentState,
    FaultTolerance,
    Ground,
    IssuedDocument,
    ToleranceEvidence,
    ToleranceState,
)
from saima.records.queries.plans import plan_of


@dataclass(frozen=True)
class Application:
    """What a unit applies for: exactly one of ``consequence`` and ``adjustment``.

    ``letter``: the unit's letter by which the office applies for it; units leave it empty.
    """

    ground: Ground
    text: str
    files: Sequence[NamedFile]
    consequence: int | None = None
    adjustment: int | None = None
    no_private_gain: bool = False
    collective_decision: bool = False
    letter: str = ""


@dataclass(frozen=True)
class ToleranceDecision:
    """What a leader decides; ``valid_until`` is the last day of a suspension."""

    grant: bool
    text: str
    valid_until: date | None = None
    document: int | None = None


def apply(by: By, new: Application) -> FaultTolerance:
    """Apply for fault tolerance for one's own unit; the office for any, by the unit's letter.

    Raises Denied, and Refused without a text, without evidence, without the letter of a unit that
    is not one's own, for a consequence that cannot be suspended now, or for an adjustment that
    deducts nothing.
    """
    if (new.consequence is None) == (new.adjustment is None):
        raise refused(ONE_SUBJECT)
    with transaction.atomic():
        about, unit = subject_of(by, new)
        if not new.text.strip():
            raise refused(RECORD_NEEDED)
        if not new.files:
            raise refused(EVIDENCE_NEEDED)
        letter = letter_of(by, unit, new)
        made: FaultTolerance = FaultTolerance.objects.create(
            consequence=about if isinstance(about, Consequence) else None,
            adjustment=about if isinstance(about, Adjustment) else None,
            unit=unit,
            ground=new.ground,
            no_private_gain=new.no_private_gain,
            collective_decision=new.collective_decision,
            text=new.text.strip()[:4000],
            letter=letter,
            applied_by=by.person,
            applied_at=by.now,
        )
        kept = [stored(file) for file in new.files]
        for file, given in zip(kept, new.files, strict=True):
            ToleranceEvidence.objects.create(
                tolerance=made, stored=file, name=given.name[:200], by=by.person, at=by.now
            )
        files = [file.sha256 for file in kept]
        log(by, made, "apply", ground=new.ground.value, letter=letter, files=files)
    return made


def letter_of(by: By, unit: str, new: Application) -> str:
    """The unit's letter where somebody else applies for it; empty where it applies itself.

    Raises Refused where it is missing, because nobody asks for relief that a unit did not ask for.
    """
    if unit in by.standing.units(Right.TOLERANCE_APPLY):
        return ""
    if not new.letter.strip():
        raise refused(LETTER_NEEDED, unit=unit)
    return new.letter.strip()[:200]


def subject_of(by: By, new: Application) -> tuple[Consequence | Adjustment, str]:
    """What the application is about, and the unit that it is for. Raises Denied and Refused."""
    if new.consequence is not None:
        found = find(Consequence, new.consequence, lock=True)
        unit = answering(found)
        by.needs(Right.TOLERANCE_APPLY, unit)
        refuse_unsuspendable(found)
        return found, unit
    adjustment = find(Adjustment, new.adjustment or 0)
    plan = plan_of(newest_version(adjustment.plan))
    unit = heir(plan, adjustment.unit)
    by.needs(Right.TOLERANCE_APPLY, unit)
    kinds = {one.code: one.effect for one in plan.adjustments}
    reversed_already = Adjustment.objects.filter(reverses=adjustment).exists()
    counts = kinds.get(adjustment.kind) in (Effect.DEDUCTION, Effect.VETO)
    if not counts or reversed_already or adjustment.reverses_id is not None:
        raise refused(NOT_A_DEDUCTION)
    return adjustment, unit


def refuse_unsuspendable(found: Consequence) -> None:
    """Raise Refused where the consequence has gone too far, or not far enough, to be suspended."""
    if found.state not in (State.PROPOSED, State.CONFIRMED):
        raise refused(
            TOLERANCE_NOT_NOW,
            unit=found.unit,
            state=found.state,
            expected=f"{State.PROPOSED} / {State.CONFIRMED}",
        )


def verify(by: By, tolerance: int, finding: str) -> FaultTolerance:
    """Write down what the office found out about an application.

    Raises Denied, and Refused without a finding or where it is not new.
    """
    by.needs(Right.CONSEQUENCE_HANDLE)
    if not finding.strip():
        raise refused(RECORD_NEEDED)
    with transaction.atomic():
        found = in_state(tolerance, ToleranceState.APPLIED)
        found.state, found.finding = ToleranceState.VERIFIED, finding.strip()[:2000]
        found.verified_by, found.verified_at = by.person, by.now
        found.save(update_fields=["state", "finding", "verified_by", "verified_at"])
        log(by, found, "verify", finding=found.finding)
    return found


def decide(by: By, tolerance: int, decision: ToleranceDecision) -> FaultTolerance:
    """Grant or reject a verified application.

    What is granted suspends a consequence until ``valid_until``, or reverses a deduction. Raises
    Denied, and Refused without a text, without a last day in the future for a suspension, where a
    condition of the ground is missing, or where it is not verified.
    """
    by.needs(Right.CONSEQUENCE_DECIDE)
    if not decision.text.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = in_state(tolerance, ToleranceState.VERIFIED)
        found.state = ToleranceState.GRANTED if decision.grant else ToleranceState.REJECTED
        found.decision = decision.text.strip()[:1000]
        found.decided_by, found.decided_at = by.person, by.now
        found.document = issued_document(decision.document)
        if decision.grant:
            grant(by, found, decision)
        found.save()
        told = {
            "key": found.pk,
            "unit": found.unit,
            "state": found.state,
            "text": found.decision,
            "due": found.valid_until,
        }
        event = Telling("tolerance_decided", f"tolerance:{found.pk}:decided", told)
        tell_unit(found.unit, event, by.now)
        log(
            by,
            found,
            "decide",
            granted=decision.grant,
            decision=found.decision,
            valid_until=found.valid_until,
        )
    return found


def grant(by: By, found: FaultTolerance, decision: ToleranceDecision) -> None:
    """Let what was granted take effect."""
    conditions = found.no_private_gain and found.collective_decision
    if found.ground != Ground.FORCE_MAJEURE and not conditions:
        raise refused(CONDITIONS_MISSING)
    if found.adjustment is not None:
        reverse(by, found.adjustment, found.decision, str(found.document or ""))
        return
    if decision.valid_until is None or decision.valid_until < by.today:
        raise refused(DAY_PAST, day=decision.valid_until or "—")
    found.valid_until = decision.valid_until
    consequence = find(Consequence, found.consequence_id or 0, lock=True)
    data = {"tolerance": found.pk, "until": found.valid_until}
    changes = {"decided_by": by.person, "decided_at": by.now, "reason": found.decision[:500]}
    take(by, consequence, Taken(Act.SUSPEND, found.decision, data, changes))


def expire(by: By, plan: str) -> list[Consequence]:
    """End the suspensions whose last day has passed: what they suspended is proposed again.

    Raises Denied. The boards are not judged again here; ``consequences.propose`` does both.
    """
    by.needs(Right.CONSEQUENCE_HANDLE)
    returned = []
    with transaction.atomic():
        over = FaultTolerance.objects.filter(
            state=ToleranceState.GRANTED, valid_until__lt=by.today, consequence__plan=plan
        )
        ended = list(over.order_by("pk").select_for_update(of=("self",)))
        about = find_all(Consequence, {one.consequence_id or 0 for one in ended})
        for found in ended:
            found.state = ToleranceState.EXPIRED
            found.save(update_fields=["state"])
            log(by, found, "expire", valid_until=found.valid_until)
            consequence = about[found.consequence_id or 0]
            if consequence.state == State.SUSPENDED:
                data = {"tolerance": found.pk}
                changes = {"decided_by": None, "decided_at": None, "reason": ""}
                returned.append(
                    take(by, consequence, Taken(Act.EXPIRE, data=data, changes=changes))
                )
    return returned


def in_state(tolerance: int, expected: ToleranceState) -> FaultTolerance:
    """The application, locked. Raises Refused where it is in another state."""
    found = find(FaultTolerance, tolerance, lock=True)
    if found.state != expected:
        raise refused(
            TOLERANCE_NOT_NOW, unit=found.unit, state=found.state, expected=expected.value
        )
    return found


def issued_document(key: int | None) -> IssuedDocument | None:
    """The document of a decision. Raises Refused where it is not issued."""
    if key is None:
        return None
    found = find(IssuedDocument, key)
    if found.state != DocumentState.ISSUED:
        raise document_needed(DocumentKind(found.kind))
    return found


def log(by: By, about: FaultTolerance, act: str, **data: object) -> None:
    """A record of the log with what the application is about."""
    subject = {"consequence": about.consequence_id, "adjustment": about.adjustment_id}
    audit.record(by, f"tolerance.{act}", about, unit=about.unit, **subject, **data)

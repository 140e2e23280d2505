"""Rulings on objections: by the office, on appeal by the leading group; what follows from them."""

from dataclasses import dataclass

from django.db import transaction

from saima.actions import audit
from saima.actions.board_refusals import NO_VALUE, VALUE_NEEDED
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.given import Given
from saima.actions.kept_boards import compute_as_of
from saima.actions.ledger import corrected, due_of, enter, lock_plan, refuse_own
from saima.actions.objection_steps import (
    Instance,
    board_to_replace,
    given_value,
    instance_of,
    named,
    value_key,
)
from saima.actions.refusals import EMPTY_REASON, NOT_NOW, refused
from saima.actions.sealing import Attempt, keep_draft, lock_boards
from saima.actions.telling import Telling, tell_unit
from saima.plan.calendar import after_working_days
from saima.plan.periods import Period
from saima.records.models import (
    About,
    Board,
    DueState,
    Entry,
    Objection,
    ObjectionState,
    Ruled,
    Ruling,
)
from saima.records.queries.plans import plan_of
from saima.records.queries.submissions import newest_of

LONGEST = 4000
CORRECTABLE = frozenset({DueState.ACCEPTED, DueState.FROZEN})


@dataclass(frozen=True)
class Verdict:
    """A ruling with its reasons; ``given``: the right value, where one is corrected.

    Upholding an objection to a value may leave it out: then it is what the unit claims.
    """

    ruled: Ruled
    reasons: str
    given: Given | None = None


def rule(by: By, objection: int, verdict: Verdict) -> Ruling:
    """Rule on an objection for the instance that has it now.

    Where a value is corrected, the ledger gets the correction and the board is computed anew, all
    or nothing: a draft in the place of the board that is open, else the draft of a new edition.
    Raises Denied without the right, for an own unit and to whoever ruled before; Refused without
    reasons, for a settled objection, and for a value that is missing or cannot be.
    """
    with transaction.atomic():
        lock_boards(find(Objection, objection).board.plan)
        found = find(Objection, objection, lock=True)
        instance = instance_of(by, found)
        if not verdict.reasons.strip():
            raise refused(EMPTY_REASON)
        entry, board = follow(by, found, verdict)
        ruling: Ruling = Ruling.objects.create(
            objection=found,
            instance=instance.number,
            ruled=verdict.ruled,
            reasons=verdict.reasons.strip()[:LONGEST],
            by=by.person,
            at=by.now,
            entry=entry,
            led_to=board,
        )
        settle(by, found, instance, verdict.ruled)
        facts = {
            "key": found.pk,
            "unit": found.unit,
            "indicator": found.code,
            "due": found.appeal_until,
        }
        tell_unit(found.unit, Telling("objection_ruled", f"ruling:{ruling.pk}", facts), by.now)
        audit.record(
            by,
            "objection.rule",
            found,
            **named(found),
            instance=ruling.instance,
            ruled=ruling.ruled,
            reasons=ruling.reasons,
            entry=None if entry is None else entry.pk,
            board=None if board is None else board.pk,
        )
    return ruling


def follow(by: By, objection: Objection, verdict: Verdict) -> tuple[Entry | None, Board | None]:
    """Correct the ledger and compute the board anew, where the ruling says so."""
    corrects = verdict.ruled != Ruled.REJECTED and objection.about == About.INDICATOR
    if not corrects:
        if verdict.given is not None:
            raise refused(NO_VALUE)
        return None, None
    if verdict.ruled == Ruled.PARTLY and verdict.given is None:
        raise refused(VALUE_NEEDED)
    given = given_value(objection, verdict.given)
    entry = correct(by, objection, given, why_of(objection, verdict))
    replaced = board_to_replace(objection)
    as_of = max(by.now, entry.recorded_at)
    attempt = Attempt(replaced.version, Period.parse(replaced.period), as_of, entry.why)
    outcome = compute_as_of(attempt.version, attempt.period, as_of)
    return entry, keep_draft(by, attempt, outcome)


def correct(by: By, objection: Objection, given: Given, why: str) -> Entry:
    """Write the correction that a ruling orders, whoever rules.

    Raises Denied for a value that one reported oneself; Refused while the value is on its way.
    """
    key = value_key(objection)
    lock_plan(key)
    due = due_of(key)
    if due is not None:
        refuse_own(by, newest_of(due))
        if due.state not in CORRECTABLE:
            known = {"unit": due.unit, "indicator": due.indicator, "state": due.state}
            raise refused(NOT_NOW, **known, act="correct")
    return enter(by, key, corrected(given, why), due)


def why_of(objection: Objection, verdict: Verdict) -> str:
    """Why the ledger was corrected and the board computed anew."""
    number = objection.pk
    return f"第{number}号申诉裁定 / ruling on objection {number}: {verdict.reasons.strip()}"


def settle(by: By, objection: Objection, instance: Instance, ruled: Ruled) -> None:
    """Set the state that follows, and until when the answer can be appealed."""
    days = plan_of(objection.board.version).objections.appeal
    objection.state = instance.to
    objection.appeal_until = None
    if instance.to == ObjectionState.ANSWERED and ruled != Ruled.UPHELD:
        objection.appeal_until = after_working_days(by.today, days)
    objection.save(update_fields=["state", "appeal_until"])

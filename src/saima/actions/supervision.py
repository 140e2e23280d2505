"""Supervision 督办: proposed, issued with number and limit, answered, reviewed (S35)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.evidence import Opened
from saima.actions.found import find, newest_version
from saima.actions.papers.supervision import number_paper, void_paper
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_REASON, NO_SUCH_UNIT, Denied, refused
from saima.actions.stored_files import NamedFile, opened, stored
from saima.actions.supervision_refusals import (
    CO_UNITS_APART,
    OWN_ANSWER,
    SHEET_OPEN,
    SHEET_TEXT,
    WRONG_START,
)
from saima.actions.supervision_steps import Act, answering, next_step, take, write_step
from saima.actions.taking import Taken
from saima.actions.telling import Telling, tell, tell_role, tell_unit
from saima.plan.calendar import after_working_days
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.plan.supervision import StartColour, Urgency
from saima.records.models import (
    Role,
    Supervision,
    SupervisionFile,
    SupervisionSource,
    SupervisionState,
)
from saima.records.queries.calendar import exceptions
from saima.records.queries.plans import plan_of
from saima.records.queries.supervision import open_sheet, told_of_a_sheet

State = SupervisionState


@dataclass(frozen=True)
class NewSheet:
    """A matter for supervision; ``about`` names what it is on, ``cause`` what it comes from.

    ``limit``: working days that differ from those of the urgency; ``start``: the first colour.
    """

    source: SupervisionSource
    title: str
    unit: str
    requirement: str
    cause: str
    about: str = ""
    origin: str = ""
    text: str = ""
    co_units: tuple[str, ...] = ()
    urgency: Urgency = Urgency.ORDINARY
    limit: int | None = None
    start: StartColour = StartColour.BLUE
    received_on: date | None = None


@dataclass(frozen=True)
class Answer:
    """What a unit says it did, with the files that prove it."""

    text: str
    files: Sequence[NamedFile] = ()


def propose(by: By, plan: str, new: NewSheet) -> Supervision:
    """Put a matter down for supervision; nobody is told of it before it is issued.

    Raises Denied; Refused without a title or a requirement, for a unit that the plan does not
    know, a first colour that it does not allow, and a matter that is under supervision already.
    """
    by.needs(Right.SUPERVISION_ISSUE)
    with transaction.atomic():
        return add_sheet(by, plan, new)


def add_sheet(by: By, plan: str, new: NewSheet) -> Supervision:
    """Add a proposed sheet. Call it inside a transaction, once the right is known."""
    known = plan_of(newest_version(plan))
    refuse_unfit(known, new)
    rule = known.supervision
    standing = open_sheet(plan, new.cause)
    if standing is not None:
        raise refused(SHEET_OPEN, sheet=standing)
    try:
        with transaction.atomic():
            made: Supervision = Supervision.objects.create(
                plan=plan,
                source=new.source,
                about=new.about[:128],
                cause=new.cause[:160],
                origin=new.origin.strip()[:200],
                title=new.title.strip()[:200],
                text=new.text.strip()[:2000],
                requirement=new.requirement.strip()[:2000],
                unit=new.unit,
                co_units=list(new.co_units),
                urgency=new.urgency,
                limit=new.limit or rule.limits.of(new.urgency),
                colour=new.start.value,
                received_on=new.received_on or by.today,
                proposed_by=by.person,
                proposed_at=by.now,
            )
    except IntegrityError as twice:
        raise refused(SHEET_OPEN, sheet=new.title) from twice
    write_step(by, made, Taken(Act.PROPOSE, made.title, {"cause": made.cause}))
    return made


def refuse_unfit(plan: Plan, new: NewSheet) -> None:
    """Raise Refused where a sheet would not say what whom."""
    for what, text in (("title", new.title), ("requirement", new.requirement)):
        if not text.strip():
            raise refused(SHEET_TEXT, what=what)
    for unit in (new.unit, *new.co_units):
        if unit not in plan.unit_by_code:
            raise refused(NO_SUCH_UNIT, unit=unit, plan=plan.code)
    if new.unit in new.co_units:
        raise refused(CO_UNITS_APART, unit=new.unit)
    allowed = plan.supervision.starts
    if new.start not in allowed:
        colours = " / ".join(one.value for one in allowed)
        raise refused(WRONG_START, colour=new.start.value, colours=colours)


def issue(by: By, sheet: int) -> Supervision:
    """Issue a proposed sheet: number, day and limit, the paper in the register, a word to the unit.

    Whatever goes wrong gives the number back with everything else, so that there is no gap. Raises
    Denied, and Refused for a sheet that is not proposed.
    """
    with transaction.atomic():
        return issue_locked(by, find(Supervision, sheet, lock=True))


def issue_locked(by: By, found: Supervision, kind: str = "sheet_issued") -> Supervision:
    """Issue a sheet that is locked; ``kind`` is the message by which its units are told."""
    next_step(by, found, Act.ISSUE)
    rule = plan_of(newest_version(found.plan)).supervision
    due = after_working_days(by.today, found.limit, exceptions())
    found.issued_on, found.due, found.first_due = by.today, due, due
    found.organ, found.year = rule.organ, by.today.year
    number_paper(by, found)
    changes = ("organ", "year", "number", "issued_on", "due", "first_due", "document")
    data = {"number": found.numbered, "due": due, "limit": found.limit}
    kept = {name: getattr(found, name) for name in changes}
    take(by, found, Taken(Act.ISSUE, data=data, changes=kept))
    tell_units(found, Telling(kind, f"sheet:{found.pk}:issued", told_of_a_sheet(found)), by)
    return found


def tell_units(sheet: Supervision, telling: Telling, by: By) -> None:
    """Tell the unit that answers and those that help."""
    plan = plan_of(newest_version(sheet.plan))
    for unit in dict.fromkeys(heir(plan, one) for one in (sheet.unit, *sheet.co_units)):
        tell_unit(unit, telling, by.now)


def acknowledge(by: By, sheet: int) -> Supervision:
    """Say that the sheet has arrived 签收; how long it took is counted (S61).

    Raises Denied for everybody but the unit, and Refused where it is not issued, or again.
    """
    with transaction.atomic():
        found = find(Supervision, sheet, lock=True)
        take(by, found, Taken(Act.ACKNOWLEDGE, changes={"acknowledged_at": by.now}))
    return found


def answer(by: By, sheet: int, given: Answer) -> Supervision:
    """Answer a sheet 办结反馈, with files; a request for an extension that was open is over.

    Raises Denied for everybody but the unit; Refused without a text, before it was acknowledged,
    and for a file of a wrong kind.
    """
    with transaction.atomic():
        found = find(Supervision, sheet, lock=True)
        next_step(by, found, Act.ANSWER)
        if not given.text.strip():
            raise refused(SHEET_TEXT, what="feedback")
        names = []
        for file in given.files:
            kept = stored(file)
            SupervisionFile.objects.create(
                sheet=found, stored=kept, name=file.name[:200], by=by.person, at=by.now
            )
            names.append({"name": file.name[:200], "sha256": kept.sha256})
        changes = {
            "feedback": given.text.strip()[:4000],
            "answered_by": by.person,
            "answered_at": by.now,
            "asked_until": None,
        }
        taken = Taken(Act.ANSWER, given.text.strip(), {"files": names}, changes)
        step = take(by, found, taken)
        once = f"sheet:{found.pk}:answered:{step.pk}"
        tell_reviewers(found, Telling("sheet_answered", once, told_of_a_sheet(found)), by)
    return found


def tell_reviewers(sheet: Supervision, telling: Telling, by: By) -> None:
    """Tell the office, and the leaders whose instruction it is."""
    tell_role(Role.OFFICE, telling, by.now)
    tell(set(sheet.instructions.values_list("by", flat=True)), telling, by.now)


def send_back(by: By, sheet: int, reason: str) -> Supervision:
    """Return an answer 退回重办. Raises Denied, also to who answered; Refused without a reason."""
    with transaction.atomic():
        found = to_review(by, sheet, Act.RETURN, reason)
        step = take(by, found, Taken(Act.RETURN, reason.strip()))
        data = {**told_of_a_sheet(found), "text": reason.strip()[:500]}
        tell_units(
            found, Telling("sheet_returned", f"sheet:{found.pk}:returned:{step.pk}", data), by
        )
    return found


def write_off(by: By, sheet: int, finding: str) -> Supervision:
    """Write a sheet off 销号 with what the reviewer found.

    Raises Denied, also to who answered; Refused without a finding or without an answer.
    """
    with transaction.atomic():
        found = to_review(by, sheet, Act.WRITE_OFF, finding)
        take(by, found, Taken(Act.WRITE_OFF, finding.strip(), changes={"ended_on": by.today}))
    return found


def to_review(by: By, sheet: int, act: Act, text: str) -> Supervision:
    """The sheet, locked, for a review by somebody else than who answered."""
    found = find(Supervision, sheet, lock=True)
    next_step(by, found, act)
    if found.answered_by_id == by.person.pk:
        raise Denied(OWN_ANSWER)
    if not text.strip():
        raise refused(EMPTY_REASON)
    return found


def withdraw(by: By, sheet: int, reason: str) -> Supervision:
    """Withdraw a sheet that is not over; its paper becomes void and its number stays taken.

    A sheet of an instruction is withdrawn by the leading group only. Raises Denied; Refused
    without a reason.
    """
    with transaction.atomic():
        found = find(Supervision, sheet, lock=True)
        next_step(by, found, Act.WITHDRAW)
        if found.source == SupervisionSource.INSTRUCTION:
            by.needs(Right.INSTRUCTION_WRITE)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        changes = {"ended_on": by.today, "asked_until": None}
        take(by, found, Taken(Act.WITHDRAW, reason.strip(), changes=changes))
        void_paper(by, found, reason.strip())
    return found


def open_file(by: By, file: int) -> Opened:
    """Hand out a file of an answer; the log says who took it.

    Raises Denied, and Refused where there is no such file.
    """
    found = find(SupervisionFile, file)
    refuse_unseen(by, found.sheet)
    handed = opened(found.stored, found.name)
    audit.record(by, "supervision.open_file", found.sheet, name=found.name)
    return handed


def refuse_unseen(by: By, sheet: Supervision) -> None:
    """Raise Denied unless somebody may read the sheet: all, or those of the own units."""
    if not may_read(by, sheet):
        raise Denied(right=Right.SUPERVISION_READ, unit=sheet.unit)


def may_read(by: By, sheet: Supervision) -> bool:
    """Whether somebody may read a sheet: everybody's, or one that the own unit leads or helps."""
    if by.standing.everywhere(Right.SUPERVISION_READ):
        return True
    plan = plan_of(newest_version(sheet.plan))
    named = {answering(sheet), *(heir(plan, unit) for unit in sheet.co_units)}
    return bool(named & by.standing.units(Right.SUPERVISION_READ))

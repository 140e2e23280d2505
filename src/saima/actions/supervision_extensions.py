"""A later day for a sheet: asked for before the due day, decided by the office or a leader.

Who decides is told of the request, the unit and those that help of the decision.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saima.actions.by import By
from saima.actions.found import find
from saima.actions.refusals import EMPTY_REASON, refused
from saima.actions.supervision import tell_reviewers, tell_units
from saima.actions.supervision_refusals import (
    EXTENSION_ASKED,
    EXTENSION_DAY,
    EXTENSION_LATE,
    NOTHING_ASKED,
    SHEET_TEXT,
)
from saima.actions.supervision_steps import Act, next_step, take
from saima.actions.taking import Taken
from saima.actions.telling import Telling
from saima.records.models import Supervision, SupervisionStep
from saima.records.queries.supervision import told_of_a_sheet


@dataclass(frozen=True)
class Asked:
    """Why more time is needed, how far the matter is, and until when it will be done."""

    reason: str
    progress: str
    until: date


def ask(by: By, sheet: int, asked: Asked) -> Supervision:
    """Ask for a later day (domain 1.5: before the due day, with reason, progress, new day).

    Raises Denied for everybody but the unit; Refused on or after the due day, without reason or
    progress, for a day that is not later, and while another request waits.
    """
    with transaction.atomic():
        found = find(Supervision, sheet, lock=True)
        next_step(by, found, Act.ASK)
        due = due_of(found)
        if by.today >= due:
            raise refused(EXTENSION_LATE, due=due)
        if found.asked_until is not None:
            raise refused(EXTENSION_ASKED, day=found.asked_until)
        for what, text in (("reason", asked.reason), ("progress", asked.progress)):
            if not text.strip():
                raise refused(SHEET_TEXT, what=what)
        if asked.until <= due:
            raise refused(EXTENSION_DAY, day=asked.until, due=due)
        data = {"progress": asked.progress.strip()[:2000], "until": asked.until, "due": due}
        changes = {"asked_until": asked.until}
        step = take(by, found, Taken(Act.ASK, asked.reason.strip(), data, changes))
        tell_reviewers(found, telling("sheet_time_asked", found, step), by)
    return found


def extend(by: By, sheet: int, note: str = "") -> Supervision:
    """Grant what was asked for: the sheet has the later day; its colour stays what it became.

    Raises Denied, and Refused where nothing is asked for.
    """
    with transaction.atomic():
        found = asked_for(by, sheet, Act.EXTEND)
        data = {"until": found.asked_until, "before": found.due}
        changes = {"due": found.asked_until, "asked_until": None}
        step = take(by, found, Taken(Act.EXTEND, note.strip(), data, changes))
        tell_units(found, telling("sheet_time_granted", found, step), by)
    return found


def hold(by: By, sheet: int, reason: str) -> Supervision:
    """Refuse what was asked for: the day stays.

    Raises Denied, and Refused without a reason, or where nothing is asked for.
    """
    with transaction.atomic():
        found = asked_for(by, sheet, Act.HOLD)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        data = {"until": found.asked_until}
        step = take(by, found, Taken(Act.HOLD, reason.strip(), data, {"asked_until": None}))
        tell_units(found, telling("sheet_time_refused", found, step), by)
    return found


def telling(kind: str, sheet: Supervision, step: SupervisionStep) -> Telling:
    """What is told of a step: the sheet with the day that holds now, the day asked for, and why."""
    facts = {**told_of_a_sheet(sheet), "until": step.data["until"], "text": step.text[:500]}
    return Telling(kind, f"sheet:{sheet.pk}:{step.act}:{step.pk}", facts)


def asked_for(by: By, sheet: int, act: Act) -> Supervision:
    """The sheet, locked, with a request that waits."""
    found = find(Supervision, sheet, lock=True)
    next_step(by, found, act)
    if found.asked_until is None:
        raise refused(NOTHING_ASKED)
    return found


def due_of(sheet: Supervision) -> date:
    """The due day of an issued sheet. Raises ValueError for one without."""
    if sheet.due is None:
        message = f"the sheet {sheet.pk} has no due day"
        raise ValueError(message)
    return sheet.due

"""A leader's instruction 批示: it becomes a supervised item at once (S41, S60)."""

import hashlib

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.supervision import NewSheet, add_sheet, issue_locked
from saima.actions.supervision_refusals import SHEET_TEXT
from saima.plan.supervision import Urgency
from saima.records.models import Instruction, SupervisionSource
from saima.records.queries.plans import latest_version, plan_of
from saima.records.queries.supervised import thing_of

ORIGIN = "领导批示"
DEMAND = "请按批示要求办理，并反馈办理结果。"
LONGEST = 1000
TITLE = 100


def instruct(by: By, about: str, unit: str, text: str, urgency: Urgency) -> Instruction:
    """Instruct ``unit`` on something (``about`` such as ``task:12``); its sheet is issued at once.

    The same words on the same thing to the same unit are one instruction while its sheet is open,
    so that a form that is sent twice instructs once. Raises Denied for everybody but a leader;
    Refused without words, for a thing or unit that there is not, and for the same again.
    """
    by.needs(Right.INSTRUCTION_WRITE)
    words = text.strip()[:LONGEST]
    if not words:
        raise refused(SHEET_TEXT, what="instruction")
    version = latest_version()
    thing = None if version is None else thing_of(plan_of(version), about)
    if version is None or thing is None:
        raise refused(NOT_THERE)
    mark = hashlib.sha256(words.encode()).hexdigest()[:16]
    new = NewSheet(
        source=SupervisionSource.INSTRUCTION,
        about=about,
        cause=f"instruct:{mark}:{unit}:{about}"[:160],
        origin=ORIGIN,
        title=f"{thing.title}：{words}"[:TITLE],
        text=words,
        requirement=DEMAND,
        unit=unit,
        urgency=urgency,
    )
    with transaction.atomic():
        sheet = add_sheet(by, version.code, new)
        made: Instruction = Instruction.objects.create(
            plan=version.code,
            about=about,
            unit=unit,
            text=words,
            sheet=sheet,
            by=by.person,
            at=by.now,
        )
        issue_locked(by, sheet, "instruction")
        audit.record(by, "instruction.write", made, on=about, unit=unit, text=words)
    return made

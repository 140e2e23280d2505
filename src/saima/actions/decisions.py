"""The register of superiors' decisions: receipt, split into sheets, progress, result (S153)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import ALREADY_DONE, DAY_TO_COME, RECORD_NEEDED
from saima.actions.evidence import Opened
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import refused
from saima.actions.stored_files import NamedFile, opened, stored
from saima.actions.supervision_refusals import PARTS_OPEN, SHEET_TEXT
from saima.records.models import PlanVersion, SuperiorDecision, Supervision
from saima.records.queries.supervision import OVER


@dataclass(frozen=True)
class NewDecision:
    """A decision as it came in: who made it, its document, and the file of it."""

    issuer: str
    title: str
    document: str
    received_on: date
    text: str = ""
    file: NamedFile | None = None


def record(by: By, plan: str, new: NewDecision) -> SuperiorDecision:
    """Register a decision with the next number of the plan's year.

    Raises Denied; Refused without issuer, title or document, and for a day to come.
    """
    by.needs(Right.SUPERVISION_ISSUE)
    needed = (("issuer", new.issuer), ("title", new.title), ("document", new.document))
    for what, text in needed:
        if not text.strip():
            raise refused(SHEET_TEXT, what=what)
    if new.received_on > by.today:
        raise refused(DAY_TO_COME, day=new.received_on)
    with transaction.atomic():
        list(PlanVersion.objects.filter(code=plan).order_by("pk").select_for_update())
        rows = SuperiorDecision.objects.filter(plan=plan)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        made: SuperiorDecision = SuperiorDecision.objects.create(
            plan=plan,
            number=last + 1,
            issuer=new.issuer.strip()[:64],
            title=new.title.strip()[:200],
            document=new.document.strip()[:200],
            text=new.text.strip()[:2000],
            received_on=new.received_on,
            file=None if new.file is None else stored(new.file),
            file_name="" if new.file is None else new.file.name[:200],
            made_by=by.person,
            made_at=by.now,
        )
        audit.record(
            by,
            "decision.record",
            made,
            issuer=made.issuer,
            title=made.title,
            document=made.document,
            received_on=made.received_on,
        )
    return made


def finish(by: By, decision: int, result: str) -> SuperiorDecision:
    """Write down what came of a decision, once all its sheets are over.

    Raises Denied; Refused without a result, for a second time, and while a sheet is open.
    """
    by.needs(Right.SUPERVISION_ISSUE)
    with transaction.atomic():
        found = find(SuperiorDecision, decision, lock=True)
        if found.ended_on is not None:
            raise refused(ALREADY_DONE)
        if not result.strip():
            raise refused(RECORD_NEEDED)
        parts = Supervision.objects.filter(plan=found.plan, about=f"decision:{found.pk}")
        left = parts.exclude(state__in=OVER).count()
        if left:
            raise refused(PARTS_OPEN, count=left)
        found.result, found.ended_on = result.strip()[:1000], by.today
        found.save(update_fields=["result", "ended_on"])
        audit.record(by, "decision.finish", found, title=found.title, result=found.result)
    return found


def open_decision(by: By, decision: int) -> Opened:
    """Hand out the document of a decision; the log says who took it.

    Raises Denied for those who do not read all sheets, and Refused where there is no file.
    """
    by.needs(Right.SUPERVISION_READ)
    found = find(SuperiorDecision, decision)
    file = opened(found.file, found.file_name)
    audit.record(by, "decision.open", found, title=found.title, name=found.file_name)
    return file

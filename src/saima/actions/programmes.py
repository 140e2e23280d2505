"""Programmes 工作体系: a tree of lines that tasks hang on; a line may wait for its name (S20)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, TAKEN, refused
from saima.actions.task_edits import lock_codes
from saima.actions.task_refusals import NAME_NEEDED, NO_SUCH_PROGRAMME
from saima.records.models import PlanVersion, Programme

LONGEST = 200


@dataclass(frozen=True)
class NewProgramme:
    """A programme, or a line of ``parent`` (an id); ``open_name``: its name is still to come."""

    zh: str
    en: str = ""
    code: str = ""
    parent: int | None = None
    clause: str = ""
    open_name: bool = False


def add(by: By, plan: str, new: NewProgramme) -> Programme:
    """Add a programme or a line at the end of its parent.

    Raises Denied; Refused without a name, for a code that is taken, or a parent of another plan.
    """
    return add_lines(by, plan, [new])[0]


def add_lines(by: By, plan: str, lines: Sequence[NewProgramme]) -> list[Programme]:
    """Add several at once, in their order. Raises as ``add``; all of them or none."""
    by.needs(Right.PROGRAMME_KEEP)
    with transaction.atomic():
        if not PlanVersion.objects.filter(code=plan).exists():
            raise refused(NOT_THERE)
        lock_codes(plan)
        return [added(by, plan, new) for new in lines]


def added(by: By, plan: str, new: NewProgramme) -> Programme:
    """Add one."""
    if not new.zh.strip():
        raise refused(NAME_NEEDED)
    siblings = Programme.objects.filter(plan=plan, parent=new.parent)
    if new.parent is not None and not Programme.objects.filter(plan=plan, pk=new.parent).exists():
        raise refused(NO_SUCH_PROGRAMME)
    code = new.code.strip() or next_code(plan)
    if Programme.objects.filter(plan=plan, code=code).exists():
        raise refused(TAKEN, name=code)
    made: Programme = Programme.objects.create(
        plan=plan,
        code=code,
        parent_id=new.parent,
        position=siblings.count() + 1,
        zh=new.zh.strip()[:LONGEST],
        en=new.en.strip()[:LONGEST],
        clause=new.clause.strip()[:LONGEST],
        open_name=new.open_name,
        made_by=by.person,
        made_at=by.now,
    )
    audit.record(by, "programme.add", made, name=made.zh, code=made.code)
    return made


def next_code(plan: str) -> str:
    """The first free code of the row ``P001``."""
    codes = set(Programme.objects.filter(plan=plan).values_list("code", flat=True))
    number = len(codes) + 1
    while f"P{number:03}" in codes:
        number += 1
    return f"P{number:03}"


def name_line(by: By, programme: int, zh: str, en: str = "") -> Programme:
    """Give a line its name, or another one; the log keeps the old one.

    Raises Denied, and Refused without a name.
    """
    by.needs(Right.PROGRAMME_KEEP)
    with transaction.atomic():
        found = find(Programme, programme, lock=True)
        if not zh.strip():
            raise refused(NAME_NEEDED)
        before = {"zh": found.zh, "en": found.en}
        found.zh, found.en, found.open_name = zh.strip()[:LONGEST], en.strip()[:LONGEST], False
        found.save(update_fields=["zh", "en", "open_name"])
        after = {"zh": found.zh, "en": found.en}
        audit.record(by, "programme.name", found, name=found.zh, before=before, after=after)
    return found

"""Task forces 专班: founded, joined, driving tasks, meeting, ended (S25, S26)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import DAY_TO_COME
from saima.actions.found import find, newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import (
    DATES_CROSSED,
    EMPTY_REASON,
    NO_SUCH_UNIT,
    NOT_THERE,
    TAKEN,
    refused,
)
from saima.actions.task_faults import works
from saima.actions.task_refusals import FORCE_OVER, NAME_NEEDED, NO_SUCH_CONTEST
from saima.records.models import ForceMeeting, ForceMember, Task, TaskForce
from saima.records.queries.plans import plan_of


@dataclass(frozen=True)
class NewForce:
    """A task force: its chapter or contest, the unit that runs it, the post that heads it."""

    name: str
    unit: str
    leader: str
    starts: date
    chapter: str = ""
    target: str = ""


def found_force(by: By, plan: str, new: NewForce) -> TaskForce:
    """Found a task force.

    Raises Denied; Refused without a name or leader, for one that is there, a unit or a chapter
    that the plan does not have.
    """
    by.needs(Right.TASK_FORCE_KEEP)
    known = plan_of(newest_version(plan))
    if not new.name.strip() or not new.leader.strip():
        raise refused(NAME_NEEDED)
    if not works(known, new.unit):
        raise refused(NO_SUCH_UNIT, unit=new.unit, plan=plan)
    if new.chapter and new.chapter not in known.node_by_code:
        raise refused(NO_SUCH_CONTEST, code=new.chapter)
    with transaction.atomic():
        name = new.name.strip()[:200]
        if TaskForce.objects.filter(plan=plan, name=name).exists():
            raise refused(TAKEN, name=name)
        made: TaskForce = TaskForce.objects.create(
            plan=plan,
            name=name,
            chapter=new.chapter,
            unit=new.unit,
            leader=new.leader.strip()[:64],
            target=new.target.strip()[:1000],
            starts=new.starts,
            made_by=by.person,
            made_at=by.now,
        )
        audit.record(by, "force.found", made, name=name, unit=new.unit, leader=made.leader)
    return made


def add_member(by: By, force: int, unit: str, post: str, starts: date) -> ForceMember:
    """Add a unit's post from a day on. Raises Denied; Refused for no such unit, and twice."""
    with transaction.atomic():
        found = going_on(by, force)
        if not works(plan_of(newest_version(found.plan)), unit):
            raise refused(NO_SUCH_UNIT, unit=unit, plan=found.plan)
        if not post.strip():
            raise refused(NAME_NEEDED)
        if found.members.filter(unit=unit, post=post.strip()[:64], ends=None).exists():
            raise refused(TAKEN, name=post.strip())
        made: ForceMember = ForceMember.objects.create(
            force=found, unit=unit, post=post.strip()[:64], starts=starts
        )
        audit.record(by, "force.join", found, name=found.name, unit=unit, post=made.post)
    return made


def end_member(by: By, member: int, ends: date) -> ForceMember:
    """Let a post leave after a day. Raises Denied; Refused before its first day, and twice."""
    by.needs(Right.TASK_FORCE_KEEP)
    with transaction.atomic():
        found = find(ForceMember, member, lock=True)
        if found.ends is not None:
            raise refused(FORCE_OVER, day=found.ends)
        if ends < found.starts:
            raise refused(DATES_CROSSED, later=ends, earlier=found.starts)
        found.ends = ends
        found.save(update_fields=["ends"])
        force = found.force
        facts = {"name": force.name, "unit": found.unit, "post": found.post, "ends": ends}
        audit.record(by, "force.leave", force, **facts)
    return found


def drive(by: By, force: int, tasks: Collection[int]) -> TaskForce:
    """Let a task force drive exactly these tasks. Raises Denied; Refused for other plans' tasks."""
    with transaction.atomic():
        found = going_on(by, force)
        known = Task.objects.filter(plan=found.plan, pk__in=tasks)
        if known.count() < len(set(tasks)):
            raise refused(NOT_THERE)
        before = list(found.tasks.order_by("code").values_list("code", flat=True))
        found.tasks.set(known)
        after = list(found.tasks.order_by("code").values_list("code", flat=True))
        audit.record(
            by,
            "force.drive",
            found,
            name=found.name,
            before={"tasks": before},
            after={"tasks": after},
        )
    return found


def meet(by: By, force: int, day: date, title: str, decided: str) -> ForceMeeting:
    """Write down a meeting and its decisions. Raises Denied; Refused without a title or ahead."""
    with transaction.atomic():
        found = going_on(by, force)
        if not title.strip():
            raise refused(NAME_NEEDED)
        if day > by.today:
            raise refused(DAY_TO_COME, day=day)
        made: ForceMeeting = ForceMeeting.objects.create(
            force=found,
            date=day,
            title=title.strip()[:200],
            decided=decided.strip()[:4000],
            by=by.person,
            at=by.now,
        )
        audit.record(by, "force.meet", found, name=found.name, date=day, title=made.title)
    return made


def end_force(by: By, force: int, ends: date, reason: str) -> TaskForce:
    """End a task force. Raises Denied; Refused without a reason, or before it began."""
    with transaction.atomic():
        found = going_on(by, force)
        if not reason.strip():
            raise refused(EMPTY_REASON)
        if ends < found.starts:
            raise refused(DATES_CROSSED, later=ends, earlier=found.starts)
        found.ends = ends
        found.save(update_fields=["ends"])
        facts = {"name": found.name, "ends": ends, "reason": reason.strip()[:500]}
        audit.record(by, "force.end", found, **facts)
    return found


def going_on(by: By, force: int) -> TaskForce:
    """A task force that has not ended, locked."""
    by.needs(Right.TASK_FORCE_KEEP)
    found = find(TaskForce, force, lock=True)
    if found.ends is not None:
        raise refused(FORCE_OVER, day=found.ends)
    return found

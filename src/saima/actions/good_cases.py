"""Good cases 典型案例: written by a unit, decided by somebody else, published (S43)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from saima.actions import adjustments, audit
from saima.actions.awards import NOT_A_BONUS
from saima.actions.by import By
from saima.actions.evidence import Opened
from saima.actions.found import find, newest_version
from saima.actions.good_case_steps import DECIDE, WRITE, Act, State, next_step, take
from saima.actions.permissions import Right
from saima.actions.personal_data import refuse_personal
from saima.actions.refusals import (
    EMPTY_REASON,
    NO_SUCH_INDICATOR,
    NO_SUCH_UNIT,
    NOT_THERE,
    TAKEN,
    Denied,
    refused,
)
from saima.actions.stored_files import NamedFile, opened, stored
from saima.actions.taking import Taken
from saima.actions.telling import Telling, tell_unit
from saima.plan.problems import problem_kind
from saima.plan.rules import Effect
from saima.records.models import GoodCase, ProposalState, Task
from saima.records.queries.plans import plan_of

LONGEST = 20_000

CASE_INCOMPLETE = problem_kind(
    "case_incomplete",
    en=(
        "the title, the summary or the text is empty",
        "expected all three",
        "write what was done, with which result",
    ),
    zh=("标题、摘要或正文为空", "三项均应填写", "请写明做法和成效"),
)
NO_SUCH_CONTEST = problem_kind(
    "no_such_contest",
    en=(
        '"{contest}" is no contest of {plan}',
        "expected a contest of the plan",
        "choose one of its contests",
    ),
    zh=("{plan} 中没有比拼“{contest}”", "应为考核办法中的比拼", "请从中选择"),
)
CASE_TOO_LONG = problem_kind(
    "case_too_long",
    en=("the text has {count} characters", "expected at most {limit}", "shorten it"),
    zh=("正文为 {count} 字", "应不超过 {limit} 字", "请压缩篇幅"),
)


@dataclass(frozen=True)
class NewCase:
    """A good case as it is written; ``file`` None keeps the file that is there.

    ``confirmed``: somebody looked at what seems personal in it and says that it is not.
    """

    unit: str
    title: str
    summary: str
    text: str
    contest: str = ""
    indicator: str = ""
    task: int | None = None
    file: NamedFile | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Bonus:
    """The bonus that a case is proposed for: one of the plan's, its period and points."""

    kind: str
    period: str
    points: Decimal


def write(by: By, plan: str, new: NewCase) -> GoodCase:
    """Begin a case as a draft of the unit.

    Raises Denied, and Refused for empty or too long texts, for what looks personal and is not
    confirmed, for what the plan does not know, for a task of another unit, and for a file that is
    not taken.
    """
    by.needs(Right.GOOD_CASE_WRITE, new.unit)
    with transaction.atomic():
        written = checked(plan, new)
        made: GoodCase = GoodCase.objects.create(
            plan=plan,
            unit=new.unit,
            written_by=by.person,
            written_at=by.now,
            **written,
        )
        audit.record(by, "good_case.write", made, unit=made.unit, title=made.title)
    return made


def edit(by: By, case: int, new: NewCase) -> GoodCase:
    """Change a draft or a case that was sent back; its unit stays. Raises as ``write``."""
    with transaction.atomic():
        found = find_allowed(by, case, WRITE)
        next_step(by, found, Act.EDIT)
        changes = checked(found.plan, new, found.unit)
        return take(by, found, Taken(Act.EDIT, changes=changes))


def checked(plan: str, new: NewCase, unit: str | None = None) -> Mapping[str, object]:
    """The fields of a case. Raises Refused as ``write`` does."""
    rules = plan_of(newest_version(plan))
    texts = {"title": new.title, "summary": new.summary, "text": new.text}
    written = {name: text.strip() for name, text in texts.items()}
    if not all(written.values()):
        raise refused(CASE_INCOMPLETE)
    refuse_personal(written.values(), confirmed=new.confirmed)
    if len(written["text"]) > LONGEST:
        raise refused(CASE_TOO_LONG, count=len(written["text"]), limit=LONGEST)
    owner = unit or new.unit
    if owner not in rules.unit_by_code:
        raise refused(NO_SUCH_UNIT, unit=owner, plan=plan)
    if new.contest and new.contest not in rules.node_by_code:
        raise refused(NO_SUCH_CONTEST, contest=new.contest, plan=plan)
    if new.indicator and new.indicator not in rules.indicator_by_code:
        raise refused(NO_SUCH_INDICATOR, indicator=new.indicator, plan=plan)
    task = None if new.task is None else find(Task, new.task)
    if task is not None and (task.plan, task.unit) != (plan, owner):
        raise refused(NOT_THERE)
    more: dict[str, object] = {"contest": new.contest, "indicator": new.indicator, "task": task}
    if new.file is not None:
        more |= {"file": stored(new.file), "file_name": new.file.name[:200]}
    cut = {"title": written["title"][:200], "summary": written["summary"][:500]}
    return {**written, **cut, **more}


def propose(by: By, case: int) -> GoodCase:
    """Hand a draft in, or again after it was sent back.

    Raises Denied, and Refused where it is not the time for it.
    """
    return moved(by, case, Act.PROPOSE, remark="")


def drop(by: By, case: int) -> GoodCase:
    """Let the unit withdraw what is not decided yet. Raises as ``propose``."""
    return moved(by, case, Act.DROP)


def approve(by: By, case: int, remark: str = "") -> GoodCase:
    """Approve a case that somebody else wrote.

    Raises Denied, also for one's own case, and Refused where it is not the time for it.
    """
    return decided(by, case, Act.APPROVE, remark)


def send_back(by: By, case: int, remark: str) -> GoodCase:
    """Send a case back to its unit. Raises as ``approve``, and Refused without a reason."""
    return decided(by, case, Act.RETURN, remark, reason_needed=True)


def publish(by: By, case: int) -> GoodCase:
    """Publish an approved case to everybody who is signed in. Raises as ``approve``."""
    return decided(by, case, Act.PUBLISH)


def withdraw(by: By, case: int, remark: str) -> GoodCase:
    """Take an approved or published case back. Raises as ``send_back``."""
    return decided(by, case, Act.WITHDRAW, remark, reason_needed=True)


def moved(by: By, case: int, act: Act, **changes: object) -> GoodCase:
    """Take a step of the unit."""
    with transaction.atomic():
        found = find_allowed(by, case, WRITE)
        return take(by, found, Taken(act, changes=changes))


def decided(
    by: By, case: int, act: Act, remark: str = "", *, reason_needed: bool = False
) -> GoodCase:
    """Take a step of those who decide, and tell the unit."""
    remark = remark.strip()[:500]
    with transaction.atomic():
        found = find_allowed(by, case, DECIDE)
        next_step(by, found, act)
        if reason_needed and not remark:
            raise refused(EMPTY_REASON)
        changes: dict[str, object] = {"remark": remark} if remark else {}
        if act is Act.PUBLISH:
            changes["published_at"] = by.now
        else:
            changes |= {"decided_by": by.person, "decided_at": by.now}
        take(by, found, Taken(act, remark, changes=changes))
        data = {
            "title": found.title,
            "unit": found.unit,
            "key": found.pk,
            "state": found.state,
            "text": remark,
        }
        once = f"good_case:{found.pk}:{act}:{by.now.isoformat()}"
        tell_unit(found.unit, Telling("good_case_decided", once, data), by.now)
    return found


def find_allowed(by: By, case: int, right: Right) -> GoodCase:
    """The case, locked. Raises Denied to those who could take no such step anywhere."""
    if not by.standing.may_somewhere(right):
        raise Denied(right=right)
    return find(GoodCase, case, lock=True)


def propose_bonus(by: By, case: int, bonus: Bonus) -> GoodCase:
    """Propose a bonus for an approved case, with the case as its document and reason.

    A leader approves the adjustment like any other. Raises Denied; Refused where a bonus is
    proposed or given already, for a kind that is no bonus, and as ``adjustments.propose``.
    """
    with transaction.atomic():
        found = find_allowed(by, case, Right.ADJUSTMENT_PROPOSE)
        next_step(by, found, Act.BONUS)
        if found.bonus is not None and found.bonus.state != ProposalState.DECLINED:
            raise refused(TAKEN, name=found.title)
        kind = adjustments.kind_in(plan_of(newest_version(found.plan)), bonus.kind)
        if kind is not None and kind.effect is not Effect.BONUS:
            raise refused(NOT_A_BONUS, code=bonus.kind, plan=found.plan)
        made = adjustments.propose(
            by,
            found.plan,
            adjustments.NewAdjustment(
                unit=found.unit,
                period=bonus.period,
                kind=bonus.kind,
                points=bonus.points,
                reason=f"典型案例：{found.summary}",
                document=f"典型案例第{found.pk}号《{found.title}》",
            ),
        )
        facts = {"kind": made.kind, "points": made.points, "period": made.period}
        return take(by, found, Taken(Act.BONUS, data=facts, changes={"bonus": made}))


def may_read(by: By, case: GoodCase) -> bool:
    """Whether somebody may see a case: everybody a published one, else its unit and the office."""
    return case.state == State.PUBLISHED or by.standing.may(Right.GOOD_CASE_READ, case.unit)


def open_file(by: By, case: int) -> Opened:
    """The file of a case. Raises Denied, and Refused where there is none."""
    found = find(GoodCase, case)
    if not may_read(by, found):
        raise Denied(right=Right.GOOD_CASE_READ, unit=found.unit)
    return opened(found.file, found.file_name)

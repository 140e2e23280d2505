"""Hard problems are raised, with what the plan asks of their kind (S42, S59, S109, S137)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from saima.actions import audit
from saima.actions.by import By
from saima.actions.derivations import follow_problem
from saima.actions.hard_problem_days import days_of
from saima.actions.hard_problem_refusals import (
    NO_QUANTITY,
    NO_SUCH_KIND,
    NO_SUCH_TASK,
    NOT_ASKED,
    TITLE_MISSING,
)
from saima.actions.hard_problem_steps import Act, facts, write_step
from saima.actions.hard_problem_telling import tell_step
from saima.actions.ledger import ValueKey, lock_plan
from saima.actions.permissions import Right
from saima.actions.personal_data import refuse_personal
from saima.actions.refusals import (
    NO_SUCH_INDICATOR,
    NO_SUCH_UNIT,
    Refused,
    refused,
)
from saima.actions.stored_files import NamedFile, stored
from saima.actions.taking import Taken
from saima.plan.hard_problems import Ask, HardProblemKind
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.plan.problems import Problem
from saima.records.models import HardProblem, HardProblemFile, Task
from saima.records.queries.plans import plan_of

FIELDS = {
    Ask.TEXT: Label(zh="情况说明", en="a description"),
    Ask.ORGANISATION: Label(zh="企业或单位名称", en="an organisation"),
    Ask.TASK: Label(zh="相关任务", en="a task"),
    Ask.INDICATOR: Label(zh="相关指标", en="an indicator"),
    Ask.QUANTITY: Label(zh="数量", en="a quantity"),
}
FILES = Label(zh="附件", en="files")


@dataclass(frozen=True)
class NewProblem:
    """A problem as it is raised; ``confirmed``: what looks like a citizen's data is none."""

    plan: str
    kind: str
    unit: str
    title: str
    text: str = ""
    organisation: str = ""
    task: int | None = None
    indicator: str = ""
    quantity: int = 1
    files: Sequence[NamedFile] = ()
    confirmed: bool = False


def raise_problem(by: By, new: NewProblem) -> HardProblem:
    """Raise a hard problem for a unit; its days follow from the kind's limits.

    Raises Denied, and Refused for a kind, unit, task or indicator that there is not, without a
    title, with a field that the kind does not keep, or where a text looks like a citizen's data.
    """
    by.needs(Right.HARD_PROBLEM_RAISE, new.unit)
    with transaction.atomic():
        version = lock_plan(ValueKey(new.plan, new.unit, "", ""))
        plan = plan_of(version)
        kind = checked(plan, new)
        days = days_of(kind)
        last = HardProblem.objects.filter(plan=plan.code).aggregate(last=Max("number"))["last"]
        made: HardProblem = HardProblem.objects.create(
            plan=plan.code,
            number=(last or 0) + 1,
            kind=kind.code,
            title=new.title.strip()[:200],
            text=new.text.strip()[:2000],
            organisation=new.organisation.strip()[:200],
            task_id=new.task,
            indicator=new.indicator,
            unit=new.unit,
            quantity=new.quantity,
            raised_by=by.person,
            raised_at=by.now,
            raised_on=by.today,
            due=days.due(by.today),
            rises_on=days.rises(by.today, 0),
            step_due=days.after(by.today, kind.limits.accept),
        )
        taken = Taken(Act.RAISE, data=confirmation(confirmed=new.confirmed))
        write_step(made, taken, by.now, by.person)
        keep_files(by, made, new.files)
        tell_step(made, Act.RAISE, plan, by.now)
        follow_problem(made, by.now)
        audit.record(by, "hard_problem.raise", made, **facts(made), due=made.due, data=taken.data)
    return made


def checked(plan: Plan, new: NewProblem) -> HardProblemKind:
    """The kind of a new problem that keeps to its rules; raises Refused with all problems."""
    kind = plan.hard_problem_by_code.get(new.kind)
    if kind is None:
        options = ", ".join(plan.hard_problem_by_code)
        raise refused(NO_SUCH_KIND, code=new.kind, options=options)
    found = [
        Problem(NOT_ASKED, facts={"field": FIELDS[ask]})
        for ask in given(new)
        if ask not in kind.asks
    ]
    if kind.guarded and new.files:
        found.append(Problem(NOT_ASKED, facts={"field": FILES}))
    if not new.title.strip():
        found.append(Problem(TITLE_MISSING))
    if new.quantity < 1:
        found.append(Problem(NO_QUANTITY, facts={"quantity": new.quantity}))
    if new.unit not in plan.unit_by_code:
        found.append(Problem(NO_SUCH_UNIT, facts={"unit": new.unit, "plan": plan.code}))
    if new.indicator and new.indicator not in plan.indicator_by_code:
        facts_of = {"indicator": new.indicator, "plan": plan.code}
        found.append(Problem(NO_SUCH_INDICATOR, facts=facts_of))
    if new.task is not None and not Task.objects.filter(pk=new.task, plan=plan.code).exists():
        found.append(Problem(NO_SUCH_TASK, facts={"task": new.task, "plan": plan.code}))
    if found:
        raise Refused(found)
    refuse_personal((new.title, new.text, new.organisation), confirmed=new.confirmed)
    return kind


def given(new: NewProblem) -> list[Ask]:
    """What was filled in beside the title."""
    filled = {
        Ask.TEXT: bool(new.text.strip()),
        Ask.ORGANISATION: bool(new.organisation.strip()),
        Ask.TASK: new.task is not None,
        Ask.INDICATOR: bool(new.indicator),
        Ask.QUANTITY: new.quantity > 1,
    }
    return [ask for ask, there in filled.items() if there]


def confirmation(*, confirmed: bool) -> dict[str, object]:
    """What the story says where somebody confirmed that a text holds no citizen's data."""
    return {"confirmed": True} if confirmed else {}


def keep_files(by: By, problem: HardProblem, files: Sequence[NamedFile]) -> None:
    """Attach files. Raises Refused for a file of a wrong kind or size."""
    for file in files:
        HardProblemFile.objects.create(
            problem=problem, stored=stored(file), name=file.name[:200], by=by.person, at=by.now
        )

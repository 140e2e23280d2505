"""The steps of a hard problem after it was raised: who does what, which days follow (S42)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from saima.actions.by import By
from saima.actions.derivations import follow_problem
from saima.actions.found import find
from saima.actions.hard_problem_days import Days, days_of
from saima.actions.hard_problem_refusals import NOT_ASKED, PLAN_MISSING, RESULT_MISSING
from saima.actions.hard_problem_steps import Act, next_step, rules_of, take
from saima.actions.hard_problem_telling import tell_step
from saima.actions.hard_problems import FILES, confirmation, keep_files
from saima.actions.personal_data import refuse_personal
from saima.actions.refusals import EMPTY_REASON, NO_SUCH_UNIT, refused
from saima.actions.stored_files import NamedFile
from saima.actions.taking import Taken
from saima.plan.hard_problems import HardProblemKind
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.plan.problems import ProblemKind
from saima.records.models import HardProblem

GUARDED_RESULT = "已办结 / done"
"""The result of a guarded problem: done or not done, and nothing else is kept."""

WORDS = Label(zh="文字", en="words")
NEED_WORDS = {
    Act.DECLINE: EMPTY_REASON,
    Act.PLAN: PLAN_MISSING,
    Act.HANDLE: RESULT_MISSING,
    Act.RETURN: EMPTY_REASON,
    Act.REOPEN: EMPTY_REASON,
}
"""Steps that say why or what, and how the lack of it is told."""

REASONS = frozenset({Act.DECLINE, Act.RETURN, Act.REOPEN})
"""Steps that give a reason even of a guarded problem; the other steps of one have no words."""


@dataclass(frozen=True)
class Words:
    """What somebody writes at a step; ``confirmed`` as when it is raised."""

    text: str = ""
    files: Sequence[NamedFile] = ()
    confirmed: bool = False


@dataclass(frozen=True)
class Given:
    """What a step starts from: the problem under its lock, its rules, its days, its words."""

    by: By
    problem: HardProblem
    plan: Plan
    kind: HardProblemKind
    days: Days
    words: Words


Changes = Callable[[Given], dict[str, object]]


def step(by: By, problem: int, act: Act, words: Words, changes: Changes) -> HardProblem:
    """Take one step under the lock of the problem: words, files, messages, derived values."""
    with transaction.atomic():
        found = find(HardProblem, problem, lock=True)
        next_step(by, found, act)
        plan, kind = rules_of(found)
        refuse_words(kind, act, words)
        handler = found.handler
        given = Given(by, found, plan, kind, days_of(kind), words)
        text = words.text.strip()
        take(by, found, Taken(act, text, confirmation(confirmed=words.confirmed), changes(given)))
        keep_files(by, found, words.files)
        tell_step(found, act, plan, by.now, text)
        follow_problem(found, by.now, handler)
    return found


def refuse_words(kind: HardProblemKind, act: Act, words: Words) -> None:
    """Raise Refused where words are missing, are not kept, or look like a citizen's data."""
    text = words.text.strip()
    if kind.guarded and words.files:
        raise refused(NOT_ASKED, field=FILES)
    if kind.guarded and text and act not in REASONS:
        raise refused(NOT_ASKED, field=WORDS)
    needed: ProblemKind | None = NEED_WORDS.get(act)
    if needed is not None and not text and not (kind.guarded and act not in REASONS):
        raise refused(needed)
    refuse_personal((text,), confirmed=words.confirmed)


def accept(by: By, problem: int, words: Words = Words()) -> HardProblem:
    """Take a raised problem on. Raises Denied, and Refused where it is not raised."""

    def changes(given: Given) -> dict[str, object]:
        return {"step_due": given.days.after(by.today, given.kind.limits.assign)}

    return step(by, problem, Act.ACCEPT, words, changes)


def decline(by: By, problem: int, words: Words) -> HardProblem:
    """Do not take it on. Raises Denied, and Refused without a reason or where it is too late."""
    ended: dict[str, object] = {"step_due": None, "rises_on": None}
    return step(by, problem, Act.DECLINE, words, lambda _: ended)


def assign(by: By, problem: int, handler: str, words: Words = Words()) -> HardProblem:
    """Name the unit that solves it, also another one than before.

    Raises Denied, and Refused for a unit that there is not or where it is not the time.
    """

    def changes(given: Given) -> dict[str, object]:
        if handler not in given.plan.unit_by_code:
            raise refused(NO_SUCH_UNIT, unit=handler, plan=given.plan.code)
        return {
            "handler": handler,
            "step_due": given.days.after(by.today, given.kind.limits.plan),
        }

    return step(by, problem, Act.ASSIGN, words, changes)


def plan_solution(by: By, problem: int, words: Words) -> HardProblem:
    """Say how and until when it is solved.

    Raises Denied, and Refused without words, or with words about a guarded problem.
    """

    def changes(given: Given) -> dict[str, object]:
        return {
            "planned": words.text.strip()[:2000],
            "step_due": given.days.after(by.today, given.kind.limits.handle),
        }

    return step(by, problem, Act.PLAN, words, changes)


def handle(by: By, problem: int, words: Words) -> HardProblem:
    """Say what was done and what came of it; a guarded problem is done, and no more is said.

    Raises Denied, and Refused without a result.
    """

    def changes(given: Given) -> dict[str, object]:
        return {
            "result": words.text.strip()[:2000] or GUARDED_RESULT,
            "handled_by": by.person,
            "step_due": given.days.after(by.today, given.kind.limits.accept),
        }

    return step(by, problem, Act.HANDLE, words, changes)


def verify(by: By, problem: int, words: Words = Words()) -> HardProblem:
    """Close it: somebody else than who handled it says that it is solved (S59).

    Raises Denied, also for one's own solution, and Refused where nothing was handled.
    """

    def changes(given: Given) -> dict[str, object]:
        return {
            "closed_on": by.today,
            "closed_by": by.person,
            "rises_on": None,
            "step_due": given.days.looks_again(by.today),
        }

    return step(by, problem, Act.VERIFY, words, changes)


def send_back(by: By, problem: int, words: Words) -> HardProblem:
    """Say that it is not solved. Raises as ``verify``, and Refused without a reason."""

    def changes(given: Given) -> dict[str, object]:
        return {"step_due": given.days.after(by.today, given.kind.limits.handle)}

    return step(by, problem, Act.RETURN, words, changes)


def reopen(by: By, problem: int, words: Words) -> HardProblem:
    """Open a closed problem that came back: it is counted, and its time begins anew (S125).

    Raises Denied, and Refused without a reason or where it is not closed.
    """

    def changes(given: Given) -> dict[str, object]:
        return {
            "closed_on": None,
            "closed_by": None,
            "handled_by": None,
            "reopened": given.problem.reopened + 1,
            "due": given.days.after(by.today, given.kind.limits.plan + given.kind.limits.handle),
            "rises_on": given.days.rises(by.today, given.problem.level),
            "step_due": given.days.after(by.today, given.kind.limits.plan),
        }

    return step(by, problem, Act.REOPEN, words, changes)


def check_relapse(by: By, problem: int, words: Words = Words()) -> HardProblem:
    """Write down that somebody looked and it did not come back. Raises as ``reopen``."""
    return step(by, problem, Act.CHECK, words, lambda _: {"step_due": None})

"""How a hard problem goes from one state to the next: a table, and nothing beside it (S42, S59)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.taking import Taken, any_step, moved
from saima.plan.hard_problems import HardProblemKind, Verifier
from saima.plan.heirs import heir
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind
from saima.records.chain import plain
from saima.records.models import HardProblem, HardProblemState, HardProblemStep, Person
from saima.records.queries.plans import plan_of

State = HardProblemState

HARD_PROBLEM_NOT_NOW = problem_kind(
    "hard_problem_not_now",
    en=(
        "hard problem {number} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "难题 {number} 当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)
OWN_SOLUTION = problem_kind(
    "own_solution",
    en=(
        "you handled this problem yourself",
        "expected another person to verify it",
        "leave the decision to a colleague",
    ),
    zh=("该难题由您本人办理", "应由他人核验", "请交由同事核验"),
)


class Act(StrEnum):
    """What is done with a hard problem; only the clock lets it rise."""

    RAISE = "raise"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    PLAN = "plan"
    HANDLE = "handle"
    VERIFY = "verify"
    RETURN = "return"
    REOPEN = "reopen"
    CHECK = "check"
    RISE = "rise"


class Side(StrEnum):
    """Whose step it is: nobody's unit, the unit that solves it, or who verifies it."""

    OFFICE = "office"
    HANDLER = "handler"
    VERIFIER = "verifier"


@dataclass(frozen=True)
class Step:
    """The state that follows, the right that is needed for it, and on which side it is held."""

    to: State
    right: Right
    side: Side


ASSIGNS = (Right.HARD_PROBLEM_ASSIGN, Side.OFFICE)
HANDLES = (Right.HARD_PROBLEM_HANDLE, Side.HANDLER)
VERIFIES = (Right.HARD_PROBLEM_VERIFY, Side.VERIFIER)

STEPS: Mapping[tuple[State, Act], Step] = {
    (State.RAISED, Act.ACCEPT): Step(State.ACCEPTED, *ASSIGNS),
    (State.RAISED, Act.DECLINE): Step(State.DECLINED, *ASSIGNS),
    (State.ACCEPTED, Act.ASSIGN): Step(State.ASSIGNED, *ASSIGNS),
    (State.ASSIGNED, Act.ASSIGN): Step(State.ASSIGNED, *ASSIGNS),
    (State.PLANNED, Act.ASSIGN): Step(State.ASSIGNED, *ASSIGNS),
    (State.ASSIGNED, Act.PLAN): Step(State.PLANNED, *HANDLES),
    (State.PLANNED, Act.PLAN): Step(State.PLANNED, *HANDLES),
    (State.PLANNED, Act.HANDLE): Step(State.HANDLED, *HANDLES),
    (State.HANDLED, Act.VERIFY): Step(State.CLOSED, *VERIFIES),
    (State.HANDLED, Act.RETURN): Step(State.PLANNED, *VERIFIES),
    (State.CLOSED, Act.REOPEN): Step(State.ASSIGNED, *VERIFIES),
    (State.CLOSED, Act.CHECK): Step(State.CLOSED, *VERIFIES),
}
"""It is assigned again where another unit has to solve it; nothing leads back from declined."""


def rules_of(problem: HardProblem) -> tuple[Plan, HardProblemKind]:
    """The plan as it is now, and what it says of this kind."""
    plan = plan_of(newest_version(problem.plan))
    return plan, plan.hard_problem_kind(problem.kind)


def side_unit(problem: HardProblem, side: Side, plan: Plan, kind: HardProblemKind) -> str | None:
    """The unit on a side, after mergers; None where only a right for all units counts.

    A unit never verifies what it solved itself, so the office does it then.
    """
    raiser, handler = heir(plan, problem.unit), heir(plan, problem.handler)
    if side is Side.HANDLER:
        return handler
    verifies = side is Side.VERIFIER and kind.verified_by is Verifier.RAISER
    return raiser if verifies and raiser != handler else None


def may_take(by: By, problem: HardProblem, act: Act) -> bool:
    """Whether somebody could take a step, whatever the state and whoever handled it."""
    step = any_step(STEPS, act)
    unit = side_unit(problem, step.side, *rules_of(problem))
    return by.standing.may(step.right, unit)


def next_step(by: By, problem: HardProblem, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told, and
    for one's own solution; Refused where it is not the time for it.
    """
    if not may_take(by, problem, act):
        right = any_step(STEPS, act).right
        raise Denied(right=right, unit=problem.unit)
    step = STEPS.get((State(problem.state), act))
    if step is None:
        facts = {"number": problem.number, "state": problem.state, "act": act.value}
        raise refused(HARD_PROBLEM_NOT_NOW, **facts)
    if act in (Act.VERIFY, Act.RETURN) and problem.handled_by_id == by.person.pk:
        raise Denied(OWN_SOLUTION)
    return step


def take(by: By, problem: HardProblem, taken: Taken) -> HardProblem:
    """Take a step: the new state, a row of its history, a record of the log.

    Call it inside the transaction that holds the lock on the problem. Raises as ``next_step``.
    """
    step = next_step(by, problem, Act(taken.act))
    before = moved(problem, step.to, taken)
    write_step(problem, taken, by.now, by.person)
    audit.record(
        by,
        f"hard_problem.{taken.act}",
        problem,
        **facts(problem),
        before=before,
        after=problem.state,
        text=taken.text,
        data=taken.data,
    )
    return problem


def write_step(
    problem: HardProblem, taken: Taken, now: datetime, person: Person | None
) -> HardProblemStep:
    """The row of the history; without a person the clock took the step."""
    return HardProblemStep.objects.create(
        problem=problem,
        act=taken.act,
        state=problem.state,
        level=problem.level,
        text=taken.text[:2000],
        data=plain(taken.data),
        by=person,
        at=now,
    )


def facts(problem: HardProblem) -> dict[str, object]:
    """What a record of the log says of a hard problem; of a guarded one as of any other."""
    return {
        "plan": problem.plan,
        "number": problem.number,
        "kind": problem.kind,
        "title": problem.title,
        "unit": problem.unit,
        "handler": problem.handler,
        "quantity": problem.quantity,
        "level": problem.level,
    }

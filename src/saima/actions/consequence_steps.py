"""How a consequence goes from one state to the next: a table, and nothing beside it (S49-S52)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.taking import Taken, any_step, moved
from saima.plan.heirs import heir
from saima.plan.problems import problem_kind
from saima.records.chain import plain
from saima.records.models import Consequence, ConsequenceState, ConsequenceStep
from saima.records.queries.plans import plan_of

State = ConsequenceState

CONSEQUENCE_NOT_NOW = problem_kind(
    "consequence_not_now",
    en=(
        "the consequence for {unit} of {period} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "{unit}{period}的处理措施当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)


class Act(StrEnum):
    """What somebody does with a consequence."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    DECLINE = "decline"
    SUSPEND = "suspend"
    EXPIRE = "expire"
    EXPLAIN = "explain"
    MEASURE = "measure"
    ISSUE = "issue"
    PLAN = "plan"
    FINISH = "finish"
    RETURN = "return"
    VERIFY = "verify"
    CLOSE = "close"
    LAPSE = "lapse"
    FLAG = "flag"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    VOID = "void"


@dataclass(frozen=True)
class Step:
    """The state that follows, and the right that is needed for it."""

    to: State
    right: Right


DECIDE, HANDLE, ANSWER = (
    Right.CONSEQUENCE_DECIDE,
    Right.CONSEQUENCE_HANDLE,
    Right.CONSEQUENCE_ANSWER,
)
STANDING = (State.CONFIRMED, State.ISSUED, State.RECTIFYING, State.VERIFIED, State.CLOSED)
"""States of a consequence that was confirmed and has not lapsed."""

REVIEWED = (*STANDING, State.LAPSED)

STEPS: Mapping[tuple[State, Act], Step] = {
    (State.PROPOSED, Act.CONFIRM): Step(State.CONFIRMED, DECIDE),
    (State.PROPOSED, Act.DECLINE): Step(State.DECLINED, DECIDE),
    (State.PROPOSED, Act.SUSPEND): Step(State.SUSPENDED, DECIDE),
    (State.PROPOSED, Act.VOID): Step(State.VOID, HANDLE),
    (State.SUSPENDED, Act.EXPIRE): Step(State.PROPOSED, HANDLE),
    (State.SUSPENDED, Act.VOID): Step(State.VOID, HANDLE),
    (State.CONFIRMED, Act.SUSPEND): Step(State.SUSPENDED, DECIDE),
    (State.CONFIRMED, Act.EXPLAIN): Step(State.CONFIRMED, ANSWER),
    (State.CONFIRMED, Act.MEASURE): Step(State.CONFIRMED, HANDLE),
    (State.CONFIRMED, Act.ISSUE): Step(State.ISSUED, HANDLE),
    (State.ISSUED, Act.PLAN): Step(State.RECTIFYING, ANSWER),
    (State.ISSUED, Act.CLOSE): Step(State.CLOSED, HANDLE),
    (State.RECTIFYING, Act.PLAN): Step(State.RECTIFYING, ANSWER),
    (State.RECTIFYING, Act.FINISH): Step(State.RECTIFYING, ANSWER),
    (State.RECTIFYING, Act.RETURN): Step(State.RECTIFYING, HANDLE),
    (State.RECTIFYING, Act.VERIFY): Step(State.VERIFIED, HANDLE),
    (State.VERIFIED, Act.CLOSE): Step(State.CLOSED, HANDLE),
    (State.CLOSED, Act.LAPSE): Step(State.LAPSED, HANDLE),
    **{(state, Act.LAPSE): Step(state, HANDLE) for state in STANDING[:-1]},
    **{(state, Act.FLAG): Step(state, HANDLE) for state in REVIEWED},
    **{(state, Act.KEEP): Step(state, DECIDE) for state in REVIEWED},
    **{(state, Act.WITHDRAW): Step(State.VOID, DECIDE) for state in REVIEWED},
}
"""A card lapses by itself while the rectification goes on; nothing leads back from the end."""


def answering(consequence: Consequence) -> str:
    """The unit that answers now: the one it was merged into, where it was (domain section 6)."""
    return heir(plan_of(newest_version(consequence.plan)), consequence.unit)


def next_step(by: By, consequence: Consequence, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told;
    Refused where it is not the time for it.
    """
    right = any_step(STEPS, act).right
    unit = answering(consequence) if right is ANSWER else None
    if not by.standing.may(right, unit):
        raise Denied(right=right, unit=unit or "")
    step = STEPS.get((State(consequence.state), act))
    if step is None:
        raise refused(
            CONSEQUENCE_NOT_NOW,
            unit=consequence.unit,
            period=consequence.period,
            state=consequence.state,
            act=act.value,
        )
    return step


def take(by: By, consequence: Consequence, taken: Taken) -> Consequence:
    """Take a step: the new state, a row of its history, a record of the log.

    Call it inside the transaction that holds the lock on the consequence. Raises as ``next_step``.
    """
    step = next_step(by, consequence, Act(taken.act))
    before = moved(consequence, step.to, taken)
    write_step(by, consequence, taken)
    audit.record(
        by,
        f"consequence.{taken.act}",
        consequence,
        **facts(consequence),
        before=before,
        after=consequence.state,
        text=taken.text,
        data=taken.data,
    )
    return consequence


def write_step(by: By, consequence: Consequence, taken: Taken) -> ConsequenceStep:
    """The row of the history."""
    return ConsequenceStep.objects.create(
        consequence=consequence,
        act=taken.act,
        state=consequence.state,
        text=taken.text[:1000],
        data=plain(taken.data),
        by=by.person,
        at=by.now,
    )


def facts(consequence: Consequence) -> dict[str, object]:
    """What a record of the log says of a consequence."""
    return {
        "unit": consequence.unit,
        "rule": consequence.rule,
        "indicator": consequence.indicator,
        "period": consequence.period,
        "level": consequence.level,
        "card": consequence.card,
    }

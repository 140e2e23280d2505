"""How a good case goes from one state to the next: a table, and nothing beside it (S43)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import OWN_PROPOSAL
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.taking import Taken, any_step, moved
from saima.plan.problems import problem_kind
from saima.records.models import GoodCase, GoodCaseState

State = GoodCaseState

GOOD_CASE_NOT_NOW = problem_kind(
    "good_case_not_now",
    en=(
        'the good case "{title}" is in state {state}',
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "典型案例“{title}”当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)


class Act(StrEnum):
    """What somebody does with a good case."""

    EDIT = "edit"
    PROPOSE = "propose"
    DROP = "drop"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    BONUS = "bonus"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Step:
    """The state that follows, and the right that is needed for it."""

    to: State
    right: Right


WRITE, DECIDE, BONUS = (
    Right.GOOD_CASE_WRITE,
    Right.GOOD_CASE_DECIDE,
    Right.ADJUSTMENT_PROPOSE,
)

STEPS: Mapping[tuple[State, Act], Step] = {
    (State.DRAFT, Act.EDIT): Step(State.DRAFT, WRITE),
    (State.DRAFT, Act.PROPOSE): Step(State.PROPOSED, WRITE),
    (State.DRAFT, Act.DROP): Step(State.WITHDRAWN, WRITE),
    (State.PROPOSED, Act.RETURN): Step(State.RETURNED, DECIDE),
    (State.PROPOSED, Act.APPROVE): Step(State.APPROVED, DECIDE),
    (State.PROPOSED, Act.DROP): Step(State.WITHDRAWN, WRITE),
    (State.RETURNED, Act.EDIT): Step(State.RETURNED, WRITE),
    (State.RETURNED, Act.PROPOSE): Step(State.PROPOSED, WRITE),
    (State.RETURNED, Act.DROP): Step(State.WITHDRAWN, WRITE),
    (State.APPROVED, Act.PUBLISH): Step(State.PUBLISHED, DECIDE),
    (State.APPROVED, Act.BONUS): Step(State.APPROVED, BONUS),
    (State.APPROVED, Act.WITHDRAW): Step(State.WITHDRAWN, DECIDE),
    (State.PUBLISHED, Act.BONUS): Step(State.PUBLISHED, BONUS),
    (State.PUBLISHED, Act.WITHDRAW): Step(State.WITHDRAWN, DECIDE),
}
"""Nothing leads back from the end; what was approved is changed by nobody."""


def right_of(act: Act) -> Right:
    """The right that an act needs, whatever the state."""
    return any_step(STEPS, act).right


def allows(by: By, case: GoodCase, act: Act) -> bool:
    """Whether this person may take the act: by right, and nobody decides on what they wrote."""
    right = right_of(act)
    if right is DECIDE and case.written_by_id == by.person.pk:
        return False
    return by.standing.may(right, case.unit if right is WRITE else None)


def offered(by: By, case: GoodCase) -> frozenset[Act]:
    """The acts that the table and the rights allow this person now."""
    return frozenset(
        act for act in Act if (State(case.state), act) in STEPS and allows(by, case, act)
    )


def next_step(by: By, case: GoodCase, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told;
    Refused where it is not the time for it.
    """
    right = right_of(act)
    unit = case.unit if right is WRITE else None
    if not by.standing.may(right, unit):
        raise Denied(right=right, unit=unit or "")
    if not allows(by, case, act):
        raise Denied(OWN_PROPOSAL)
    step = STEPS.get((State(case.state), act))
    if step is None:
        raise refused(GOOD_CASE_NOT_NOW, title=case.title, state=case.state, act=act.value)
    return step


def take(by: By, case: GoodCase, taken: Taken) -> GoodCase:
    """Take a step: the new state and a record of the log.

    Call it inside the transaction that holds the lock on the case. Raises as ``next_step``.
    """
    step = next_step(by, case, Act(taken.act))
    before = moved(case, step.to, taken)
    audit.record(
        by,
        f"good_case.{taken.act}",
        case,
        unit=case.unit,
        title=case.title,
        before=before,
        after=case.state,
        text=taken.text,
        **taken.data,
    )
    return case

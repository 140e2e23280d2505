"""How a due value goes from one state to the next: a table, and nothing beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_NOW, Denied, refused
from saima.records.models import DueState, DueValue


class Act(StrEnum):
    """What somebody does with a due value."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    ACCEPT = "accept"
    CORRECT = "correct"
    FREEZE = "freeze"


@dataclass(frozen=True)
class Step:
    """The state that follows, and the right that is needed for it."""

    to: DueState
    right: Right


REPORT = Step(DueState.REPORTED, Right.VALUE_REPORT)
FREEZE = Step(DueState.FROZEN, Right.ROUND_FREEZE)

STEPS: Mapping[tuple[DueState, Act], Step] = {
    (DueState.DUE, Act.SUBMIT): REPORT,
    (DueState.DUE, Act.FREEZE): FREEZE,
    (DueState.REPORTED, Act.SUBMIT): REPORT,
    (DueState.REPORTED, Act.WITHDRAW): Step(DueState.DUE, Right.VALUE_REPORT),
    (DueState.REPORTED, Act.APPROVE): Step(DueState.APPROVED, Right.VALUE_APPROVE),
    (DueState.REPORTED, Act.RETURN): Step(DueState.RETURNED, Right.VALUE_APPROVE),
    (DueState.REPORTED, Act.FREEZE): FREEZE,
    (DueState.APPROVED, Act.ACCEPT): Step(DueState.ACCEPTED, Right.VALUE_CHECK),
    (DueState.APPROVED, Act.RETURN): Step(DueState.RETURNED, Right.VALUE_CHECK),
    (DueState.APPROVED, Act.FREEZE): FREEZE,
    (DueState.RETURNED, Act.SUBMIT): REPORT,
    (DueState.RETURNED, Act.FREEZE): FREEZE,
    (DueState.ACCEPTED, Act.CORRECT): Step(DueState.ACCEPTED, Right.LEDGER_CORRECT),
    (DueState.ACCEPTED, Act.FREEZE): FREEZE,
    (DueState.FROZEN, Act.CORRECT): Step(DueState.FROZEN, Right.LEDGER_CORRECT),
}
"""A frozen value is corrected only in the ledger; what was never accepted enters it that way."""


def unit_of(due: DueValue, right: Right) -> str | None:
    """The unit that a right on a due value is asked for."""
    if right is Right.VALUE_CHECK:
        return due.checker
    return due.reporter if right in (Right.VALUE_REPORT, Right.VALUE_APPROVE) else None


def rights_for(act: Act) -> frozenset[Right]:
    """Every right that allows the act in some state."""
    return frozenset(step.right for (_, known), step in STEPS.items() if known is act)


def next_step(by: By, due: DueValue, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told;
    Refused where it is not the time for it.
    """
    allowed = [right for right in rights_for(act) if by.standing.may(right, unit_of(due, right))]
    if not allowed:
        raise Denied(right=act, unit=due.reporter)
    step = STEPS.get((DueState(due.state), act))
    if step is None:
        raise refused(
            NOT_NOW, unit=due.unit, indicator=due.indicator, state=due.state, act=act.value
        )
    if step.right not in allowed:
        raise Denied(right=step.right, unit=unit_of(due, step.right) or "")
    return step

"""How a split goes from one state to the next: a table, and nothing beside it (S13, S27)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions.by import By
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.split_refusals import SPLIT_NOT_NOW
from saima.records.models import SplitState, TargetSplit

State = SplitState


class SplitAct(StrEnum):
    """What somebody does with a split."""

    CHANGE = "change"
    WITHDRAW = "withdraw"
    ADOPT = "adopt"
    DECLINE = "decline"


@dataclass(frozen=True)
class SplitStep:
    """The state that follows, and the right that is needed for it."""

    to: State
    right: Right


STEPS: Mapping[tuple[State, SplitAct], SplitStep] = {
    (State.DRAFT, SplitAct.CHANGE): SplitStep(State.DRAFT, Right.TARGET_SPLIT),
    (State.DRAFT, SplitAct.WITHDRAW): SplitStep(State.WITHDRAWN, Right.TARGET_SPLIT),
    (State.DRAFT, SplitAct.ADOPT): SplitStep(State.ADOPTED, Right.TARGET_SIGN),
    (State.DRAFT, SplitAct.DECLINE): SplitStep(State.WITHDRAWN, Right.TARGET_SIGN),
}
"""An adopted split is replaced by a newer version, never changed; the withdrawn ones stay."""


def next_step(by: By, split: TargetSplit, act: SplitAct) -> SplitStep:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person; Refused where it is not the time.
    """
    right = next(step.right for (_, known), step in STEPS.items() if known is act)
    if not by.standing.may(right):
        raise Denied(right=right)
    step = STEPS.get((State(split.state), act))
    if step is None:
        facts = {"indicator": split.indicator, "version": split.version, "state": split.state}
        raise refused(SPLIT_NOT_NOW, **facts)
    return step


def may_take(by: By, split: TargetSplit) -> frozenset[str]:
    """The acts that somebody could take now."""
    return frozenset(
        act.value
        for (state, act), step in STEPS.items()
        if state == split.state and by.standing.may(step.right)
    )

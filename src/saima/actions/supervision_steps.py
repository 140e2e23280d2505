"""How a supervision sheet goes from one state to the next: a table, and nothing beside it (S35)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.actions import audit
from saima.actions.by import By
from saima.actions.clock import ByClock
from saima.actions.found import newest_version
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, refused
from saima.actions.taking import Taken, any_step, moved
from saima.plan.heirs import heir
from saima.plan.problems import problem_kind
from saima.records.chain import plain
from saima.records.models import Supervision, SupervisionState, SupervisionStep
from saima.records.queries.plans import plan_of

State = SupervisionState

SHEET_NOT_NOW = problem_kind(
    "sheet_not_now",
    en=(
        "the sheet {sheet} is in state {state}",
        "expected a state in which it can take the step {act}",
        "load the page again to see what happened meanwhile",
    ),
    zh=(
        "督办单 {sheet} 当前状态为 {state}",
        "该状态下不能进行 {act}",
        "请刷新页面，查看最新情况",
    ),
)


class Act(StrEnum):
    """What somebody does with a sheet."""

    PROPOSE = "propose"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    RETURN = "return"
    WRITE_OFF = "write_off"
    ASK = "ask"
    EXTEND = "extend"
    HOLD = "hold"
    WITHDRAW = "withdraw"
    RISE = "rise"


@dataclass(frozen=True)
class Step:
    """The state that follows, and the rights of which one is needed for it."""

    to: State
    rights: tuple[Right, ...]


ISSUING = (Right.SUPERVISION_ISSUE,)
DECIDING = (Right.SUPERVISION_ISSUE, Right.INSTRUCTION_WRITE)
ANSWERING = (Right.SUPERVISION_ANSWER,)
UNSOLVED = (State.ISSUED, State.ACKNOWLEDGED)
"""States in which the unit owes the next step; only these rise."""

STEPS: Mapping[tuple[State, Act], Step] = {
    (State.PROPOSED, Act.ISSUE): Step(State.ISSUED, DECIDING),
    (State.PROPOSED, Act.WITHDRAW): Step(State.WITHDRAWN, DECIDING),
    (State.ISSUED, Act.ACKNOWLEDGE): Step(State.ACKNOWLEDGED, ANSWERING),
    (State.ACKNOWLEDGED, Act.ANSWER): Step(State.ANSWERED, ANSWERING),
    (State.ANSWERED, Act.RETURN): Step(State.ACKNOWLEDGED, DECIDING),
    (State.ANSWERED, Act.WRITE_OFF): Step(State.WRITTEN_OFF, DECIDING),
    (State.ANSWERED, Act.WITHDRAW): Step(State.WITHDRAWN, DECIDING),
    **{(state, Act.ASK): Step(state, ANSWERING) for state in UNSOLVED},
    **{(state, Act.EXTEND): Step(state, DECIDING) for state in UNSOLVED},
    **{(state, Act.HOLD): Step(state, DECIDING) for state in UNSOLVED},
    **{(state, Act.WITHDRAW): Step(State.WITHDRAWN, DECIDING) for state in UNSOLVED},
    **{(state, Act.RISE): Step(state, ISSUING) for state in UNSOLVED},
}
"""Nothing leads back from the end; an answer is reviewed before it counts."""


def answering(sheet: Supervision) -> str:
    """The unit that answers now: the one it was merged into, where it was (domain section 6)."""
    return heir(plan_of(newest_version(sheet.plan)), sheet.unit)


def may_take(by: By, sheet: Supervision, act: Act) -> bool:
    """Whether somebody may take the act, in whatever state it could be taken."""
    rights = any_step(STEPS, act).rights
    unit = answering(sheet) if rights is ANSWERING else None
    return any(by.standing.may(right, unit) for right in rights)


def next_step(by: By, sheet: Supervision, act: Act) -> Step:
    """The step that the act takes from here.

    Raises Denied where no state would allow it to this person, so that the state is not told;
    Refused where it is not the time for it.
    """
    if not may_take(by, sheet, act):
        rights = any_step(STEPS, act).rights
        raise Denied(right=rights[0], unit=sheet.unit)
    step = STEPS.get((State(sheet.state), act))
    if step is None:
        raise refused(
            SHEET_NOT_NOW, sheet=sheet.numbered or sheet.title, state=sheet.state, act=act.value
        )
    return step


def take(by: By, sheet: Supervision, taken: Taken) -> SupervisionStep:
    """Take a step: the new state, a row of its history, a record of the log.

    Call it inside the transaction that holds the lock on the sheet. Raises as ``next_step``.
    """
    step = next_step(by, sheet, Act(taken.act))
    before = moved(sheet, step.to, taken)
    return write_step(by, sheet, taken, before)


def write_step(by: By, sheet: Supervision, taken: Taken, before: str = "") -> SupervisionStep:
    """The row of the history and the record of the log; the daily run leaves ``by`` empty."""
    made: SupervisionStep = SupervisionStep.objects.create(
        sheet=sheet,
        act=taken.act,
        state=sheet.state,
        colour=sheet.colour,
        level=sheet.level,
        once=taken.once,
        text=taken.text[:4000],
        data=plain(taken.data),
        by=None if isinstance(by, ByClock) else by.person,
        at=by.now,
    )
    audit.record(
        by,
        f"supervision.{taken.act}",
        sheet,
        **facts(sheet),
        before=before,
        after=sheet.state,
        text=taken.text,
        data=taken.data,
    )
    return made


def facts(sheet: Supervision) -> dict[str, object]:
    """What a record of the log says of a sheet."""
    return {
        "number": sheet.numbered,
        "title": sheet.title,
        "unit": sheet.unit,
        "source": sheet.source,
        "on": sheet.about,
        "due": sheet.due,
        "colour": sheet.colour,
        "level": sheet.level,
    }

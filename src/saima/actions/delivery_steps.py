"""How a delivery goes from one state to the next: a table, and nothing beside it."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from saima.records.models import DeliveryState

State = DeliveryState


class Act(StrEnum):
    """What happens to a delivery."""

    CLAIM = "claim"
    ARRIVE = "arrive"
    RETRY = "retry"
    GIVE_UP = "give_up"
    DOUBT = "doubt"
    DROP = "drop"
    RESEND = "resend"


STEPS: Mapping[tuple[State, Act], State] = {
    (State.WAITING, Act.CLAIM): State.SENDING,
    (State.SENDING, Act.ARRIVE): State.SENT,
    (State.SENDING, Act.RETRY): State.WAITING,
    (State.SENDING, Act.GIVE_UP): State.FAILED,
    (State.SENDING, Act.DOUBT): State.UNSURE,
    (State.SENDING, Act.DROP): State.DROPPED,
    (State.UNSURE, Act.ARRIVE): State.SENT,
    (State.UNSURE, Act.RESEND): State.WAITING,
    (State.FAILED, Act.RESEND): State.WAITING,
}
"""Only a person lets an uncertain one be sent again. An answer that comes late still counts."""

DISTANCES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
"""How long after each refused attempt the next one follows; after the last it is given up."""


def before(act: Act) -> list[State]:
    """The states in which an act is possible."""
    return [state for state, known in STEPS if known is act]


def after(act: Act) -> State:
    """The state that an act leads to, whichever it began in."""
    return next(to for (_, known), to in STEPS.items() if known is act)

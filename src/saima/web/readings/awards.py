"""Flags and commendations: what waits, and both rolls."""

from dataclasses import dataclass

from saima.plan.plan import Plan
from saima.records.models import Award, AwardKind, AwardState
from saima.records.queries.awards import awards


@dataclass(frozen=True)
class AwardsReading:
    """``waiting`` is to be decided; the rolls hold what was granted, the newest first."""

    waiting: tuple[Award, ...]
    flags: tuple[Award, ...]
    commendations: tuple[Award, ...]
    declined: tuple[Award, ...]


def read_awards(plan: Plan) -> AwardsReading:
    """All awards of a plan; one question to the database."""
    rows = list(awards(plan.code).select_related("document", "board", "bonus", "decided_by"))

    def these(state: AwardState, kind: AwardKind | None = None) -> tuple[Award, ...]:
        return tuple(one for one in rows if one.state == state and kind in (None, one.kind))

    return AwardsReading(
        these(AwardState.PROPOSED),
        these(AwardState.GRANTED, AwardKind.FLAG),
        these(AwardState.GRANTED, AwardKind.COMMENDATION),
        these(AwardState.DECLINED),
    )

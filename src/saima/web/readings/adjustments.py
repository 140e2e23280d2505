"""Bonuses, deductions and vetoes: what waits, what counts, what room the caps leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from saima.actions.adjustments import Room, all_rooms
from saima.actions.by import By
from saima.plan.label import Label
from saima.plan.plan import Plan
from saima.plan.rules import Adjustment as Kind
from saima.records.models import Adjustment, AdjustmentProposal, ProposalState
from saima.records.queries.ledger import adjustments_as_of


@dataclass(frozen=True)
class RoomLine:
    """A unit with what it has of every kind."""

    unit: str
    name: str
    rooms: tuple[Room, ...]


@dataclass(frozen=True)
class AdjustmentsReading:
    """``counting`` can be reversed unless its reversal waits already (``reversing``)."""

    waiting: tuple[AdjustmentProposal, ...]
    decided: tuple[AdjustmentProposal, ...]
    counting: tuple[Adjustment, ...]
    reversing: frozenset[int]
    kinds: dict[str, Label]
    columns: tuple[Kind, ...]
    rooms: tuple[RoomLine, ...]


def read_adjustments(by: By, plan: Plan, language: str) -> AdjustmentsReading:
    """Everything of the year; three questions to the database."""
    rows = AdjustmentProposal.objects.filter(plan=plan.code)
    proposals: Sequence[AdjustmentProposal] = list(
        rows.select_related("proposed_by", "decided_by", "reverses").order_by("-id")
    )
    waiting = tuple(one for one in proposals if one.state == ProposalState.PROPOSED)
    rooms = all_rooms(by, plan.code)
    units = [unit for unit in plan.units if unit.group]
    return AdjustmentsReading(
        waiting,
        tuple(one for one in proposals if one.state != ProposalState.PROPOSED),
        tuple(adjustments_as_of(plan.code).order_by("-recorded_at", "-id")),
        frozenset(one.reverses_id for one in waiting if one.reverses_id is not None),
        {one.code: one.label for one in plan.adjustments},
        plan.adjustments,
        tuple(
            RoomLine(unit.code, unit.name(language), rooms[unit.code])
            for unit in units
            if any(room.given for room in rooms[unit.code])
        ),
    )

"""What upholding an objection would do to every total and rank, before anything is decided."""

from dataclasses import dataclass, replace
from datetime import datetime

import narwhals as nw

from saima.actions.boards import YearBoards
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.given import Given
from saima.actions.kept_boards import boards_from, boards_of
from saima.actions.ledger import ValueKey, last_entries, later_than
from saima.actions.moves import UnitShift, unit_shifts
from saima.actions.objection_steps import board_to_replace, given_value, instance_of, value_key
from saima.engine.columns import OBSERVATIONS
from saima.engine.outcome import Inputs, Trigger
from saima.engine.rehearse import rehearse
from saima.plan.periods import Period
from saima.records.frames import frame, inputs
from saima.records.models import Board, Objection


@dataclass(frozen=True)
class Change:
    """Two outcomes of a period: every unit before and after, triggers that lapse or are new."""

    units: tuple[UnitShift, ...]
    lapsed: tuple[Trigger, ...]
    gained: tuple[Trigger, ...]

    @property
    def shifted(self) -> tuple[UnitShift, ...]:
        """The units whose total or rank differs."""
        return tuple(one for one in self.units if one.total_moved or one.rank_moved)


@dataclass(frozen=True)
class Effect:
    """What a correction would do to ``board``, the one that it would replace.

    ``whole``: from that board to the next one. ``alone``: the part that the correction itself
    does; they differ where the ledger has gone on since the board was computed.
    """

    board: Board
    whole: Change
    alone: Change


def effect(by: By, objection: int, given: Given | None = None) -> Effect:
    """Score the board with the correction, and write nothing.

    ``given``: the right value (None: the one that the unit claims). Raises Denied for whoever may
    not rule on it; Refused for rules, without a value, or for a number that cannot be.
    """
    found = find(Objection, objection)
    instance_of(by, found)
    value = given_value(found, given)
    board = board_to_replace(found)
    period = Period.parse(board.period)
    key = value_key(found)
    at = later_than(last_entries([key]).get(key), by.now)
    known = inputs(board.plan, at)
    with_it = corrected(known, key, value, at)
    after = boards_from(board.version, period, with_it, at)
    without = boards_from(board.version, period, known, at)
    return Effect(
        board,
        whole=change(boards_of(board), after, period),
        alone=change(without, after, period),
    )


def corrected(known: Inputs, key: ValueKey, given: Given, at: datetime) -> Inputs:
    """The inputs with one more entry, recorded after those of its value."""
    reading = given.reading
    numbers = (reading.value, reading.numerator, reading.denominator, reading.field)
    row = (key.unit, key.indicator, key.period, *numbers, at)
    rows = nw.concat([known.observations, frame([row], OBSERVATIONS)], how="vertical")
    return replace(known, observations=rows)


def change(before: YearBoards, after: YearBoards, period: Period) -> Change:
    """What differs between two outcomes of a period."""
    fired = rehearse(before.outcome, after.outcome)
    return Change(
        unit_shifts(before, after, period),
        lapsed=tuple(one for one in fired.lapsed if one.period == period),
        gained=tuple(one for one in fired.new if one.period == period),
    )

"""Who rules on an objection and when, which value it is about, and which board it would replace."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from saima.actions.board_refusals import (
    NO_VALUE,
    OBJECTION_STATE,
    OWN_UNIT,
    RULED_BEFORE,
    VALUE_NEEDED,
)
from saima.actions.by import By
from saima.actions.given import Given
from saima.actions.ledger import ValueKey, last_entries, refuse_wrong
from saima.actions.permissions import Right
from saima.actions.refusals import Denied, Refused, refused
from saima.engine.plausible import Reading
from saima.plan.calendar import after_working_days
from saima.records.models import About, Board, Objection, ObjectionState, Ruling
from saima.records.queries.plans import plan_of
from saima.records.queries.sealed_boards import current_board


@dataclass(frozen=True)
class Instance:
    """An instance that rules: its number, the right that is needed, the state that follows."""

    number: int
    right: Right
    to: ObjectionState


INSTANCES: Mapping[ObjectionState, Instance] = {
    ObjectionState.FILED: Instance(1, Right.OBJECTION_DECIDE, ObjectionState.ANSWERED),
    ObjectionState.APPEALED: Instance(2, Right.OBJECTION_APPEAL_DECIDE, ObjectionState.DECIDED),
}
"""Two instances at most: there is no way back to a state in which somebody rules."""


def instance_of(by: By, objection: Objection) -> Instance:
    """The instance that has an objection now, if this person may rule for it.

    Raises Denied without the right of that instance, for an objection of an own unit, and to
    whoever ruled in the first instance; Refused where nobody has to rule.
    """
    if not any(by.standing.everywhere(one.right) for one in INSTANCES.values()):
        raise Denied(right=Right.OBJECTION_DECIDE)
    instance = INSTANCES.get(ObjectionState(objection.state))
    if instance is None:
        raise wrong_state(objection, "rule")
    by.needs(instance.right)
    if objection.unit in own_units(by):
        raise Denied(OWN_UNIT, unit=objection.unit)
    if Ruling.objects.filter(objection=objection, by=by.person).exists():
        raise Denied(RULED_BEFORE)
    return instance


def own_units(by: By) -> frozenset[str]:
    """The units that somebody sits in or holds a post of."""
    return frozenset({by.person.unit, *(unit for _, unit in by.standing.held)}) - {""}


def wrong_state(objection: Objection, act: str) -> Refused:
    """The refusal of a step that an objection cannot take."""
    return refused(
        OBJECTION_STATE,
        unit=objection.unit,
        code=objection.code,
        state=str(objection.state),
        act=act,
    )


def value_key(objection: Objection) -> ValueKey:
    """The value of the ledger that an objection is about."""
    unit, period = objection.value_unit, objection.value_period
    return ValueKey(objection.board.plan, unit, objection.code, period)


def claim_of(objection: Objection) -> Reading | None:
    """What the unit says the value ought to be; None where it names none."""
    found = Reading(
        objection.claimed,
        objection.claimed_numerator,
        objection.claimed_denominator,
        objection.claimed_field,
    )
    return None if found == Reading() else found


def given_value(objection: Objection, given: Given | None) -> Given:
    """The right value: as given, else as the unit claims it.

    A rank keeps the size of its field where none is given. Raises Refused for a rule, without a
    value, and for numbers that cannot be.
    """
    if objection.about != About.INDICATOR:
        raise refused(NO_VALUE)
    claimed = claim_of(objection)
    if given is None and claimed is not None:
        given = Given(claimed)
    if given is None or (given.reading == Reading() and not given.not_applicable):
        raise refused(VALUE_NEEDED)
    key = value_key(objection)
    before = last_entries([key]).get(key)
    if before is not None and given.reading.value is not None and given.reading.field is None:
        given = replace(given, reading=replace(given.reading, field=before.field))
    refuse_wrong(plan_of(objection.board.version), key, given)
    return given


def board_to_replace(objection: Objection) -> Board:
    """The board that a correction replaces or follows: the current one of its period."""
    board = objection.board
    return current_board(board.plan, board.period) or board


def answer_by(by: By, board: Board) -> date:
    """The last day for an instance to rule."""
    return after_working_days(by.today, plan_of(board.version).objections.answer)


def named(objection: Objection) -> dict[str, object]:
    """What an objection is about, as the log keeps it."""
    return {
        "unit": objection.unit,
        "kind": str(objection.about),
        "code": objection.code,
        "value": f"{objection.value_unit} {objection.value_period}".strip(),
    }

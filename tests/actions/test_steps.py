"""Every state, every act, every role: exactly the steps of this table, and no others."""

from dataclasses import fields
from itertools import product

import pytest

from saima.actions.refusals import Denied, Refused
from saima.actions.steps import STEPS, Act, next_step
from saima.records.models import DueState, DueValue
from tests.cast import POSTS, Cast, by

REPORTERS = {"town_reporter"}
APPROVERS = {"town_approver"}
CHECKERS = {"checker", "office", "colleague"}
OFFICE = {"office", "colleague"}

EXPECTED = {
    # (from, act): (to, who), for a value of the town a that the commerce department checks
    ("due", "submit"): ("reported", REPORTERS),
    ("due", "freeze"): ("frozen", OFFICE),
    ("reported", "submit"): ("reported", REPORTERS),
    ("reported", "withdraw"): ("due", REPORTERS),
    ("reported", "approve"): ("approved", APPROVERS),
    ("reported", "return"): ("returned", APPROVERS),
    ("reported", "freeze"): ("frozen", OFFICE),
    ("approved", "accept"): ("accepted", CHECKERS),
    ("approved", "return"): ("returned", CHECKERS),
    ("approved", "freeze"): ("frozen", OFFICE),
    ("returned", "submit"): ("reported", REPORTERS),
    ("returned", "freeze"): ("frozen", OFFICE),
    ("accepted", "correct"): ("accepted", OFFICE),
    ("accepted", "freeze"): ("frozen", OFFICE),
    ("frozen", "correct"): ("frozen", OFFICE),
}


def test_the_table_is_this_one() -> None:
    written = {(state.value, act.value): step.to.value for (state, act), step in STEPS.items()}
    assert written == {place: to for place, (to, _) in EXPECTED.items()}


@pytest.mark.parametrize(("state", "act"), list(product(DueState, Act)))
def test_a_step_is_taken_by_these_and_nobody_else(cast: Cast, state: DueState, act: Act) -> None:
    value = DueValue(unit="a", indicator="starts", reporter="a", checker="commerce", state=state)
    to, expected = EXPECTED.get((state.value, act.value), (None, set()))
    taken = {}
    for field in fields(Cast):
        try:
            taken[field.name] = next_step(by(getattr(cast, field.name)), value, act).to
        except (Denied, Refused):
            continue
    assert set(taken) == expected
    assert set(taken.values()) <= {to}


@pytest.mark.parametrize(("state", "act"), list(product(DueState, Act)))
def test_who_may_never_take_an_act_is_not_told_the_state(
    cast: Cast, state: DueState, act: Act
) -> None:
    value = DueValue(unit="a", indicator="starts", reporter="a", checker="commerce", state=state)
    strangers = {"reporter", "other_reporter", "leader", "auditor", "nobody"} & {*POSTS, "nobody"}
    for name in strangers:
        with pytest.raises(Denied):
            next_step(by(getattr(cast, name)), value, act)


def test_nobody_leaves_the_unit_past_its_approver(cast: Cast) -> None:
    value = DueValue(unit="a", reporter="a", checker="commerce", state=DueState.REPORTED)
    with pytest.raises(Refused, match="state reported"):
        next_step(by(cast.checker), value, Act.ACCEPT)


def test_a_value_without_a_checking_department_is_the_offices(cast: Cast) -> None:
    value = DueValue(unit="a", reporter="a", checker="", state=DueState.APPROVED)
    with pytest.raises(Denied):
        next_step(by(cast.checker), value, Act.ACCEPT)
    with pytest.raises(Denied):
        next_step(by(cast.nobody), value, Act.ACCEPT)
    assert next_step(by(cast.office), value, Act.ACCEPT).to is DueState.ACCEPTED

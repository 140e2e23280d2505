"""Every state of a sheet with every act by every role: nothing happens beside the table."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from saima.actions import supervision, supervision_extensions
from saima.actions.by import By
from saima.actions.refusals import Denied, Refused
from saima.actions.supervision import Answer
from saima.actions.supervision_steps import Act, next_step, take
from saima.actions.taking import Taken
from saima.records.models import Supervision, SupervisionState
from tests.cast import POSTS, Cast, by, make_cast, publish
from tests.supervision_stage import IN_STATE, MARCHED, asked

pytestmark = pytest.mark.django_db

OFFICE, UNIT = {"office", "colleague"}, {"reporter", "approver"}
DECIDING = OFFICE | {"leader"}
WHO: dict[Act, set[str]] = {
    Act.ISSUE: DECIDING,
    Act.ACKNOWLEDGE: UNIT,
    Act.ANSWER: UNIT,
    Act.RETURN: DECIDING,
    Act.WRITE_OFF: DECIDING,
    Act.ASK: UNIT,
    Act.EXTEND: DECIDING,
    Act.HOLD: DECIDING,
    Act.WITHDRAW: DECIDING,
    Act.RISE: OFFICE,
}
TO: dict[tuple[str, Act], str] = {
    ("proposed", Act.ISSUE): "issued",
    ("proposed", Act.WITHDRAW): "withdrawn",
    ("issued", Act.ACKNOWLEDGE): "acknowledged",
    ("issued", Act.ASK): "issued",
    ("issued", Act.EXTEND): "issued",
    ("issued", Act.HOLD): "issued",
    ("issued", Act.WITHDRAW): "withdrawn",
    ("issued", Act.RISE): "issued",
    ("acknowledged", Act.ANSWER): "answered",
    ("acknowledged", Act.ASK): "acknowledged",
    ("acknowledged", Act.EXTEND): "acknowledged",
    ("acknowledged", Act.HOLD): "acknowledged",
    ("acknowledged", Act.WITHDRAW): "withdrawn",
    ("acknowledged", Act.RISE): "acknowledged",
    ("answered", Act.RETURN): "acknowledged",
    ("answered", Act.WRITE_OFF): "written_off",
    ("answered", Act.WITHDRAW): "withdrawn",
}
"""Written here by hand from domain 1.5, not taken from the table under test."""


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    publish()
    return made


@pytest.mark.parametrize("state", [one.value for one in SupervisionState])
def test_every_act_by_every_role_leads_where_the_table_says(cast: Cast, state: str) -> None:
    sheet = IN_STATE[state](cast)
    for act, allowed in WHO.items():
        for person in (*POSTS, "nobody"):
            who = by(getattr(cast, person))
            sheet.refresh_from_db()
            if person not in allowed:
                with pytest.raises(Denied):
                    next_step(who, sheet, act)
            elif (state, act) in TO:
                assert next_step(who, sheet, act).to == TO[state, act]
            else:
                with pytest.raises(Refused) as refusal:
                    next_step(who, sheet, act)
                assert refusal.value.code == "sheet_not_now"


Action = Callable[[By, int], Supervision]
ACTIONS: dict[Act, Action] = {
    Act.ISSUE: supervision.issue,
    Act.ACKNOWLEDGE: supervision.acknowledge,
    Act.ANSWER: lambda who, key: supervision.answer(who, key, Answer("x")),
    Act.RETURN: lambda who, key: supervision.send_back(who, key, "x"),
    Act.WRITE_OFF: lambda who, key: supervision.write_off(who, key, "x"),
    Act.ASK: lambda who, key: supervision_extensions.ask(who, key, MARCHED),
    Act.WITHDRAW: lambda who, key: supervision.withdraw(who, key, "x"),
}


@pytest.mark.parametrize("act", ACTIONS)
@pytest.mark.parametrize("state", IN_STATE)
def test_an_action_changes_the_state_or_nothing(cast: Cast, state: str, act: Act) -> None:
    sheet = IN_STATE[state](cast)
    before = sheet.steps.count()
    who = by(cast.approver if WHO[act] == UNIT else cast.colleague)
    if (state, act) in TO:
        ACTIONS[act](who, sheet.pk)
        sheet.refresh_from_db()
        assert (sheet.state, sheet.steps.count()) == (TO[state, act], before + 1)
    else:
        with pytest.raises(Refused) as refusal, transaction.atomic():
            ACTIONS[act](who, sheet.pk)
        assert refusal.value.code == "sheet_not_now"
        sheet.refresh_from_db()
        assert (sheet.state, sheet.steps.count()) == (state, before)


DECISIONS: dict[Act, Action] = {
    Act.EXTEND: lambda who, key: supervision_extensions.extend(who, key, "x"),
    Act.HOLD: lambda who, key: supervision_extensions.hold(who, key, "x"),
}


@pytest.mark.parametrize("act", DECISIONS)
def test_a_request_that_waits_is_granted_or_refused_and_the_state_stays(
    cast: Cast, act: Act
) -> None:
    sheet = asked(cast)
    DECISIONS[act](by(cast.leader), sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.asked_until) == ("acknowledged", None)


def test_the_same_step_of_rising_stands_once(cast: Cast) -> None:
    sheet = IN_STATE["issued"](cast)
    rising = Taken(Act.RISE, changes={"colour": "orange"}, once="orange")
    take(by(cast.office), sheet, rising)
    with pytest.raises(IntegrityError), transaction.atomic():
        take(by(cast.office), sheet, rising)

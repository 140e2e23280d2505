"""What waits while a quarter is judged: for whom, and that the count is the sum of the lists."""

from datetime import date, datetime, timedelta

import pytest

from saima.actions import objections, rulings
from saima.actions.kept_boards import KEEPER
from saima.actions.rulings import Verdict
from saima.records.models import (
    AdjustmentProposal,
    Award,
    AwardKind,
    Consequence,
    ConsequenceState,
    DocumentKind,
    FaultTolerance,
    Ground,
    IssuedDocument,
    MeasureDone,
    Promise,
    RectificationItem,
    Ruled,
    ToleranceState,
)
from saima.records.queries.todo import Kind, Todo, todo
from saima.records.queries.todo_count import todo_count
from tests.board_stage import AFTERWARDS, FILED, LAST_DAY, POSTS, RULED, Stage, make_stage

TODAY = RULED.date()
REJECTED = Verdict(Ruled.REJECTED, "not proved")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def lists(stage: Stage, name: str, day: date = TODAY) -> dict[Kind, Todo]:
    return {one.kind: one for one in todo(stage.people[name], day)}


def kinds(stage: Stage, name: str, day: date = TODAY) -> set[str]:
    judging = {one.value for one in lists(stage, name, day)}
    return judging - {"open", "freeze", "returned", "report", "approve", "check", "mention"}


def test_an_objection_goes_from_list_to_list(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    assert lists(stage, "colleague")[Kind.OBJECTION_RULE].until == date(2021, 5, 8)
    late = lists(stage, "colleague", date(2021, 5, 9))[Kind.OBJECTION_RULE]
    assert (late.count, late.overdue) == (1, 1)
    assert kinds(stage, "leader") == set()
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    assert kinds(stage, "colleague") == set()
    answer = lists(stage, "elm")[Kind.OBJECTION_APPEAL]
    assert (answer.count, answer.until) == (1, date(2021, 4, 29))
    assert kinds(stage, "elm_approver") == {"objection_appeal"}
    assert kinds(stage, "elm", date(2021, 4, 30)) == set()
    objections.appeal(stage.by("elm", RULED), found.pk, "it is proved")
    (matter,) = lists(stage, "leader")[Kind.APPEAL_RULE].matters
    assert (matter.key, matter.unit, matter.about, matter.period) == (
        found.pk,
        "elm",
        "invest",
        "2021-03",
    )
    assert kinds(stage, "elm") == set()


def test_nobody_is_asked_to_rule_on_their_own_unit(stage: Stage) -> None:
    board = stage.shown()
    by = stage.by("planner", FILED)
    objections.file(by, objections.Filing(board.pk, "plan", "last_two", "r"))
    assert kinds(stage, "office") == set()  # sits in the planning office
    assert kinds(stage, "colleague") == {"objection_rule"}


def test_a_board_can_be_sealed_once_everything_is_settled(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    assert kinds(stage, "colleague", AFTERWARDS.date()) == {"objection_rule"}
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    # It can be appealed until Thursday 29 April.
    assert kinds(stage, "colleague", date(2021, 4, 29)) == set()
    assert kinds(stage, "colleague", date(2021, 4, 30)) == {"board_seal"}


def test_no_board_is_sealed_on_its_last_day(stage: Stage) -> None:
    stage.shown()
    assert kinds(stage, "colleague", LAST_DAY) == set()
    assert kinds(stage, "colleague", LAST_DAY + timedelta(days=1)) == {"board_seal"}
    assert kinds(stage, "leader", LAST_DAY + timedelta(days=1)) == set()


def consequence(stage: Stage, state: ConsequenceState, *measures: str) -> Consequence:
    decided = {} if state == ConsequenceState.PROPOSED else decision(stage)
    return Consequence.objects.create(
        version=stage.version,
        plan=stage.version.code,
        rule="last_two",
        unit="elm",
        group="towns",
        period=f"2021-{Consequence.objects.count() + 1:02}",
        level=1,
        measures=list(measures),
        state=state,
        proposed_by=stage.people["colleague"],
        proposed_at=FILED,
        **decided,
    )


def decision(stage: Stage) -> dict[str, object]:
    return {"decided_by": stage.people["leader"], "decided_at": RULED}


def test_a_leader_decides_what_is_proposed_or_has_changed(stage: Stage) -> None:
    consequence(stage, ConsequenceState.PROPOSED, "card")
    changed = consequence(stage, ConsequenceState.CLOSED, "card")
    assert lists(stage, "leader")[Kind.CONSEQUENCE_DECIDE].count == 1
    Consequence.objects.filter(pk=changed.pk).update(review={"code": "gone"})
    assert lists(stage, "leader")[Kind.CONSEQUENCE_DECIDE].count == 2
    Consequence.objects.filter(pk=changed.pk).update(reviewed_at=RULED)
    assert lists(stage, "leader")[Kind.CONSEQUENCE_DECIDE].count == 1
    assert kinds(stage, "elm_approver") == set()


def test_a_unit_answers_for_what_was_decided(stage: Stage) -> None:
    helped = consequence(stage, ConsequenceState.CONFIRMED, "help", "card")
    consequence(stage, ConsequenceState.CONFIRMED, "card")
    consequence(stage, ConsequenceState.ISSUED, "card")
    talk = consequence(stage, ConsequenceState.ISSUED, "circular", "talk")
    rectified = consequence(stage, ConsequenceState.RECTIFYING, "talk")
    item(stage, rectified, 1, None)
    item(stage, rectified, 2, RULED.date())
    answer = lists(stage, "elm_approver")[Kind.CONSEQUENCE_ANSWER]
    assert [one.key for one in answer.matters] == [helped.pk, talk.pk]
    assert kinds(stage, "elm") == set()  # the leader of the unit answers
    item(stage, rectified, 3, None)
    MeasureDone.objects.create(
        consequence=helped,
        measure="help",
        part="cause",
        done_on=RULED.date(),
        text="x",
        by=stage.people["elm_approver"],
        at=RULED,
    )
    answer = lists(stage, "elm_approver")[Kind.CONSEQUENCE_ANSWER]
    assert [one.key for one in answer.matters] == [talk.pk, rectified.pk]


def item(stage: Stage, found: Consequence, version: int, done: date | None) -> None:
    RectificationItem.objects.create(
        consequence=found,
        version=version,
        number=1,
        text="x",
        due=RULED.date(),
        done_on=done,
        result="" if done is None else "x",
        by=stage.people["elm_approver"],
        at=RULED,
    )


def everything(stage: Stage) -> None:
    """One of every kind that stands on records alone."""
    who = {"proposed_by": stage.people["colleague"], "proposed_at": FILED}
    place = {"plan": stage.version.code, "unit": "elm", "period": "2021-03"}
    adjusted = {"kind": "award", "points": 1, "reason": "x", "document": "x"}
    AdjustmentProposal.objects.create(**who, **place, **adjusted)
    AdjustmentProposal.objects.create(
        **place, **adjusted, proposed_by=stage.people["leader"], proposed_at=FILED
    )
    Award.objects.create(**who, **place, version=stage.version, kind=AwardKind.COMMENDATION)
    about = consequence(stage, ConsequenceState.PROPOSED)
    applied = {
        "consequence": about,
        "unit": "elm",
        "ground": Ground.FORCE_MAJEURE,
        "no_private_gain": True,
        "collective_decision": True,
        "text": "flood " * 20,
        "applied_by": stage.people["elm_approver"],
        "applied_at": FILED,
    }
    FaultTolerance.objects.create(**applied)
    FaultTolerance.objects.create(
        **applied,
        state=ToleranceState.VERIFIED,
        finding="x",
        verified_by=stage.people["colleague"],
        verified_at=FILED,
    )
    IssuedDocument.objects.create(
        kind=DocumentKind.OTHER,
        title="x",
        drafted_by=stage.people["colleague"],
        drafted_at=FILED,
    )
    Promise.objects.create(
        plan=stage.version.code,
        unit="elm",
        text="x",
        due=date(2021, 4, 22),
        made_by=stage.people["colleague"],
        made_at=FILED,
    )


def test_each_waits_for_whoever_decides_it(stage: Stage) -> None:
    everything(stage)
    assert kinds(stage, "leader") == {
        "consequence_decide",
        "tolerance_decide",
        "adjustment_decide",
        "award_decide",
    }
    assert lists(stage, "leader")[Kind.ADJUSTMENT_DECIDE].count == 1  # the other is the leader's
    assert lists(stage, "other_leader")[Kind.ADJUSTMENT_DECIDE].count == 2
    assert kinds(stage, "colleague") == {"tolerance_verify", "document_issue"}
    (matter,) = lists(stage, "colleague")[Kind.TOLERANCE_VERIFY].matters
    assert (matter.about, matter.period) == ("flood " * 10 + "…", "2021-01")
    assert lists(stage, "elm")[Kind.PROMISE].overdue == 1
    assert kinds(stage, "auditor") == set()


@pytest.mark.parametrize("name", [*POSTS])
@pytest.mark.parametrize("moment", [RULED, AFTERWARDS])
def test_the_count_is_the_sum_of_the_lists(stage: Stage, name: str, moment: datetime) -> None:
    everything(stage)
    consequence(stage, ConsequenceState.ISSUED, "talk")
    stage.objection(stage.shown())
    person, day = stage.people[name], moment.date()
    assert todo_count(person, day) == sum(one.count for one in todo(person, day))

"""Fault tolerance: applied for, verified, decided; suspended, never deleted; over when it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import adjustments, consequences, measures, register, tolerance
from saima.actions.adjustments import NewAdjustment
from saima.actions.against import Against, standing_against
from saima.actions.consequences import propose
from saima.actions.refusals import Denied, Refused
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.actions.tolerance import Application, ToleranceDecision
from saima.records.models import (
    Adjustment,
    AuditRecord,
    Consequence,
    DocumentKind,
    FaultTolerance,
    Ground,
    ToleranceEvidence,
)
from saima.records.queries.ledger import adjustments_as_of
from tests.actions.test_adjustments import bonus
from tests.race_stage import NOW, RACE, Race, fired, make_race, rotated

pytestmark = pytest.mark.django_db
PROOF = NamedFile("proof.pdf", b"%PDF-1.7 the river flooded two sites")
YEAR_END = date(2021, 12, 31)
NEW_YEAR = datetime(2022, 1, 1, 2, tzinfo=UTC)
GRANTED = ToleranceDecision(True, "符合容错情形", YEAR_END)


@pytest.fixture
def race(db: None) -> Race:
    """The town t11 was last in the first two quarters."""
    made = make_race()
    made.seal("2021Q1", rotated("t01", "t11"))
    made.seal("2021Q2", rotated("t02", "t11"))
    propose(made.by("office"), RACE)
    return made


def application(**given: Any) -> Application:
    """An application about the only consequence that there is."""
    usual: dict[str, Any] = {
        "ground": Ground.FORCE_MAJEURE,
        "text": "两个工地受淹停工",
        "files": [PROOF],
        "consequence": Consequence.objects.get(unit="t11", period="2021Q2").pk,
    }
    return Application(**(usual | given))


def verified(race: Race, **given: Any) -> int:
    """An application that the office looked into."""
    made = tolerance.apply(race.by("town"), application(**given))
    return tolerance.verify(race.by("office"), made.pk, "情况属实").pk


def suspended(race: Race) -> int:
    """The consequence of the second quarter, suspended until the end of the year."""
    found = tolerance.decide(race.by("leader"), verified(race), GRANTED)
    assert found.consequence_id is not None
    return found.consequence_id


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_a_grant_suspends_and_keeps_ground_evidence_decision_and_end(race: Race) -> None:
    one = Consequence.objects.get(pk=suspended(race))
    found = FaultTolerance.objects.get()
    assert (one.state, one.decided_by) == ("suspended", race.people["leader"])
    assert (found.ground, found.finding, found.decision, found.valid_until) == (
        "force_majeure",
        "情况属实",
        "符合容错情形",
        YEAR_END,
    )
    assert ToleranceEvidence.objects.get().stored.kind == "pdf"
    (stands,) = standing_against(race.by("town"), RACE, "t11")
    assert (stands.kind, stands.until_day) == (Against.SUSPENDED, YEAR_END)
    acts = AuditRecord.objects.filter(action__startswith="tolerance").order_by("sequence")
    assert list(acts.values_list("action", flat=True)) == [
        "tolerance.apply",
        "tolerance.verify",
        "tolerance.decide",
    ]


def test_the_boards_do_not_take_a_suspension_away(race: Race) -> None:
    suspended(race)
    found = propose(race.by("office"), RACE)
    assert (found.new, found.void, found.flagged) == ([], [], [])
    assert fired() == [("t11", "2021Q2", 1, "yellow", "suspended")]


def test_edition_2_that_removes_the_trigger_ends_a_suspension_too(race: Race) -> None:
    suspended(race)
    race.seal("2021Q2", rotated("t02", "t03"), edition=2)
    propose(race.by("office"), RACE)
    assert fired() == [("t11", "2021Q2", 1, "yellow", "void")]


def test_a_suspended_quarter_neither_counts_nor_breaks_the_run(race: Race) -> None:
    suspended(race)
    race.seal("2021Q3", rotated("t03", "t11"))
    propose(race.by("office"), RACE)
    assert fired() == [
        ("t11", "2021Q2", 1, "yellow", "suspended"),
        ("t11", "2021Q3", 1, "yellow", "proposed"),
    ]
    third = Consequence.objects.get(period="2021Q3")
    assert [place["period"] for place in third.proof] == ["2021Q1", "2021Q3"]


def test_suspended_then_expired_is_proposed_again_and_counts_again(race: Race) -> None:
    suspended(race)
    race.seal("2021Q3", rotated("t03", "t11"))
    propose(race.by("office"), RACE)
    last_day = datetime(2021, 12, 31, 15, tzinfo=UTC)  # eleven at night in the city
    assert propose(race.by("office", last_day), RACE).returned == []
    found = propose(race.by("office", NEW_YEAR), RACE)
    assert [one.period for one in found.returned] == ["2021Q2"]
    assert fired() == [
        ("t11", "2021Q2", 1, "yellow", "proposed"),
        ("t11", "2021Q3", 1, "yellow", "void"),
        ("t11", "2021Q3", 2, "red", "proposed"),
    ]
    back = Consequence.objects.get(period="2021Q2")
    assert (back.decided_by, back.reason) == (None, "")
    assert FaultTolerance.objects.get().state == "expired"


def test_what_was_confirmed_meanwhile_is_flagged_when_a_suspension_ends(race: Race) -> None:
    suspended(race)
    race.seal("2021Q3", rotated("t03", "t11"))
    propose(race.by("office"), RACE)
    third = Consequence.objects.get(period="2021Q3")
    consequences.confirm(race.by("leader"), third.pk)
    found = propose(race.by("office", NEW_YEAR), RACE)
    (flagged,) = found.flagged
    assert (flagged.pk, flagged.card, flagged.review["card"]) == (third.pk, "yellow", "red")


def test_a_confirmed_consequence_can_be_suspended_but_not_an_issued_one(race: Race) -> None:
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk)
    pk = verified(race)
    tolerance.decide(race.by("leader"), pk, GRANTED)
    assert fired() == [("t11", "2021Q2", 1, "yellow", "suspended")]
    assert code(lambda: tolerance.apply(race.by("town"), application())) == "tolerance_not_now"


def test_a_decision_that_comes_after_a_decline_is_refused_whole(race: Race) -> None:
    pk = verified(race)
    consequences.decline(race.by("leader"), Consequence.objects.get().pk, "不予处理")
    assert code(lambda: tolerance.decide(race.by("leader"), pk, GRANTED)) == "consequence_not_now"
    assert FaultTolerance.objects.get().state == "verified"


def test_a_rejection_changes_nothing_but_itself(race: Race) -> None:
    pk = verified(race)
    rejected = ToleranceDecision(False, "不属于容错情形")
    assert tolerance.decide(race.by("leader"), pk, rejected).state == "rejected"
    assert fired() == [("t11", "2021Q2", 1, "yellow", "proposed")]
    assert code(lambda: tolerance.decide(race.by("leader"), pk, rejected)) == "tolerance_not_now"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"consequence": None}, "one_subject"),
        ({"adjustment": 1}, "one_subject"),
        ({"text": " "}, "record_needed"),
        ({"files": []}, "evidence_needed"),
        ({"files": [NamedFile("proof.exe", b"MZ")]}, "wrong_file"),
    ],
)
def test_an_application_needs_a_subject_words_and_proof(
    race: Race, given: dict[str, Any], expected: str
) -> None:
    assert code(lambda: tolerance.apply(race.by("town"), application(**given))) == expected
    assert FaultTolerance.objects.count() == 0


@pytest.mark.parametrize(
    ("conditions", "granted"),
    [
        ({}, False),
        ({"no_private_gain": True}, False),
        ({"collective_decision": True}, False),
        ({"no_private_gain": True, "collective_decision": True}, True),
    ],
)
@pytest.mark.parametrize("ground", [Ground.PILOT, Ground.NO_BAN, Ground.UNINTENDED])
def test_the_three_distinctions_need_both_conditions(
    race: Race, ground: Ground, conditions: dict[str, bool], granted: bool
) -> None:
    pk = verified(race, ground=ground, **conditions)
    if granted:
        assert tolerance.decide(race.by("leader"), pk, GRANTED).state == "granted"
    else:
        assert (
            code(lambda: tolerance.decide(race.by("leader"), pk, GRANTED)) == "conditions_missing"
        )


def test_a_suspension_has_an_end_and_a_decision_its_words(race: Race) -> None:
    pk = verified(race)
    decide = tolerance.decide
    for decision, expected in (
        (ToleranceDecision(True, "同意"), "day_past"),
        (ToleranceDecision(True, "同意", date(2021, 10, 19)), "day_past"),
        (ToleranceDecision(True, " ", YEAR_END), "empty_reason"),
    ):
        assert code(lambda: decide(race.by("leader"), pk, decision)) == expected  # noqa: B023
    assert code(lambda: tolerance.verify(race.by("office"), pk, "x")) == "tolerance_not_now"
    other = tolerance.apply(race.by("town"), application())
    assert code(lambda: tolerance.verify(race.by("office"), other.pk, "")) == "record_needed"
    assert code(lambda: decide(race.by("leader"), other.pk, GRANTED)) == "tolerance_not_now"


def test_only_the_unit_itself_or_the_office_applies(race: Race) -> None:
    for name in ("tenth", "leader", "town_reporter"):
        with pytest.raises(Denied):
            tolerance.apply(race.by(name), application(letter="河政〔2021〕7号"))


def test_the_office_applies_for_a_unit_by_its_letter_and_this_is_recorded(race: Race) -> None:
    bare = code(lambda: tolerance.apply(race.by("office"), application(letter=" ")))
    assert bare == "letter_needed"
    letter = "河政〔2021〕7号，2021年10月18日"
    made = tolerance.apply(race.by("office"), application(letter=letter))
    assert (made.unit, made.letter, made.applied_by) == ("t11", letter, race.people["office"])
    assert AuditRecord.objects.get(action="tolerance.apply").data["letter"] == letter
    own = tolerance.apply(race.by("town"), application(letter=letter))
    assert own.letter == "", "a unit that applies itself needs no letter"
    tolerance.verify(race.by("office"), made.pk, "情况属实")
    assert tolerance.decide(race.by("leader"), made.pk, GRANTED).state == "granted"


def test_what_was_applied_for_never_changes(race: Race) -> None:
    made = tolerance.apply(race.by("town"), application())
    rows = FaultTolerance.objects.filter(pk=made.pk)
    for change in ({"letter": "x"}, {"text": "x"}, {"ground": "pilot"}, {"unit": "t10"}):
        with pytest.raises(IntegrityError, match="applied for never"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="only added"), transaction.atomic():
        connection.cursor().execute("DELETE FROM records_faulttolerance")


def deduction(race: Race) -> Adjustment:
    """A deduction of two points that was approved."""
    made = adjustments.propose(race.by("office"), RACE, bonus("t11", "criticism", 2))
    return adjustments.approve(race.by("leader"), made.pk)


def test_a_pardoned_deduction_is_reversed_and_earlier_boards_keep_it(race: Race) -> None:
    row = deduction(race)
    pk = verified(race, consequence=None, adjustment=row.pk)
    later = datetime(2021, 11, 1, 2, tzinfo=UTC)
    tolerance.decide(race.by("leader", later), pk, ToleranceDecision(True, "免予扣分"))
    assert list(adjustments_as_of(RACE)) == []
    assert list(adjustments_as_of(RACE, NOW)) == [row]
    again = application(consequence=None, adjustment=row.pk)
    assert code(lambda: tolerance.apply(race.by("town"), again)) == "not_a_deduction"


def test_a_deduction_that_was_pardoned_meanwhile_is_not_reversed_twice(race: Race) -> None:
    row = deduction(race)
    waiting = adjustments.propose_reversal(race.by("office"), row.pk, "认定有误", "复核")
    pk = verified(race, consequence=None, adjustment=row.pk)
    tolerance.decide(race.by("leader"), pk, ToleranceDecision(True, "免予扣分"))
    assert code(lambda: adjustments.approve(race.by("leader"), waiting.pk)) == "taken"


def test_a_decision_may_rest_on_an_issued_document(race: Race) -> None:
    new = NewDocument(DocumentKind.DECISION, "关于容错免责的决定", PROOF)
    draft = register.draft(race.by("office"), new)
    decision = replace(GRANTED, document=draft.pk)
    pk = verified(race)
    assert code(lambda: tolerance.decide(race.by("leader"), pk, decision)) == "document_needed"
    register.issue(race.by("office"), draft.pk, Issue("桐委", NOW.date()))
    found = tolerance.decide(race.by("leader"), pk, decision)
    assert str(found.document) == "桐委〔2021〕1号"


def test_a_suspension_that_ended_otherwise_only_expires(race: Race) -> None:
    suspended(race)
    race.seal("2021Q2", rotated("t02", "t03"), edition=2)
    propose(race.by("office"), RACE)
    assert propose(race.by("office", NEW_YEAR), RACE).returned == []
    assert FaultTolerance.objects.get().state == "expired"


def test_a_bonus_is_nothing_to_be_pardoned_for(race: Race) -> None:
    made = adjustments.propose(race.by("office"), RACE, bonus("t11"))
    row = adjustments.approve(race.by("leader"), made.pk)
    about = application(consequence=None, adjustment=row.pk)
    assert code(lambda: tolerance.apply(race.by("town"), about)) == "not_a_deduction"


def test_a_suspended_period_is_no_proof_of_having_left(race: Race) -> None:
    # Confirmed and shown in the second quarter, last again in the third, which is suspended.
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk)
    card = measures.NewMeasure("card", "", NOW.date())
    measures.take_measure(race.by("office"), one.pk, card)
    race.seal("2021Q3", rotated("t03", "t11"))
    propose(race.by("office"), RACE)
    third = Consequence.objects.get(period="2021Q3")
    tolerance.decide(race.by("leader"), verified(race, consequence=third.pk), GRANTED)
    assert propose(race.by("office"), RACE).lapsed == []
    race.seal("2021Q4", rotated("t04", "t05"))
    assert [row.pk for row in propose(race.by("office"), RACE).lapsed] == [one.pk]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM records_faulttolerance", "only added"),
        ("UPDATE records_toleranceevidence SET name = ''", "only added"),
        ("UPDATE records_faulttolerance SET valid_until = NULL", "suspension_has_an_end"),
        ("UPDATE records_faulttolerance SET decision = ''", "tolerance_was_decided"),
    ],
)
def test_the_database_itself_guards_an_application(race: Race, sql: str, message: str) -> None:
    suspended(race)
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_new_adjustment_of_another_unit_is_not_ones_own(race: Race) -> None:
    new = NewAdjustment("t10", "2021Q3", "criticism", bonus("t10").points, "迟报", "通报第3期")
    made = adjustments.propose(race.by("office"), RACE, new)
    row = adjustments.approve(race.by("leader"), made.pk)
    with pytest.raises(Denied):
        tolerance.apply(race.by("town"), application(consequence=None, adjustment=row.pk))

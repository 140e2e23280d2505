"""Bonuses, deductions and vetoes: proposed, approved by another, reversed, never edited (S45)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import adjustments
from saima.actions.adjustments import NewAdjustment
from saima.actions.boards import live_boards
from saima.actions.refusals import Denied, Refused
from saima.plan.periods import Period
from saima.records.frames import inputs
from saima.records.models import Adjustment, AdjustmentProposal, AuditRecord
from saima.records.queries.ledger import adjustments_as_of
from tests.race_stage import NOW, RACE, Race, make_race

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def bonus(unit: str = "t05", kind: str = "award", points: object = "1.5") -> NewAdjustment:
    """Something that the office proposes."""
    return NewAdjustment(
        unit, "2021Q3", kind, Decimal(str(points)), "省级表彰", "浙政发〔2021〕3号"
    )


def approved(race: Race, new: NewAdjustment, now: datetime = NOW) -> Adjustment:
    """A row that counts."""
    made = adjustments.propose(race.by("office", now), RACE, new)
    return adjustments.approve(race.by("leader", now), made.pk, "同意")


def code(call: Any) -> str:
    """The code of the refusal that a call meets."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_a_proposal_counts_only_when_it_is_approved(race: Race) -> None:
    made = adjustments.propose(race.by("office"), RACE, bonus())
    assert list(adjustments_as_of(RACE)) == []
    row = adjustments.approve(race.by("leader"), made.pk, "同意")
    assert list(adjustments_as_of(RACE)) == [row]
    made.refresh_from_db()
    assert (made.state, made.adjustment, made.decided_by) == (
        "approved",
        row,
        race.people["leader"],
    )
    actions = AuditRecord.objects.filter(action__startswith="adjustment").order_by("sequence")
    assert list(actions.values_list("action", "person__username")) == [
        ("adjustment.propose", "office"),
        ("adjustment.approve", "leader"),
    ]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (bonus("nowhere"), "no_such_unit"),
        (bonus(kind="luck"), "no_such_kind"),
        (bonus(points=0), "points_wrong"),
        (bonus(points=-1), "points_wrong"),
        (bonus(points="0.00001"), "points_wrong"),
        (bonus(points=100000), "points_wrong"),
        (bonus(points="NaN"), "points_wrong"),
        (bonus(points="Infinity"), "points_wrong"),
        (bonus(kind="safety", points=1), "points_wrong"),
        (NewAdjustment("t05", "2020Q3", "award", Decimal(1), "x", "y"), "outside_year"),
        (NewAdjustment("t05", "soon", "award", Decimal(1), "x", "y"), "outside_year"),
        (NewAdjustment("t05", "2021Q3", "award", Decimal(1), " ", "y"), "empty_reason"),
        (NewAdjustment("t05", "2021Q3", "award", Decimal(1), "x", ""), "no_document"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    race: Race, new: NewAdjustment, expected: str
) -> None:
    assert code(lambda: adjustments.propose(race.by("office"), RACE, new)) == expected
    assert AdjustmentProposal.objects.count() == 0


def test_no_plan_no_proposal(race: Race) -> None:
    assert code(lambda: adjustments.propose(race.by("office"), "other", bonus())) == "not_there"


def test_nobody_approves_their_own_proposal(race: Race) -> None:
    made = adjustments.propose(race.by("office"), RACE, bonus())
    AdjustmentProposal.objects.filter(pk=made.pk).update(proposed_by=race.people["leader"])
    with pytest.raises(Denied) as denial:
        adjustments.approve(race.by("leader"), made.pk)
    assert denial.value.code == "own_proposal"


def test_a_proposal_is_decided_once(race: Race) -> None:
    made = adjustments.propose(race.by("office"), RACE, bonus())
    decline = adjustments.decline
    assert code(lambda: decline(race.by("leader"), made.pk, " ")) == "empty_reason"
    decline(race.by("leader"), made.pk, "依据不足")
    assert code(lambda: adjustments.approve(race.by("leader"), made.pk)) == "decided_already"
    assert Adjustment.objects.count() == 0


def test_a_correction_is_a_reversing_row_and_earlier_moments_keep_the_old_one(race: Race) -> None:
    row = approved(race, bonus())
    made = adjustments.propose_reversal(race.by("office", LATER), row.pk, "重复加分", "办公室核查")
    reversing = adjustments.approve(race.by("leader", LATER), made.pk)
    assert (reversing.reverses, reversing.points) == (row, row.points)
    assert list(adjustments_as_of(RACE)) == []
    assert list(adjustments_as_of(RACE, LATER - timedelta(seconds=1))) == [row]
    assert list(adjustments_as_of(RACE, NOW - timedelta(seconds=1))) == []
    now, then = (inputs(RACE, moment).adjustments for moment in (None, NOW))
    assert now is not None
    assert then is not None
    assert (len(now.collect()), len(then.collect())) == (0, 1)


def test_an_adjustment_is_reversed_once_and_a_reversal_never(race: Race) -> None:
    row = approved(race, bonus())
    reversal = adjustments.propose_reversal
    made = reversal(race.by("office"), row.pk, "重复", "核查")
    assert code(lambda: reversal(race.by("office"), row.pk, "重复", "核查")) == "taken"
    reversing = adjustments.approve(race.by("leader"), made.pk)
    assert reversing.recorded_at > row.recorded_at
    assert code(lambda: reversal(race.by("office"), row.pk, "重复", "核查")) == "taken"
    assert code(lambda: reversal(race.by("office"), reversing.pk, "重复", "核查")) == "taken"
    assert code(lambda: reversal(race.by("office"), row.pk, "", "核查")) == "empty_reason"
    assert code(lambda: reversal(race.by("office"), row.pk, "重复", " ")) == "no_document"


def test_a_veto_that_is_reversed_bars_nobody(race: Race) -> None:
    # The board of the live year reads what counts: a veto costs eligibility, not points.
    row = approved(race, bonus(kind="safety", points=0))
    quarter = Period.parse("2021Q3")
    assert live_boards(race.version).totals(quarter)["t05"].eligible is False
    made = adjustments.propose_reversal(race.by("office", LATER), row.pk, "认定有误", "复核")
    adjustments.approve(race.by("leader", LATER), made.pk)
    assert live_boards(race.version).totals(quarter)["t05"].eligible is True
    assert live_boards(race.version, NOW).totals(quarter)["t05"].eligible is False


def test_the_caps_of_the_plan_are_shown_beside_what_was_given(race: Race) -> None:
    # award: 4 + 3 = 7, capped at 5; pilot: 2 without a cap; together 7 against a bonus cap of 6.
    for kind, points in (("award", 4), ("award", 3), ("pilot", 2), ("criticism", 1)):
        approved(race, bonus("t05", kind, points))
    rooms = {room.kind.code: room for room in adjustments.rooms(race.by("office"), RACE, "t05")}
    award, criticism = rooms["award"], rooms["criticism"]
    assert (award.given, award.counts, award.cap) == (Decimal(7), Decimal(5), 5.0)
    assert (award.all_given, award.all_cap) == (Decimal(7), 6.0)
    assert {criticism.given, criticism.counts, criticism.all_given} == {Decimal(1)}
    assert criticism.all_cap is None
    assert rooms["pilot"].counts == 2
    # Nothing is left of 6 bonus points, 2 of 3 of criticism; a veto has no cap.
    left = {name: room.left for name, room in rooms.items()}
    assert left == {"award": 0, "pilot": 0, "criticism": 2, "safety": None}
    everybody = adjustments.all_rooms(race.by("office"), RACE)
    assert everybody["t05"] == adjustments.rooms(race.by("office"), RACE, "t05")
    assert [room.given for room in everybody["t06"]] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_adjustment SET points = 9", "only added"),
        ("DELETE FROM records_adjustment", "only added"),
        ("UPDATE records_adjustmentproposal SET points = 9", "never changed"),
        ("DELETE FROM records_adjustmentproposal", "only added"),
    ],
)
def test_the_database_itself_guards_adjustments(race: Race, sql: str, message: str) -> None:
    approved(race, bonus())
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

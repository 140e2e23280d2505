"""Consequences from the proposal to the decision, and what a new edition does to them."""

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions import consequences
from saima.actions.consequences import propose
from saima.actions.refusals import Denied, Refused
from saima.records.models import AuditRecord, Consequence, ConsequenceStep
from saima.records.queries.audit import verify_chain
from saima.records.queries.consequences import to_decide
from tests.race_stage import (
    NOW,
    RACE,
    TOWN_RULE,
    Race,
    fired,
    make_race,
    places_of,
    race_plan,
    run,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def test_a_proposal_carries_its_proof_clause_and_measures(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    boards = {board.period: board for board in race.version.boards.all()}
    assert one.proof == [
        {
            "period": period,
            "rank": rank,
            "field": 11,
            "board": boards[period].pk,
            "edition": 1,
            "seal": boards[period].seal,
        }
        for period, rank in (("2021Q1", "11"), ("2021Q2", "10"))
    ]
    assert (one.clause, one.measures) == ("S54", ["circular", "card", "talk"])
    assert (one.rule, one.group, one.version) == ("town-last-two", "towns", race.version)


def test_proposing_twice_changes_nothing(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    before = fired(), ConsequenceStep.objects.count(), AuditRecord.objects.count()
    again = propose(race.by("colleague"), RACE)
    assert (again.new, again.void, again.flagged, again.lapsed) == ([], [], [], [])
    assert (fired(), ConsequenceStep.objects.count(), AuditRecord.objects.count()) == before


def test_edition_2_that_removes_the_trigger_makes_an_open_proposal_void(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    second = race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    found = propose(race.by("office"), RACE)
    assert fired() == [("t05", "2021Q2", 1, "yellow", "void")]
    why = {
        "code": "gone",
        "since": [{"period": "2021Q2", "edition": 2, "seal": second.seal}],
    }
    assert found.void[0].review == why
    step = ConsequenceStep.objects.order_by("id").last()
    assert step is not None
    assert (step.act, step.data) == ("void", why)


def test_edition_2_that_removes_the_trigger_flags_what_was_confirmed(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk)
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    found = propose(race.by("office"), RACE)
    assert (found.void, [flagged.pk for flagged in found.flagged]) == ([], [one.pk])
    assert fired() == [("t05", "2021Q2", 1, "yellow", "confirmed")]
    assert [waits.pk for waits in to_decide(RACE)] == [one.pk]
    assert propose(race.by("office"), RACE).flagged == []
    consequences.withdraw(race.by("leader"), one.pk, "第2版榜单不再触发")
    assert fired() == [("t05", "2021Q2", 1, "yellow", "void")]


def test_a_flagged_consequence_can_stand_and_is_not_flagged_again(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk)
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    propose(race.by("office"), RACE)
    consequences.keep(race.by("leader"), one.pk, "措施已执行")
    assert propose(race.by("office"), RACE).flagged == []
    assert list(to_decide(RACE)) == []
    for reason, code in (("再次", "nothing_to_review"), (" ", "empty_reason")):
        with pytest.raises(Refused) as refusal:
            consequences.keep(race.by("leader"), one.pk, reason)
        assert refusal.value.code == code


def test_edition_3_that_brings_the_trigger_back_proposes_anew(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    propose(race.by("office"), RACE)
    race.seal("2021Q2", places_of("t05", {"2021Q2": 11})["2021Q2"], edition=3)
    propose(race.by("office"), RACE)
    assert [row[-1] for row in fired()] == ["void", "proposed"]


def test_edition_3_that_brings_the_trigger_back_takes_the_flag_away(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk)
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    propose(race.by("office"), RACE)
    race.seal("2021Q2", places_of("t05", {"2021Q2": 10})["2021Q2"], edition=3)
    propose(race.by("office"), RACE)
    one.refresh_from_db()
    assert (one.state, one.review, list(to_decide(RACE))) == ("confirmed", {}, [])
    assert list(one.steps.order_by("id").values_list("act", flat=True)) == [
        "propose",
        "confirm",
        "flag",
        "flag",
    ]


def test_edition_2_with_the_same_places_changes_nothing(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    race.seal("2021Q2", places_of("t05", {"2021Q2": 10})["2021Q2"], edition=2)
    found = propose(race.by("office"), RACE)
    assert (found.new, found.void, found.flagged) == ([], [], [])


def test_what_was_declined_stays_declined_whatever_the_boards_say(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.decline(race.by("leader"), one.pk, "灾后重建")
    assert propose(race.by("office"), RACE).new == []
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    found = propose(race.by("office"), RACE)
    assert (found.void, found.flagged) == ([], [])
    one.refresh_from_db()
    assert (one.state, one.reason, one.decided_by) == (
        "declined",
        "灾后重建",
        race.people["leader"],
    )


def test_only_sealed_boards_count(race: Race) -> None:
    with pytest.raises(Refused) as refusal:
        propose(race.by("office"), RACE)
    assert refusal.value.code == "no_sealed_board"
    with pytest.raises(Refused):
        propose(race.by("office"), "no-such-plan")
    with pytest.raises(Refused):
        consequences.rehearse_rules(race.by("office"), race_plan(version=2))


def test_a_second_decision_comes_too_late(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk, "属实")
    for decide in (consequences.confirm, consequences.decline):
        with pytest.raises(Refused) as refusal:
            decide(race.by("other_leader"), one.pk, "不属实")
        assert refusal.value.code == "consequence_not_now"
    one.refresh_from_db()
    assert (one.state, one.reason, one.decided_at) == ("confirmed", "属实", NOW)


def test_declining_needs_a_reason_and_the_state_is_not_told_to_others(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    with pytest.raises(Refused) as refusal:
        consequences.decline(race.by("leader"), one.pk, " ")
    assert refusal.value.code == "empty_reason"
    consequences.confirm(race.by("leader"), one.pk)
    with pytest.raises(Denied):
        consequences.confirm(race.by("office"), one.pk)


def test_a_rehearsal_says_who_would_have_been_summoned(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10, "2021Q3": 10})
    three = race_plan(TOWN_RULE | {"running": 3}, version=2)
    found = consequences.rehearse_rules(race.by("office"), three)
    assert [(one.unit, str(one.period)) for one in found.lapsed] == [("t05", "2021Q2")]
    assert [(one.unit, str(one.period)) for one in found.both] == [("t05", "2021Q3")]
    assert found.new == ()
    one = race_plan(TOWN_RULE | {"running": 1, "count": 1}, version=2)
    wider = consequences.rehearse_rules(race.by("office"), one)
    assert ("t05", "2021Q1") in {(fired.unit, str(fired.period)) for fired in wider.new}
    assert len(fired()) == 2  # nothing was written


def test_every_step_is_in_the_log_and_the_chain_holds(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    consequences.confirm(race.by("leader"), one.pk, "属实")
    race.seal("2021Q2", places_of("t05", {"2021Q2": 4})["2021Q2"], edition=2)
    propose(race.by("office"), RACE)
    consequences.withdraw(race.by("leader"), one.pk, "撤回")
    actions = list(
        AuditRecord.objects.filter(object_kind="consequence")
        .order_by("sequence")
        .values_list("action", "person__username")
    )
    assert actions == [
        ("consequence.propose", "office"),
        ("consequence.confirm", "leader"),
        ("consequence.flag", "office"),
        ("consequence.withdraw", "leader"),
    ]
    assert verify_chain() is None


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE records_consequence SET card = 'red'", "what a rule proposed never changes"),
        ("UPDATE records_consequence SET level = 5", "what a rule proposed never changes"),
        ("UPDATE records_consequence SET proof = '[]'", "what a rule proposed never changes"),
        ("UPDATE records_consequence SET state = 'confirmed'", "consequence_was_decided"),
        ("DELETE FROM records_consequence", "only added"),
        ("UPDATE records_consequencestep SET text = ''", "only added"),
        ("DELETE FROM records_consequencestep", "only added"),
    ],
)
def test_the_database_itself_guards_a_consequence(race: Race, sql: str, message: str) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_same_firing_cannot_stand_twice(race: Race) -> None:
    run(race, {"2021Q1": 11, "2021Q2": 10})
    one = Consequence.objects.get()
    one.pk, one._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()

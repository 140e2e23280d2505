"""Two instances rule on objections; what they correct is corrected in the ledger and the board.

By hand: elm reported 5 investments of a phased target of 6, 33.33 of 40 points and 93.33 in all.
With one more it has 40 and 100, passes ash (94.50), and ash is among the last two of three towns
for the third month running.
"""

from datetime import date
from decimal import Decimal

import pytest

from saima.actions import objections, rulings, sealing
from saima.actions.effects import effect
from saima.actions.kept_boards import KEEPER
from saima.actions.objections import Filing
from saima.actions.refusals import Denied, Refused
from saima.actions.rulings import Verdict
from saima.engine.plausible import Reading
from saima.records.models import (
    AuditRecord,
    BoardState,
    DueState,
    DueValue,
    ObjectionState,
    Person,
    Post,
    Role,
    Round,
    Ruled,
    Ruling,
)
from saima.records.queries.objections import RulingSearch
from saima.records.queries.objections import rulings as find_rulings
from saima.records.queries.sealed_boards import current_board, open_board
from tests.board_stage import AFTERWARDS, FILED, RULED, Stage, days_after, make_stage, plain, totals
from tests.cast import given

UPHELD = Verdict(Ruled.UPHELD, "凭证属实 the transfer is proved")
REJECTED = Verdict(Ruled.REJECTED, "无凭证 there is no proof")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def test_an_objection_that_is_upheld_corrects_the_ledger_and_makes_a_new_draft(
    stage: Stage,
) -> None:
    board = stage.shown()
    found = stage.objection(board)
    ruling = rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD)
    entry, draft = ruling.entry, ruling.led_to
    assert entry is not None
    assert draft is not None
    assert entry.replaces is not None
    assert (plain(entry.value), plain(entry.replaces.value)) == (2, 1)
    assert entry.why == f"第{found.pk}号申诉裁定 / ruling on objection {found.pk}: {UPHELD.reasons}"
    assert (draft.edition, draft.draft, draft.state) == (1, 2, BoardState.DRAFT)
    assert draft.as_of == RULED
    assert totals(draft)["elm"] == (100, 1, 1)
    assert totals(draft)["ash"] == (94.5, 2, 2)
    board.refresh_from_db()
    assert (board.state, board.withdrawal) == (BoardState.WITHDRAWN, entry.why)
    found.refresh_from_db()
    assert (found.state, found.appeal_until) == (ObjectionState.ANSWERED, None)
    logged = [record.action for record in AuditRecord.objects.order_by("-sequence")[:3]]
    assert logged == ["objection.rule", "board.draft", "ledger.correct"]


def test_another_value_than_the_claimed_one_may_be_ruled(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    who = stage.by("colleague", RULED)
    ruling = rulings.rule(who, found.pk, Verdict(Ruled.PARTLY, "a part of it", given("1.5")))
    assert ruling.led_to is not None
    # 5.5 of 6: 36.6667 points, 96.67 in all.
    assert totals(ruling.led_to)["elm"] == (96.67, 1, 1)
    found.refresh_from_db()
    assert found.appeal_until == date(2021, 4, 29)


def test_a_rejection_changes_nothing_and_can_be_appealed(stage: Stage) -> None:
    board = stage.shown()
    found = stage.objection(board)
    ruling = rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    assert (ruling.instance, ruling.entry, ruling.led_to) == (1, None, None)
    found.refresh_from_db()
    # Five working days after Friday 23 April: 25 (worked), 26, 27, 28, 29.
    assert (found.state, found.appeal_until) == (ObjectionState.ANSWERED, date(2021, 4, 29))
    assert current_board("small-2021", "2021-03") == board


def test_the_second_instance_is_the_last(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    objections.appeal(stage.by("elm", RULED), found.pk, "the bank confirms it")
    ruling = rulings.rule(stage.by("leader", AFTERWARDS), found.pk, UPHELD)
    assert ruling.instance == 2
    assert ruling.led_to is not None
    assert totals(ruling.led_to)["elm"] == (100, 1, 1)
    found.refresh_from_db()
    assert found.state == ObjectionState.DECIDED
    with pytest.raises(Refused, match="state decided"):
        objections.appeal(stage.by("elm", AFTERWARDS), found.pk, "once more")
    with pytest.raises(Refused, match="state decided"):
        rulings.rule(stage.by("other_leader", AFTERWARDS), found.pk, REJECTED)


def test_an_appeal_comes_in_time_from_the_unit_with_a_reason(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    with pytest.raises(Refused, match="state filed"):
        objections.appeal(stage.by("elm", RULED), found.pk, "at once")
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    with pytest.raises(Refused, match="reason is empty"):
        objections.appeal(stage.by("elm", RULED), found.pk, " ")
    with pytest.raises(Denied):
        objections.appeal(stage.by("ash", RULED), found.pk, "for elm")
    with pytest.raises(Refused, match="ended on 2021-04-29"):
        objections.appeal(stage.by("elm", days_after(RULED, 7)), found.pk, "late")
    last_day = stage.by("elm", days_after(RULED, 6))
    assert objections.appeal(last_day, found.pk, "look again").state == ObjectionState.APPEALED


def test_what_is_upheld_in_full_is_not_appealed(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD)
    with pytest.raises(Refused, match="state answered"):
        objections.appeal(stage.by("elm", RULED), found.pk, "still more")


def test_nobody_decides_twice(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    who = stage.by("colleague", RULED)
    rulings.rule(who, found.pk, REJECTED)
    with pytest.raises(Refused, match="state answered"):
        rulings.rule(who, found.pk, UPHELD)
    assert Ruling.objects.count() == 1
    Post.objects.create(
        person=stage.people["colleague"], role=Role.LEADER, unit="", starts=date(2021, 1, 1)
    )
    objections.appeal(stage.by("elm", RULED), found.pk, "look again")
    with pytest.raises(Denied, match="first instance"):
        rulings.rule(stage.by("colleague", AFTERWARDS), found.pk, UPHELD)


def test_each_instance_has_its_people(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    for name in ("leader", "auditor", "elm", "ash"):
        with pytest.raises(Denied):
            rulings.rule(stage.by(name, RULED), found.pk, REJECTED)
        with pytest.raises(Denied):
            effect(stage.by(name, RULED), found.pk)
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    objections.appeal(stage.by("elm", RULED), found.pk, "look again")
    for name in ("office", "colleague", "elm"):
        with pytest.raises(Denied):
            rulings.rule(stage.by(name, RULED), found.pk, UPHELD)


def test_nobody_rules_on_an_objection_of_an_own_unit(stage: Stage) -> None:
    board = stage.shown()
    filing = Filing(board.pk, "plan", "land", "measured anew", claimed=Reading(Decimal(80)))
    found = objections.file(stage.by("planner", FILED), filing)
    with pytest.raises(Denied, match="own unit"):
        rulings.rule(stage.by("office", RULED), found.pk, REJECTED)
    Person.objects.filter(username="colleague").update(unit="plan")
    stage.people["colleague"].refresh_from_db()
    with pytest.raises(Denied, match="own unit"):
        effect(stage.by("colleague", RULED), found.pk)


def test_a_ruling_has_reasons_and_a_value_where_one_is_corrected(stage: Stage) -> None:
    board = stage.shown()
    who = stage.by("colleague", RULED)
    found = stage.objection(board, claimed=None)
    of_a_rule = objections.file(
        stage.by("elm", FILED), Filing(board.pk, "elm", "award", "it is ours")
    )
    for key, verdict, message in (
        (found.pk, Verdict(Ruled.REJECTED, " "), "reason is empty"),
        (found.pk, UPHELD, "no value is given"),
        (found.pk, Verdict(Ruled.PARTLY, "a part of it"), "no value is given"),
        (found.pk, Verdict(Ruled.REJECTED, "no", given(2)), "nothing is corrected"),
        (of_a_rule.pk, Verdict(Ruled.UPHELD, "yes", given(2)), "nothing is corrected"),
        (999, UPHELD, "no such record"),
    ):
        with pytest.raises(Refused, match=message):
            rulings.rule(who, key, verdict)
    with pytest.raises(Refused, match="nothing is corrected"):
        effect(who, of_a_rule.pk)
    ruling = rulings.rule(who, of_a_rule.pk, Verdict(Ruled.UPHELD, "the rule was read wrongly"))
    assert (ruling.entry, ruling.led_to) == (None, None)
    board.refresh_from_db()
    assert board.state == BoardState.SHOWN


def test_a_seal_waits_for_objections_and_their_appeals(stage: Stage) -> None:
    board = stage.shown()
    found = stage.objection(board)
    after = stage.by("colleague", AFTERWARDS)
    with pytest.raises(Refused, match="1 objections are not settled"):
        sealing.seal(after, board.pk, "in time")
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    with pytest.raises(Refused, match="1 objections are not settled"):
        sealing.seal(after, board.pk, "in time")
    objections.appeal(stage.by("elm", RULED), found.pk, "look again")
    with pytest.raises(Refused, match="1 objections are not settled"):
        sealing.seal(stage.by("colleague", days_after(AFTERWARDS, 30)), board.pk, "in time")
    rulings.rule(stage.by("leader", AFTERWARDS), found.pk, REJECTED)
    assert sealing.seal(after, board.pk, "settled").state == BoardState.SEALED


def test_without_an_appeal_a_seal_waits_until_its_time_has_passed(stage: Stage) -> None:
    board = stage.shown()
    found = stage.objection(board)
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    last_day, after = days_after(RULED, 6), days_after(RULED, 7)
    with pytest.raises(Refused, match="not settled"):
        sealing.seal(stage.by("colleague", last_day), board.pk, "in time")
    assert sealing.seal(stage.by("colleague", after), board.pk, "settled").sequence == 1


def test_an_objection_to_a_withdrawn_draft_still_holds_up_the_edition(stage: Stage) -> None:
    board = stage.shown()
    invest = stage.objection(board)
    stage.objection(board, code="land", claimed=None)
    draft = rulings.rule(stage.by("colleague", RULED), invest.pk, UPHELD).led_to
    assert draft is not None
    sealing.show_for_objections(stage.by("colleague", RULED), draft.pk)
    with pytest.raises(Refused, match="1 objections are not settled"):
        sealing.seal(stage.by("colleague", days_after(RULED, 30)), draft.pk, "in time")


def test_what_was_ruled_is_not_filed_again_against_the_next_draft(stage: Stage) -> None:
    board = stage.shown()
    land = stage.objection(board, code="land", claimed=Reading(Decimal(30)))
    award = objections.file(stage.by("elm", FILED), Filing(board.pk, "elm", "award", "ours"))
    rulings.rule(stage.by("colleague", RULED), land.pk, REJECTED)
    rulings.rule(stage.by("colleague", RULED), award.pk, REJECTED)
    draft = stage.draft(now=RULED)
    shown = sealing.show_for_objections(stage.by("colleague", RULED), draft.pk)
    again = stage.by("elm", AFTERWARDS)
    with pytest.raises(Refused, match="land 2021-03 is there already"):
        objections.file(again, Filing(shown.pk, "elm", "land", "once more"))
    assert objections.file(again, Filing(shown.pk, "elm", "award", "once more")).board == shown


def test_an_appeal_upheld_after_the_seal_makes_a_new_edition(db: None) -> None:
    stage = make_stage(objections={"seal_before_appeal": True})
    KEEPER.kept.clear()
    board = stage.shown()
    found = stage.objection(board)
    rulings.rule(stage.by("colleague", RULED), found.pk, REJECTED)
    sealed = sealing.seal(stage.by("colleague", AFTERWARDS), board.pk, "the time has passed")
    objections.appeal(stage.by("elm", AFTERWARDS), found.pk, "look again")
    later = stage.by("leader", days_after(AFTERWARDS, 1))
    seen = effect(later, found.pk)
    assert seen.board == sealed
    draft = rulings.rule(later, found.pk, UPHELD).led_to
    assert draft is not None
    assert (draft.edition, draft.draft, draft.computed_by.username) == (2, 1, "leader")
    assert totals(draft)["elm"] == (100, 1, 1)
    assert totals(sealed)["elm"] == (93.33, 2, 2)
    sealed.refresh_from_db()
    assert sealed.state == BoardState.SEALED
    assert open_board("small-2021", "2021-03") == draft


def test_a_value_of_the_city_moves_every_unit_that_answers_for_it(stage: Stage) -> None:
    # City x: 30 of a phased target of 33; with 12 in March 33, so that fin has 60 of 60 points.
    board = stage.shown()
    filing = Filing(board.pk, "fin", "invest", "three were left out", claimed=Reading(Decimal(12)))
    found = objections.file(stage.by("fin", FILED), filing)
    ruling = rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD)
    assert ruling.entry is not None
    assert ruling.entry.unit == "x"
    assert ruling.led_to is not None
    # 60 + 20 for safety + 18 for party duties.
    assert totals(ruling.led_to)["fin"] == (98, 1, 1)


def test_a_missing_value_may_be_ruled(stage: Stage) -> None:
    person = Person.objects.create(username="oak")
    Post.objects.create(person=person, role=Role.REPORTER, unit="oak", starts=date(2021, 1, 1))
    stage.people["oak"] = person
    filing = Filing(
        stage.shown().pk, "oak", "safety", "it was sent by letter", claimed=Reading(Decimal(95))
    )
    found = objections.file(stage.by("oak", FILED), filing)
    assert found.value_period == "2021-03"
    ruling = rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD)
    assert ruling.entry is not None
    assert ruling.entry.replaces is None
    assert ruling.led_to is not None
    # Oak meets everything: 40 + 30 + 20 + 10.
    assert totals(ruling.led_to)["oak"] == (100, 1, 1)


def test_a_value_on_its_way_takes_its_steps_first(stage: Stage) -> None:
    opened = Round.objects.create(
        version=stage.version,
        plan="small-2021",
        month="2021-03",
        opened_at=FILED,
        opened_by=stage.people["colleague"],
        **dict.fromkeys(("due_on", "check_on", "freeze_on", "show_on"), FILED.date()),
    )
    due = DueValue.objects.create(
        round=opened,
        unit="elm",
        indicator="invest",
        period="2021-03",
        reporter="elm",
        **dict.fromkeys(("due_on", "check_on", "freeze_on"), FILED.date()),
    )
    found = stage.objection(stage.shown())
    with pytest.raises(Refused, match="state due"):
        rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD)
    DueValue.objects.filter(pk=due.pk).update(
        state=DueState.ACCEPTED, reported_at=FILED, accepted_at=FILED
    )
    assert rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD).entry is not None


def test_rulings_are_found_by_their_words_their_unit_and_indicator(stage: Stage) -> None:
    board = stage.shown()
    invest = stage.objection(board)
    land = objections.file(stage.by("ash", FILED), Filing(board.pk, "ash", "land", "重新测绘"))
    who = stage.by("colleague", RULED)
    first = rulings.rule(who, invest.pk, REJECTED)
    second = rulings.rule(who, land.pk, Verdict(Ruled.REJECTED, "测绘报告过期 survey out of date"))
    objections.appeal(stage.by("elm", RULED), invest.pk, "银行回单")
    third = rulings.rule(stage.by("leader", AFTERWARDS), invest.pk, UPHELD)
    assert list(find_rulings()) == [third, second, first]
    for wanted, expected in (
        (RulingSearch(text="过期"), [second]),
        (RulingSearch(text="重新测绘 SURVEY"), [second]),
        (RulingSearch(text="银行"), [third, first]),
        (RulingSearch(text="moon"), []),
        (RulingSearch(unit="ash"), [second]),
        (RulingSearch(code="invest", ruled="upheld"), [third]),
        (RulingSearch(instance=2), [third]),
        (RulingSearch(plan="other"), []),
        (RulingSearch(units=("ash", "fin")), [second]),
    ):
        assert list(find_rulings(wanted)) == expected

"""A unit objects to a board: who, to what, until when, with which files."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from saima.actions import objections, rulings, sealing
from saima.actions.kept_boards import KEEPER
from saima.actions.objection_steps import claim_of
from saima.actions.objections import Filing
from saima.actions.refusals import Denied, Refused
from saima.actions.rulings import Verdict
from saima.engine.plausible import Reading
from saima.plan.periods import Period
from saima.records.models import (
    About,
    AuditRecord,
    Objection,
    ObjectionState,
    Post,
    Role,
    Ruled,
)
from saima.records.queries.objections import objections as objections_of
from saima.records.queries.objections import story, to_rule
from tests.board_stage import (
    AFTERWARDS,
    FILED,
    RULED,
    SHOWN,
    Stage,
    days_after,
    make_share_stage,
    make_stage,
)

PDF = b"%PDF-1.7 made up for a test"


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def test_an_objection_says_which_value_is_wrong(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    assert (found.about, found.value_unit, found.value_period) == ("indicator", "elm", "2021-03")
    assert found.state == ObjectionState.FILED
    assert found.claimed == 2
    # Ten working days after Thursday 22 April: 23, 25 (worked), 26-30 April, then the holidays of
    # 1-5 May, 6, 7 and 8 May (a Saturday that is worked).
    assert found.due == date(2021, 5, 8)
    data = AuditRecord.objects.get(action="objection.file").data
    assert (data["unit"], data["code"], data["value"]) == ("elm", "invest", "elm 2021-03")
    assert data["due"] == "2021-05-08"


def test_the_value_may_be_of_an_earlier_month_or_of_the_city(stage: Stage) -> None:
    board = stage.shown()
    earlier = stage.objection(board, value_period=Period.parse("2021-02"))
    assert earlier.value_period == "2021-02"
    of_the_city = objections.file(
        stage.by("fin", FILED), Filing(board.pk, "fin", "invest", "the city has more")
    )
    assert (of_the_city.value_unit, of_the_city.claimed) == ("x", None)


def test_without_a_period_it_is_the_latest_value_that_the_board_knew(stage: Stage) -> None:
    board = stage.shown()
    land = objections.file(
        stage.by("elm", FILED),
        Filing(board.pk, "elm", "land", "measured anew", claimed=Reading(Decimal(30))),
    )
    assert land.value_period == "2021-03"
    # The board of February knows nothing of March.
    february = stage.shown(Period.parse("2021-02"))
    assert stage.objection(february).value_period == "2021-02"


@pytest.mark.parametrize("code", ["economy", "award", "last_two"])
def test_a_rule_may_be_objected_to(stage: Stage, code: str) -> None:
    filing = Filing(stage.shown().pk, "elm", code, "the rule was read wrongly")
    found = objections.file(stage.by("elm", FILED), filing)
    assert (found.about, found.value_unit, found.value_period) == (About.RULE, "", "")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"reason": "  "}, "reason is empty"),
        ({"code": "luck"}, '"luck" is no indicator that elm is scored on'),
        ({"value_period": Period.parse("2021-04")}, "2021-04 does not count on the board"),
        ({"value_period": Period.parse("2021Q1")}, "2021Q1 does not count on the board"),
        ({"value_period": Period.parse("2020-12")}, "2020-12 does not count on the board"),
        ({"code": "economy"}, "nothing is corrected by this ruling"),
        ({"claimed": Reading(Decimal("1e15"))}, "15 digits"),
        ({"claimed": Reading(Decimal("0.0000001"))}, "15 digits"),
    ],
)
def test_what_makes_no_sense_is_refused(
    stage: Stage, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        stage.objection(stage.shown(), **changed)


def test_of_a_ratio_both_parts_are_claimed(db: None) -> None:
    KEEPER.kept.clear()
    stage = make_share_stage()
    board = stage.shown()
    parts = Reading(numerator=Decimal(96), denominator=Decimal(100))
    found = stage.objection(board, code="party", claimed=parts)
    assert found.claimed is None
    assert claim_of(found) == parts
    data = AuditRecord.objects.get(action="objection.file").data["claimed"]
    assert {name: float(number) for name, number in data.items()} == {
        "numerator": 96,
        "denominator": 100,
    }
    objections.withdraw(stage.by("elm", FILED), found.pk)
    for wrong, message in (
        (Reading(Decimal(96)), "no number"),
        (Reading(numerator=Decimal(96)), "no number"),
        (Reading(numerator=Decimal(96), denominator=Decimal(0)), "denominator is 0"),
        (Reading(numerator=Decimal(196), denominator=Decimal(100)), "196 of 100"),
    ):
        with pytest.raises(Refused, match=message):
            stage.objection(board, code="party", claimed=wrong)


def test_a_board_that_is_not_there_takes_no_objection(stage: Stage) -> None:
    with pytest.raises(Refused, match="no such record"):
        objections.file(stage.by("elm", FILED), Filing(999, "elm", "invest", "r"))


def test_people_object_for_their_own_unit_only(stage: Stage) -> None:
    filing = Filing(stage.shown().pk, "elm", "invest", "r")
    for name in ("ash", "colleague", "leader", "auditor"):
        with pytest.raises(Denied):
            objections.file(stage.by(name, FILED), filing)
    assert objections.file(stage.by("elm_approver", FILED), filing).unit == "elm"


def test_a_unit_that_the_board_does_not_list_cannot_object(stage: Stage) -> None:
    person = stage.people["elm"]
    Post.objects.create(person=person, role=Role.REPORTER, unit="x", starts=date(2021, 1, 1))
    with pytest.raises(Refused, match='"x" does not stand on this board'):
        stage.objection(stage.shown(), unit="x")


def test_an_objection_comes_in_time(stage: Stage) -> None:
    board = stage.shown()
    last_minute = datetime(2021, 4, 27, 15, 59, tzinfo=UTC)  # 23:59 in the city
    first = Filing(board.pk, "elm", "invest", "r")
    objections.file(stage.by("elm", last_minute), first)
    with pytest.raises(Refused, match="ended on 2021-04-27"):
        objections.file(
            stage.by("elm", days_after(last_minute, 1)), Filing(board.pk, "elm", "land", "r")
        )


def test_only_a_board_that_is_shown_takes_objections(stage: Stage) -> None:
    draft = stage.draft()
    with pytest.raises(Refused, match="takes no objections in state draft"):
        stage.objection(draft)
    sealing.show_for_objections(stage.by("colleague", SHOWN), draft.pk)
    sealing.seal(stage.by("colleague", AFTERWARDS), draft.pk, "in time")
    with pytest.raises(Refused, match="takes no objections in state sealed"):
        stage.objection(draft)


def test_the_same_value_is_objected_to_once(stage: Stage) -> None:
    board = stage.shown()
    first = stage.objection(board)
    with pytest.raises(Refused, match="invest 2021-03 is there already"):
        stage.objection(board)
    objections.withdraw(stage.by("elm_approver", RULED), first.pk)
    assert stage.objection(board).pk != first.pk


def test_an_objection_is_taken_back_before_it_is_ruled_on(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    with pytest.raises(Denied):
        objections.withdraw(stage.by("ash", RULED), found.pk)
    rulings.rule(stage.by("colleague", RULED), found.pk, Verdict(Ruled.REJECTED, "no proof"))
    with pytest.raises(Refused, match="state answered; expected a state in which it can be with"):
        objections.withdraw(stage.by("elm", RULED), found.pk)


def test_files_go_with_an_objection_and_are_seen_by_those_who_may(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    file = objections.attach(stage.by("elm", FILED), found.pk, "凭证.pdf", PDF)
    again = objections.attach(stage.by("elm_approver", FILED), found.pk, "copy.pdf", PDF)
    assert again == file
    for name in ("colleague", "leader", "auditor", "elm_approver"):
        opened = objections.open_file(stage.by(name, RULED), file.pk)
        assert (opened.name, opened.path.read_bytes()) == ("凭证.pdf", PDF)
    for step in (
        lambda: objections.open_file(stage.by("ash", RULED), file.pk),
        lambda: objections.attach(stage.by("ash", FILED), found.pk, "more.pdf", PDF),
    ):
        with pytest.raises(Denied):
            step()
    with pytest.raises(Refused, match="not what its ending says"):
        objections.attach(stage.by("elm", FILED), found.pk, "x.pdf", b"MZ no pdf")
    told = story(Objection.objects.get())
    assert [one.name for one in told.files] == ["凭证.pdf"]
    assert told.rulings == []


def test_a_settled_objection_takes_no_files(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    verdict = Verdict(Ruled.REJECTED, "no proof")
    rulings.rule(stage.by("colleague", RULED), found.pk, verdict)
    objections.attach(stage.by("elm", RULED), found.pk, "new.pdf", PDF)
    with pytest.raises(Refused, match="it can be attach"):
        objections.attach(stage.by("elm", days_after(RULED, 20)), found.pk, "later.pdf", PDF)


def test_what_waits_is_listed_by_its_date(stage: Stage) -> None:
    board = stage.shown()
    first = stage.objection(board)
    second = objections.file(
        stage.by("ash", SHOWN), Filing(board.pk, "ash", "land", "measured anew")
    )
    assert list(to_rule("small-2021")) == [second, first]
    rulings.rule(stage.by("colleague", RULED), first.pk, Verdict(Ruled.REJECTED, "no proof"))
    objections.appeal(stage.by("elm", RULED), first.pk, "look again")
    assert list(to_rule("small-2021", ObjectionState.APPEALED)) == [first]
    assert list(objections_of("small-2021", ("ash",))) == [second]
    assert list(objections_of("small-2021")) == [first, second]

"""What upholding an objection would do, seen before it is decided; by hand as in the rulings."""

from decimal import Decimal

import pytest

from saima.actions import rulings
from saima.actions.effects import effect
from saima.actions.kept_boards import KEEPER
from saima.actions.refusals import Refused
from saima.actions.rulings import Verdict
from saima.engine.plausible import Reading
from saima.records.models import AuditRecord, Board, Entry, Ruled
from tests.board_stage import FILED, RULED, Stage, make_share_stage, make_stage, totals
from tests.cast import given

UPHELD = Verdict(Ruled.UPHELD, "the transfer is proved")


@pytest.fixture
def stage(db: None) -> Stage:
    KEEPER.kept.clear()
    return make_stage()


def test_what_the_office_saw_before_is_what_happens(stage: Stage) -> None:
    board = stage.shown()
    found = stage.objection(board)
    entries, logged = Entry.objects.count(), AuditRecord.objects.count()
    seen = effect(stage.by("colleague", RULED), found.pk)
    assert Entry.objects.count() == entries
    assert (Board.objects.count(), AuditRecord.objects.count()) == (1, logged)
    moves = {
        one.unit: (one.before.total, one.before.rank, one.after.total, one.after.rank)
        for one in seen.whole.shifted
        if one.before is not None and one.after is not None
    }
    assert moves == {"elm": (93.33, 2, 100, 1), "ash": (94.5, 1, 94.5, 2)}
    assert [one.unit for one in seen.whole.units] == ["fin", "plan", "ash", "birch", "elm", "oak"]
    assert [(one.unit, one.rule, one.card) for one in seen.whole.gained] == [
        ("ash", "last_two", "red")
    ]
    assert seen.whole.lapsed == ()
    assert seen.alone == seen.whole
    draft = rulings.rule(stage.by("colleague", RULED), found.pk, UPHELD).led_to
    assert draft is not None
    after = {
        one.unit: (one.after.total, one.after.rank, one.after.overall_rank)
        for one in seen.whole.units
        if one.after is not None
    }
    assert totals(draft) == after


def test_the_effect_tells_the_correction_from_what_else_was_recorded(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    Entry.objects.create(
        plan="small-2021",
        unit="birch",
        indicator="safety",
        period="2021-03",
        value=95,
        recorded_at=FILED,
    )
    # Birch meets the safety target with 95: 20 points more, 54.67; nothing of that is elm's doing.
    seen = effect(stage.by("colleague", RULED), found.pk)
    assert {one.unit for one in seen.whole.shifted} == {"ash", "birch", "elm"}
    assert {one.unit for one in seen.alone.shifted} == {"ash", "elm"}
    birch = next(one for one in seen.whole.units if one.unit == "birch")
    assert birch.after is not None
    assert birch.after.total == 54.67


def test_the_claimed_parts_of_a_ratio_are_tried_as_they_are(db: None) -> None:
    KEEPER.kept.clear()
    stage = make_share_stage()
    parts = Reading(numerator=Decimal(96), denominator=Decimal(100))
    found = stage.objection(stage.shown(), code="party", claimed=parts)
    # (90 + 90 + 96) of 300 is 92 %: 9.2 points of 10, 92.53 in all.
    seen = effect(stage.by("colleague", RULED), found.pk)
    (elm,) = [one for one in seen.alone.units if one.unit == "elm"]
    assert elm.before is not None
    assert elm.after is not None
    assert (elm.before.total, elm.after.total) == (92.33, 92.53)


def test_another_value_than_the_claimed_one_may_be_tried(stage: Stage) -> None:
    found = stage.objection(stage.shown())
    who = stage.by("colleague", RULED)
    # 4 of 6: 26.6667 points, 86.67 in all.
    seen = effect(who, found.pk, given(0))
    elm = next(one for one in seen.alone.units if one.unit == "elm")
    assert elm.after is not None
    assert (elm.after.total, elm.after.rank) == (86.67, 2)
    assert [one.unit for one in seen.alone.shifted] == ["fin", "elm"]
    with pytest.raises(Refused, match="15 digits"):
        effect(who, found.pk, given("1e16"))

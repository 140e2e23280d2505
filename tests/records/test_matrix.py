"""Thousands of due values at once: what the database puts together is what was handed in."""

from decimal import Decimal

import pytest

from saima.actions import reporting, review
from saima.actions.given import Given
from saima.engine.plausible import Reading
from saima.records.models import DueValue, Round
from saima.records.queries.matrix import Slot, drafted, slots
from tests.cast import Cast, by, due, given


def found(**shown: object) -> dict[tuple[str, str], Slot]:
    rows = DueValue.objects.filter(**shown)
    return {(unit, slot.indicator): slot for unit, inside in slots(rows) for slot in inside}


def test_every_due_value_is_a_slot_once(march: Round, cast: Cast) -> None:
    cells = found()
    assert len(cells) == DueValue.objects.count()
    key = str(due("a", "investment").pk)
    empty = Slot("commerce", key, "due", "", "", "", "", "", "", "2021-03", "investment")
    assert cells["a", "investment"] == empty


def test_a_slot_has_the_newest_version_with_its_numbers(march: Round, cast: Cast) -> None:
    value = due("a", "investment").pk
    for number in ("3.5", "4.25"):
        reporting.submit(by(cast.reporter), value, given(number))
    ratio = Given(Reading(numerator=Decimal(3), denominator=Decimal(8)))
    reporting.submit(by(cast.reporter), due("b", "share").pk, ratio)
    reporting.mark_not_applicable(by(cast.reporter), due("c", "investment").pk)
    cells = found(reporter="commerce")
    slot = cells["a", "investment"]
    assert (slot.state, slot.version) == ("reported", "2")
    assert Decimal(slot.value) == Decimal("4.25")
    share = cells["b", "share"]
    assert [Decimal(share.numerator), Decimal(share.denominator)] == [Decimal(3), Decimal(8)]
    assert share.period == "2021Q1"
    assert cells["c", "investment"].not_applicable in ("1", "true")


@pytest.mark.parametrize("number", ["0.000001", "999999999999.123456", "-12.5", "0"])
def test_numbers_come_as_they_were_handed_in(march: Round, cast: Cast, number: str) -> None:
    value = due("a", "output").pk
    reporting.submit(by(cast.statistician), value, given(number, sentence="checked"))
    text = found(indicator="output")["a", "output"].value
    assert float(text) == pytest.approx(float(number), rel=1e-14)


def test_a_value_taken_back_keeps_its_version(march: Round, cast: Cast) -> None:
    value = due("a", "investment").pk
    reporting.submit(by(cast.reporter), value, given("3.5"))
    reporting.withdraw(by(cast.reporter), value)
    slot = found()["a", "investment"]
    assert (slot.state, slot.version) == ("due", "1")
    reporting.submit(by(cast.reporter), value, given("4.5"))
    review.return_(by(cast.approver), value, "once more")
    assert found()["a", "investment"].state == "returned"


def test_drafts_are_those_of_the_person(march: Round, cast: Cast) -> None:
    value = due("a", "investment").pk
    reporting.save_draft(by(cast.reporter), value, {"value": "5.5"})
    rows = DueValue.objects.all()
    assert drafted(cast.reporter, rows) == {str(value): {"value": "5.5"}}
    assert drafted(cast.approver, rows) == {}

"""Corrections name what they replace and why; nothing is changed in place."""

from decimal import Decimal
from typing import Any

import pytest

from saima.actions import ledger, reporting, review, rounds
from saima.actions.given import Given
from saima.actions.ledger import ValueKey
from saima.actions.refusals import Denied, Refused
from saima.records.models import AuditRecord, DueState, Post, Role, Round
from saima.records.queries.ledger import entries_of
from tests.cast import NOW, Cast, by, due, given, known, publish

KEY = ValueKey("small", "a", "starts", "2021-03")


def accepted(cast: Cast) -> None:
    """``starts`` of the town a, accepted with 3."""
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.checker), key)


def test_a_correction_names_the_old_entry_and_why(march: Round, cast: Cast) -> None:
    accepted(cast)
    entry = ledger.correct(by(cast.office), KEY, given(5), "two were counted in April")
    first = entry.replaces
    assert first is not None
    assert (first.value, entry.value) == (Decimal(3), Decimal(5))
    assert entry.why == "two were counted in April"
    assert entry.recorded_at > first.recorded_at
    assert list(entries_of("small", "starts", "a", "2021-03")) == [entry, first]
    data = AuditRecord.objects.get(action="ledger.correct").data
    assert (data["before"], data["after"]) == ({"value": "3"}, {"value": "5"})
    assert due("a", "starts").state == DueState.ACCEPTED


def test_corrections_follow_one_another(march: Round, cast: Cast) -> None:
    accepted(cast)
    second = ledger.correct(by(cast.office), KEY, given(5), "first")
    third = ledger.correct(by(cast.office), KEY, Given(not_applicable=True), "second")
    assert third.replaces == second
    assert (third.value, third.not_applicable) == (None, True)


def test_a_frozen_value_is_corrected_and_a_missing_one_entered(march: Round, cast: Cast) -> None:
    accepted(cast)
    rounds.freeze(by(cast.office), march.pk, despite="end of the year")
    ledger.correct(by(cast.office), KEY, given(5), "counted again")
    late = ledger.correct(
        by(cast.office), ValueKey("small", "b", "starts", "2021-03"), given(2), "came by letter"
    )
    assert late.replaces is None
    value = due("b", "starts")
    assert (value.state, value.accepted_at, value.reported_at) == (DueState.FROZEN, NOW, None)


def test_a_value_that_was_loaded_is_corrected_too(cast: Cast) -> None:
    publish()
    old = known("a", "starts", "2021-01", 7)
    key = ValueKey("small", "a", "starts", "2021-01")
    assert ledger.correct(by(cast.office), key, given(8), "counted again").replaces == old


def test_an_open_value_takes_its_steps_first(march: Round, cast: Cast) -> None:
    with pytest.raises(Refused, match="state due"):
        ledger.correct(by(cast.office), KEY, given(5), "quicker so")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"plan": "other"}, "no such record"),
        ({"unit": "moon"}, '"moon" is no unit of small'),
        ({"indicator": "luck"}, '"luck" is no indicator of small'),
        ({"period": "2021-01"}, "no such record"),
    ],
)
def test_a_value_that_nobody_knows_is_refused(
    march: Round, cast: Cast, changed: dict[str, Any], message: str
) -> None:
    key = ValueKey(**{**vars(KEY), **changed})
    with pytest.raises(Refused, match=message):
        ledger.correct(by(cast.office), key, given(5), "why not")


def test_a_correction_has_a_reason_and_a_possible_number(march: Round, cast: Cast) -> None:
    accepted(cast)
    with pytest.raises(Refused, match="reason is empty"):
        ledger.correct(by(cast.office), KEY, given(5), "  ")
    with pytest.raises(Refused, match="not a whole number"):
        ledger.correct(by(cast.office), KEY, given("5.5"), "half of it")


def test_nobody_corrects_their_own_report(march: Round, cast: Cast) -> None:
    Post.objects.create(person=cast.office, role=Role.REPORTER, unit="a", starts=NOW.date())
    key = due("a", "starts").pk
    reporting.submit(by(cast.office), key, given(3))
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.colleague), key)
    with pytest.raises(Denied, match="reported this value yourself"):
        ledger.correct(by(cast.office), KEY, given(5), "better so")
    assert ledger.correct(by(cast.colleague), KEY, given(5), "checked").value == Decimal(5)

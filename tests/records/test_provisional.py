"""Values on their way stand beside the accepted ones."""

from decimal import Decimal

from saima.actions import reporting, review, rounds
from saima.records.models import Round
from saima.records.queries.provisional import provisional
from tests.cast import NOW, Cast, by, due, given

KEY = ("a", "starts", "2021-03")


def test_a_reported_value_is_provisional_until_it_is_accepted(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    assert provisional("small") == {}
    reporting.submit(by(cast.town_reporter), key, given(3))
    found = provisional("small", "2021-03")[KEY]
    assert (found.reading.value, found.at) == (Decimal(3), NOW)
    assert found.state == "reported"
    assert provisional("small", "2021-02") == {}
    assert provisional("other") == {}
    review.approve(by(cast.town_approver), key)
    assert provisional("small")[KEY].state == "approved"
    review.accept(by(cast.checker), key)
    assert provisional("small") == {}


def test_what_was_taken_back_or_frozen_is_not_shown(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    reporting.withdraw(by(cast.town_reporter), key)
    assert provisional("small") == {}
    reporting.submit(by(cast.town_reporter), key, given(3))
    rounds.freeze(by(cast.office), march.pk, despite="end of the year")
    assert provisional("small") == {}


def test_only_what_a_reader_may_see_of_one_indicator(march: Round, cast: Cast) -> None:
    for who, unit in ((cast.town_reporter, "a"), (cast.other_reporter, "b")):
        reporting.submit(by(who), due(unit, "starts").pk, given(3))
        reporting.submit(by(who), due(unit, "level").pk, given(3))
    own = by(cast.town_reporter).standing.visible()
    assert set(provisional("small", visible=own, indicator="starts")) == {KEY}
    every = by(cast.leader).standing.visible()
    assert len(provisional("small", visible=every, indicator="level")) == 2
    assert len(provisional("small")) == 4


def test_what_was_returned_is_shown_and_not_pending(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    assert provisional("small")[KEY].pending
    review.return_(by(cast.town_approver), key, "count again")
    found = provisional("small")[KEY]
    assert (found.state, found.pending) == ("returned", False)

"""Values on their way stand beside the accepted ones; every figure has its moment."""

from datetime import timedelta
from decimal import Decimal

from saima.actions import ledger, reporting, review, rounds
from saima.actions.ledger import ValueKey
from saima.records.models import Round
from saima.records.queries.provisional import provisional, stamps
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


def test_a_figure_says_since_when_it_stands_as_of_any_moment(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.checker), key)
    later = NOW + timedelta(days=2)
    ledger.correct(by(cast.office, later), ValueKey("small", *KEY), given(4), "counted again")
    assert stamps("small", "2021-03") == {("a", "starts"): later}
    assert stamps("small", "2021-03", NOW + timedelta(days=1)) == {("a", "starts"): NOW}
    assert stamps("small", "2021-03", NOW - timedelta(days=1)) == {}

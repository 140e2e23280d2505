"""Which months are being collected, now and as of a moment."""

from datetime import UTC, date, datetime, timedelta

from saima.actions import reporting, review, rounds
from saima.records.models import Round
from saima.records.queries.collecting import Collected, collected
from tests.cast import NOW, Cast, by, due, given

LATER = NOW + timedelta(hours=2)


def accept_one(cast: Cast) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.checker, LATER), key)


def test_an_open_month_counts_what_is_accepted(march: Round, cast: Cast) -> None:
    asked = march.due_values.count()
    accept_one(cast)
    assert collected("small") == (
        Collected("2021-03", date(2021, 4, 12), None, asked=asked, accepted=1),
    )
    assert collected("other") == ()


def test_as_of_a_moment_it_is_as_it_was(march: Round, cast: Cast) -> None:
    accept_one(cast)
    frozen = LATER + timedelta(days=1)
    rounds.freeze(by(cast.office, frozen), march.pk, despite="the rest stays out (fictitious)")
    (now,) = collected("small")
    assert (now.open, now.frozen_at, now.asked) == (False, frozen, 0)
    (then,) = collected("small", LATER - timedelta(minutes=1))
    assert (then.open, then.accepted) == (True, 0)
    (accepted,) = collected("small", LATER)
    assert (accepted.open, accepted.accepted) == (True, 1)
    (before,) = collected("small", datetime(2021, 3, 1, tzinfo=UTC))
    assert (before.begun, before.open, before.asked) == (False, False, 0)

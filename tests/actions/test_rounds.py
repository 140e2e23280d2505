"""A month is opened from the plan, extended with reason, frozen with what is missing named."""

from datetime import UTC, date, datetime

import pytest

from saima.actions import reporting, review, rounds
from saima.actions.refusals import Denied, Refused
from saima.engine.duties import duties
from saima.plan.calendar import deadlines
from saima.plan.periods import Period
from saima.records.models import AuditRecord, DueState, DueValue, Round, RoundState
from saima.records.queries.rounds import (
    open_rounds,
    progress,
    round_of,
    story,
    without_reporter,
)
from tests.cast import MARCH, NOW, Cast, by, cast_plan, due, given, known, publish


def test_every_due_value_is_known_in_advance(march: Round) -> None:
    rows = {
        (row.unit, row.indicator, row.period, row.reporter, row.checker)
        for row in DueValue.objects.all()
    }
    assert rows == {
        (duty.unit, duty.indicator, str(duty.period), duty.reporter, duty.checker)
        for duty in duties(cast_plan(), MARCH)
    }
    assert set(DueValue.objects.values_list("state", flat=True)) == {"due"}


def test_the_dates_are_working_days(march: Round) -> None:
    assert (march.due_on, march.check_on) == (date(2021, 4, 12), date(2021, 4, 19))
    assert (march.freeze_on, march.show_on) == (date(2021, 4, 20), date(2021, 4, 25))
    assert march.note == ""
    assert due("a", "starts").deadline == date(2021, 4, 12)


def test_the_evidence_that_is_asked_for_stands_on_the_value(march: Round) -> None:
    assert due("a", "investment").evidence == "到资凭证"
    assert due("a", "starts").evidence == ""


def test_what_the_ledger_has_is_not_asked_again(cast: Cast) -> None:
    known("a", "starts", "2021-03", 4)
    known("b", "starts", "2021-02", 4)
    rounds.open_round(by(cast.office), publish(), MARCH)
    asked = set(DueValue.objects.filter(indicator="starts").values_list("unit", flat=True))
    assert asked == {"b", "c", "city"}
    assert AuditRecord.objects.get(action="round.open").data["known"] == 1


def test_a_month_is_opened_once(march: Round, cast: Cast) -> None:
    with pytest.raises(Refused, match="there already"):
        rounds.open_round(by(cast.office), march.version, MARCH)
    assert round_of("small", "2021-03") == march
    assert list(open_rounds()) == [march]


@pytest.mark.parametrize("period", ["2021Q1", "2021", "2022-03"])
def test_only_a_month_of_the_plans_year_is_opened(cast: Cast, period: str) -> None:
    with pytest.raises(Refused, match="is not a month of 2021"):
        rounds.open_round(by(cast.office), publish(), Period.parse(period))


def test_the_office_may_set_other_dates(cast: Cast) -> None:
    other = deadlines(Period.parse("2021-04"))
    opened = rounds.open_round(by(cast.office), publish(), MARCH, other)
    assert opened.due_on == other.report


def test_a_year_without_known_holidays_says_so(cast: Cast) -> None:
    version = publish(cast_plan(year=2098))
    opened = rounds.open_round(by(cast.office), version, Period.parse("2098-03"))
    assert "2098" in opened.note


def test_an_extension_moves_the_deadline_with_reason_and_grantor(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    rounds.grant_extension(by(cast.office), value.pk, date(2021, 4, 16), "flood")
    value.refresh_from_db()
    assert value.deadline == date(2021, 4, 16)
    assert value.due_on == date(2021, 4, 12)
    assert value.in_time(datetime(2021, 4, 16, 15, tzinfo=UTC))
    assert not value.in_time(datetime(2021, 4, 16, 16, tzinfo=UTC))  # midnight in the city
    (extension,) = story(value).extensions
    assert (extension.reason, extension.granted_by) == ("flood", cast.office)


def test_an_extension_is_later_and_has_a_reason(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    with pytest.raises(Refused, match="reason is empty"):
        rounds.grant_extension(by(cast.office), value.pk, date(2021, 4, 16), "")
    with pytest.raises(Refused, match="2021-04-12 is not after 2021-04-12"):
        rounds.grant_extension(by(cast.office), value.pk, date(2021, 4, 12), "flood")


def test_an_extension_beyond_the_freeze_moves_checking_with_it(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    rounds.grant_extension(by(cast.office), value.pk, date(2021, 4, 23), "flood")
    value.refresh_from_db()
    assert value.check_on == value.freeze_on == date(2021, 4, 23)


def test_a_month_with_gaps_is_frozen_only_with_a_reason(march: Round, cast: Cast) -> None:
    count = DueValue.objects.count()
    with pytest.raises(Refused, match=f"{count} values are not accepted yet"):
        rounds.freeze(by(cast.office), march.pk)
    frozen = rounds.freeze(by(cast.office), march.pk, despite="the meeting is tomorrow")
    assert frozen.state == RoundState.FROZEN
    assert set(DueValue.objects.values_list("state", flat=True)) == {DueState.FROZEN}
    data = AuditRecord.objects.get(action="round.freeze").data
    assert (data["unfinished"], data["despite"]) == (count, "the meeting is tomorrow")


def test_after_the_freeze_nothing_moves(march: Round, cast: Cast) -> None:
    rounds.freeze(by(cast.office), march.pk, despite="the meeting is tomorrow")
    value = due("a", "starts")
    with pytest.raises(Refused, match="state frozen"):
        reporting.submit(by(cast.town_reporter), value.pk, given(4))
    with pytest.raises(Refused, match="state frozen"):
        rounds.grant_extension(by(cast.office), value.pk, date(2021, 5, 1), "flood")
    with pytest.raises(Refused, match="state frozen"):
        rounds.freeze(by(cast.office), march.pk, despite="again")
    with pytest.raises(Denied):
        rounds.freeze(by(cast.leader), march.pk)


def test_the_four_facts_are_counted_apart(march: Round, cast: Cast) -> None:
    value = due("a", "starts")
    reporting.submit(by(cast.town_reporter), value.pk, given(4))
    reporting.submit(by(cast.reporter), due("a", "investment").pk, given(4))  # without its proof
    review.approve(by(cast.town_approver), value.pk)
    review.accept(by(cast.checker), value.pk)
    late = datetime(2021, 4, 13, 2, tzinfo=UTC)
    reporting.submit(by(cast.town_reporter, late), due("a", "level").pk, given("4.5"))
    town = progress(march, late.date())["a"]
    assert (town.asked, town.reported, town.complete, town.accepted) == (2, 2, 2, 1)
    assert town.late == 1
    commerce = progress(march, NOW.date())["commerce"]
    assert (commerce.reported, commerce.complete, commerce.late) == (1, 0, 0)
    overdue = progress(march, late.date())["commerce"]
    assert overdue.late == overdue.asked - 1


def test_units_without_a_reporter_are_named(march: Round) -> None:
    assert without_reporter(march, NOW.date()) == ["c"]

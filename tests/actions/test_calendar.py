"""Days that the office sets apart: with a reason, from today on, for months not yet opened."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from saima.actions.asking import foresee
from saima.actions.calendar import Days, set_days
from saima.actions.refusals import Denied, Refused
from saima.actions.rounds import open_round
from saima.plan.periods import Period
from saima.records.models import AuditRecord, CalendarException, DayOrder, Round
from saima.records.models.append_only import RowIsFinal
from saima.records.queries.calendar import decided, exceptions
from tests.cast import NOW, Cast, by

APRIL = Period.parse("2021-04")
DUE = date(2021, 5, 12)
"""A Wednesday on which April is to be reported."""


def one(day: date) -> Days:
    return Days(day, day)


def test_a_day_off_moves_the_dates_of_a_month_that_is_not_open(cast: Cast, march: Round) -> None:
    set_days(by(cast.office), one(DUE), DayOrder.OFF, "Party congress")
    assert exceptions() == {DUE: False}
    assert foresee(march.version, APRIL).dates.report == date(2021, 5, 13)
    assert open_round(by(cast.office), march.version, APRIL).due_on == date(2021, 5, 13)


def test_a_month_that_is_open_keeps_its_dates(cast: Cast, march: Round) -> None:
    before = march.due_on
    set_days(by(cast.office), one(before), DayOrder.OFF, "Flood")
    march.refresh_from_db()
    assert march.due_on == before == date(2021, 4, 12)


def test_a_week_off_names_its_working_days_only(cast: Cast) -> None:
    # Monday 10 to Sunday 16 May 2021: five working days.
    made = set_days(
        by(cast.office), Days(date(2021, 5, 10), date(2021, 5, 16)), DayOrder.OFF, "Flood"
    )
    assert [row.day.day for row in made] == [10, 11, 12, 13, 14]
    written = AuditRecord.objects.get(action="calendar.set")
    assert written.data["days"][0] == "2021-05-10"
    assert written.data["reason"] == "Flood"
    assert AuditRecord.objects.filter(action="calendar.set").count() == 1


def test_a_decision_is_taken_back_and_stays_in_the_history(cast: Cast) -> None:
    office = by(cast.office)
    set_days(office, one(DUE), DayOrder.OFF, "Congress")
    set_days(office, one(DUE), DayOrder.USUAL, "Congress moved")
    assert exceptions() == {}
    assert decided(2021) == {}
    assert CalendarException.objects.count() == 2
    with pytest.raises(Refused, match="says so already"):
        set_days(office, one(DUE), DayOrder.USUAL, "again")


@pytest.mark.parametrize(
    ("days", "order", "reason", "words"),
    [
        (one(DUE), DayOrder.OFF, " ", "the reason is empty"),
        (Days(NOW.date() - timedelta(days=1), DUE), DayOrder.OFF, "x", "is not after"),
        (Days(DUE, DUE - timedelta(days=1)), DayOrder.OFF, "x", "is not after"),
        (Days(DUE, DUE + timedelta(days=31)), DayOrder.OFF, "x", "expected at most 31"),
        (one(DUE), DayOrder.WORK, "x", "says so already"),
        (Days(date(2021, 5, 15), date(2021, 5, 16)), DayOrder.OFF, "x", "says so already"),
    ],
)
def test_what_makes_no_sense_is_refused(
    days: Days, order: DayOrder, reason: str, words: str, cast: Cast
) -> None:
    with pytest.raises(Refused, match=words):
        set_days(by(cast.office), days, order, reason)
    assert not CalendarException.objects.exists()


def test_only_the_office_sets_days(cast: Cast) -> None:
    for person in (cast.leader, cast.auditor, cast.reporter, cast.security_administrator):
        with pytest.raises(Denied):
            set_days(by(person), one(DUE), DayOrder.OFF, "x")


def test_a_decision_is_final_in_the_database_too(cast: Cast) -> None:
    (made,) = set_days(by(cast.office), one(DUE), DayOrder.OFF, "Congress")
    with pytest.raises(RowIsFinal):
        made.save()
    for statement in (
        "UPDATE records_calendarexception SET day = day",
        "DELETE FROM records_calendarexception",
    ):
        with (
            pytest.raises(IntegrityError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

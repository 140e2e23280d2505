"""What waits for whom; the count of a list is the length of the list."""

from datetime import date, timedelta

import pytest

from saima.actions import reporting, review, rounds
from saima.plan.periods import Period
from saima.records.models import DueValue, Post, Role, Round
from saima.records.queries.todo import Kind, Todo, reminders, todo
from tests.cast import NOW, Cast, by, due, given, publish

TODAY = NOW.date()


def lists(person: object, today: date = TODAY) -> dict[Kind, Todo]:
    return {one.kind: one for one in todo(person, today)}  # type: ignore[arg-type]


def test_a_reporter_has_what_is_due(march: Round, cast: Cast) -> None:
    (one,) = todo(cast.town_reporter, TODAY)
    assert (one.kind, one.count, one.overdue, one.until) == ("report", 2, 0, date(2021, 4, 12))
    assert {pile.indicator for pile in one.piles} == {"starts", "level"}
    late = lists(cast.town_reporter, date(2021, 4, 13))[Kind.REPORT]
    assert late.overdue == 2


def test_a_value_goes_from_list_to_list(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    reporting.submit(by(cast.town_reporter), key, given(3))
    assert lists(cast.town_reporter)[Kind.REPORT].count == 1
    assert lists(cast.town_approver)[Kind.APPROVE].count == 1
    assert Kind.CHECK not in lists(cast.checker)
    review.approve(by(cast.town_approver), key)
    assert lists(cast.town_approver) == {}
    check = lists(cast.checker)[Kind.CHECK]
    assert (check.count, check.until) == (1, march.check_on)
    review.return_(by(cast.checker), key, "count again")
    back = lists(cast.town_reporter)[Kind.RETURNED]
    assert [pile.keys for pile in back.piles] == [(key,)]
    assert lists(cast.checker) == {}


def test_the_office_has_what_no_department_checks(march: Round, cast: Cast) -> None:
    for code in ("level", "starts"):
        reporting.submit(by(cast.town_reporter), due("a", code).pk, given(3))
        review.approve(by(cast.town_approver), due("a", code).pk)
    assert [pile.indicator for pile in lists(cast.office)[Kind.CHECK].piles] == ["level"]
    assert [pile.indicator for pile in lists(cast.checker)[Kind.CHECK].piles] == ["starts"]


def test_nobody_is_asked_to_decide_on_their_own_report(march: Round, cast: Cast) -> None:
    Post.objects.create(person=cast.town_reporter, role=Role.APPROVER, unit="a", starts=TODAY)
    reporting.submit(by(cast.town_reporter), due("a", "starts").pk, given(3))
    assert Kind.APPROVE not in lists(cast.town_reporter)
    assert lists(cast.town_approver)[Kind.APPROVE].count == 1


def test_a_mention_stays_until_it_is_answered(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    review.comment(by(cast.checker), key, "when?", [cast.town_reporter.pk])
    assert lists(cast.town_reporter)[Kind.MENTION].count == 1
    assert Kind.MENTION not in lists(cast.checker)
    review.comment(by(cast.town_reporter, NOW + timedelta(hours=1)), key, "tomorrow")
    assert Kind.MENTION not in lists(cast.town_reporter)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 4, 19), None),
        (date(2021, 4, 20), (1, 0, "2021-03")),
        (date(2021, 4, 21), (1, 1, "2021-03")),
    ],
)
def test_the_office_is_told_to_freeze(
    march: Round, cast: Cast, day: date, expected: tuple[int, int, str] | None
) -> None:
    one = lists(cast.office, day).get(Kind.FREEZE)
    assert (one and (one.count, one.overdue, one.month)) == expected
    assert Kind.FREEZE not in lists(cast.leader, day)


def test_the_office_is_told_to_open_the_month_before(cast: Cast) -> None:
    assert lists(cast.office) == {}  # no plan yet
    version = publish()
    (one,) = todo(cast.office, date(2021, 4, 1))
    assert (one.kind, one.count, one.overdue, one.month) == ("open", 1, 0, "2021-03")
    assert lists(cast.office, date(2021, 4, 2))[Kind.OPEN].overdue == 1
    assert lists(cast.office, date(2021, 5, 5)) == {}  # April opens on the 6th, after the holiday
    rounds.open_round(by(cast.office), version, Period.parse(one.month))
    assert Kind.OPEN not in lists(cast.office)


def test_without_a_post_there_is_nothing_to_do(march: Round, cast: Cast) -> None:
    assert todo(cast.nobody, TODAY) == []


def test_the_list_is_cut_and_the_count_is_not(march: Round, cast: Cast) -> None:
    rounds.open_round(by(cast.office), march.version, Period.parse("2021-06"))
    for days, value in enumerate(DueValue.objects.all()):
        DueValue.objects.filter(pk=value.pk).update(
            reporter="commerce", extended_to=TODAY + timedelta(days=days)
        )
    one = lists(cast.reporter)[Kind.REPORT]
    assert (one.count, len(one.piles)) == (36, 20)


def test_values_of_an_indicator_are_one_pile(march: Round, cast: Cast) -> None:
    one = lists(cast.reporter)[Kind.REPORT]
    investment = next(pile for pile in one.piles if pile.indicator == "investment")
    assert (investment.month, investment.period) == ("2021-03", "2021-03")
    assert list(investment.units) == sorted(investment.units)
    assert investment.keys == tuple(due(unit, "investment").pk for unit in investment.units)
    assert sum(len(pile.keys) for pile in one.piles) == one.count


def test_units_are_reminded_before_and_after_and_no_more_once_done(
    march: Round, cast: Cast
) -> None:
    assert reminders(date(2021, 4, 8)) == []
    before = {row.reporter: row for row in reminders(date(2021, 4, 9))}
    assert (before["a"].count, before["a"].overdue) == (2, False)
    for code in ("starts", "level"):
        reporting.submit(by(cast.town_reporter), due("a", code).pk, given(3))
    after = {row.reporter: row for row in reminders(date(2021, 4, 13))}
    assert "a" not in after
    assert after["b"].overdue
    rounds.grant_extension(by(cast.office), due("b", "starts").pk, date(2021, 4, 30), "flood")
    later = [row.count for row in reminders(date(2021, 4, 13)) if row.reporter == "b"]
    assert later == [1]

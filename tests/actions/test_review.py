"""Unit approver, then department or office: accept, return with reason, all with exceptions."""

from decimal import Decimal

import pytest

from saima.actions import reporting, review
from saima.actions.boards import live_boards
from saima.actions.refusals import Denied, Refused
from saima.plan.periods import Period
from saima.records.models import AuditRecord, Comment, DueState, Entry, Person, Post, Role, Round
from saima.records.queries.rounds import story
from tests.cast import NOW, Cast, by, due, given, known


def reported(cast: Cast, unit: str = "a", value: object = 3) -> int:
    """The key of ``starts`` of a town, reported."""
    reporter = cast.town_reporter if unit == "a" else cast.other_reporter
    key = due(unit, "starts").pk
    reporting.submit(by(reporter), key, given(value, source="台账"))
    return key


def test_an_accepted_value_stands_in_the_ledger(march: Round, cast: Cast) -> None:
    key = reported(cast)
    review.approve(by(cast.town_approver), key)
    entry = review.accept(by(cast.checker), key)
    assert (entry.plan, entry.unit, entry.indicator, entry.period) == (
        "small",
        "a",
        "starts",
        "2021-03",
    )
    assert (entry.value, entry.source, entry.by, entry.recorded_at) == (
        Decimal(3),
        "台账",
        cast.checker,
        NOW,
    )
    assert entry.submission is not None
    assert entry.replaces is None
    value = due("a", "starts")
    assert (value.state, value.accepted_at) == (DueState.ACCEPTED, NOW)
    assert [step.decision for step in story(value).reviews] == ["approve", "accept"]


def test_an_accepted_value_is_on_the_live_board_at_once(march: Round, cast: Cast) -> None:
    for month in ("2021-01", "2021-02"):
        known("a", "starts", month, 5)
    key = reported(cast)
    period = Period.parse("2021-03")
    before = live_boards(march.version).scores(period)["a", "starts"].value
    review.approve(by(cast.town_approver), key)
    assert live_boards(march.version).scores(period)["a", "starts"].value == before is None
    review.accept(by(cast.checker), key)
    assert live_boards(march.version).scores(period)["a", "starts"].value == 13


def test_a_value_before_is_replaced_and_says_why(march: Round, cast: Cast) -> None:
    old = known("a", "starts", "2021-03", 9, recorded_at=NOW)
    key = reported(cast)
    review.approve(by(cast.town_approver), key)
    entry = review.accept(by(cast.checker), key)
    assert entry.replaces == old
    assert entry.why
    assert entry.recorded_at > old.recorded_at


def test_what_does_not_apply_is_not_missing(march: Round, cast: Cast) -> None:
    key = due("a", "level").pk
    period = Period.parse("2021-03")
    assert live_boards(march.version).scores(period)["a", "level"].note == "missing:problem"
    reporting.mark_not_applicable(by(cast.town_reporter), key, "no land left")
    review.approve(by(cast.town_approver), key)
    entry = review.accept(by(cast.office), key)
    assert (entry.value, entry.not_applicable) == (None, True)
    assert live_boards(march.version).scores(period)["a", "level"].note == "unusable:problem"


def test_a_return_says_why_and_goes_back(march: Round, cast: Cast) -> None:
    key = reported(cast)
    with pytest.raises(Refused, match="reason is empty"):
        review.return_(by(cast.town_approver), key, " ")
    review.return_(by(cast.town_approver), key, "count again")
    assert due("a", "starts").state == DueState.RETURNED
    assert AuditRecord.objects.get(action="value.return").data["reason"] == "count again"
    reporting.submit(by(cast.town_reporter), key, given(4))
    review.approve(by(cast.town_approver), key)
    review.return_(by(cast.office), key, "where is the list?")
    assert [step.reason for step in story(due("a", "starts")).reviews] == [
        "count again",
        "",
        "where is the list?",
    ]


def test_nobody_decides_on_their_own_report(march: Round, cast: Cast) -> None:
    Post.objects.create(person=cast.town_reporter, role=Role.APPROVER, unit="a", starts=NOW.date())
    key = reported(cast)
    with pytest.raises(Denied, match="reported this value yourself"):
        review.approve(by(cast.town_reporter), key)
    with pytest.raises(Denied, match="reported this value yourself"):
        review.return_(by(cast.town_reporter), key, "sorry")
    assert review.approve_all(by(cast.town_reporter), march.pk) == []


def test_a_version_that_came_in_meanwhile_is_not_decided_unseen(march: Round, cast: Cast) -> None:
    key = reported(cast)
    reporting.submit(by(cast.town_reporter), key, given(4, based_on=1))
    with pytest.raises(Refused, match="version 2 is there, you saw version 1"):
        review.approve(by(cast.town_approver), key, seen=1)
    review.approve(by(cast.town_approver), key, seen=2)


def test_of_two_who_decide_the_second_is_told(march: Round, cast: Cast) -> None:
    key = reported(cast)
    review.approve(by(cast.town_approver), key)
    review.accept(by(cast.office), key)
    with pytest.raises(Refused, match="state accepted"):
        review.return_(by(cast.colleague), key, "late")
    with pytest.raises(Refused, match="state accepted"):
        review.accept(by(cast.colleague), key)
    assert Entry.objects.count() == 1


def test_all_with_exceptions(march: Round, cast: Cast) -> None:
    units = {"a": cast.town_approver, "b": person_for("b")}
    keys = {unit: reported(cast, unit) for unit in units}
    for unit, approver in units.items():
        (done,) = review.approve_all(by(approver), march.pk)
        assert done.due_value_id == keys[unit]
    entries = review.accept_all(by(cast.checker), march.pk, except_=[keys["b"]])
    assert [entry.unit for entry in entries] == ["a"]
    assert due("b", "starts").state == DueState.APPROVED
    assert [entry.unit for entry in review.accept_all(by(cast.office), march.pk)] == ["b"]


def test_all_leaves_out_what_came_in_after_it_was_seen(march: Round, cast: Cast) -> None:
    """Town a corrects its number after the office has read the list, town b reports only then."""
    approvers = {"a": cast.town_approver, "b": person_for("b")}
    first = reported(cast)
    review.approve(by(approvers["a"]), first)
    seen = {first: 1}
    review.return_(by(cast.colleague), first, "count again")
    reporting.submit(by(cast.town_reporter), first, given(9))
    reported(cast, "b")
    for approver in approvers.values():
        review.approve_all(by(approver), march.pk)
    assert review.accept_all(by(cast.office), march.pk, seen=seen) == []
    entries = review.accept_all(by(cast.office), march.pk, seen={first: 2})
    assert [(entry.unit, entry.value) for entry in entries] == [("a", Decimal(9))]
    assert due("b", "starts").state == DueState.APPROVED


def person_for(unit: str) -> Person:
    """An approver for a unit that the cast has none in."""
    person = Person.objects.create(username=f"approver of {unit}")
    Post.objects.create(person=person, role=Role.APPROVER, unit=unit, starts=NOW.date())
    return person


def test_a_remark_names_people(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    said = review.comment(by(cast.checker), key, " @town_reporter when? ", [cast.town_reporter.pk])
    assert said.text == "@town_reporter when?"
    assert list(said.mentions.all()) == [cast.town_reporter]
    assert AuditRecord.objects.get(action="value.comment").data["mentions"] == ["town_reporter"]


def test_a_remark_has_a_text_and_names_people_who_are_there(march: Round, cast: Cast) -> None:
    key = due("a", "starts").pk
    with pytest.raises(Refused, match="reason is empty"):
        review.comment(by(cast.checker), key, "")
    with pytest.raises(Refused, match="no such record"):
        review.comment(by(cast.checker), key, "hello", [10**6])
    assert not Comment.objects.exists()


def test_each_value_replaces_its_own_entry(march: Round, cast: Cast) -> None:
    """The entry of a for ``level`` is neither that of a for ``starts`` nor of b for ``level``."""
    foreign = known("a", "level", "2021-03", 1)
    keys = [reported(cast), due("b", "level").pk]
    reporting.submit(by(cast.other_reporter), keys[1], given("2.5"))
    for unit in "ab":
        approver = cast.town_approver if unit == "a" else person_for("b")
        review.approve_all(by(approver), march.pk)
    entries = review.accept_all(by(cast.office), march.pk)
    assert {entry.unit for entry in entries} == {"a", "b"}
    assert not Entry.objects.filter(replaces=foreign).exists()

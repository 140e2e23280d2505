"""Every action by every role: the table says who may, everybody else is denied."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from saima.actions import (
    calendar,
    drafts,
    evidence,
    filing,
    ledger,
    people,
    plans,
    posts,
    reporting,
    review,
    rounds,
    tokens,
    units,
)
from saima.actions.audit import audit_exported
from saima.actions.by import By
from saima.actions.ledger import ValueKey
from saima.actions.people import NewPerson, NewPost
from saima.actions.permissions import RIGHTS, Right, Scope, Standing, may, standing
from saima.actions.post_rows import Words
from saima.actions.refusals import Denied, Refused
from saima.exchange.filled_table import TableRow
from saima.plan.calendar import deadlines
from saima.plan.periods import Period
from saima.records.models import DayOrder, DueState, DueValue, Person, Post, Role, Round
from saima.records.models.posts import SEPARATED
from tests.cast import NOW, Cast, by, cast_plan, due, given, opened_march, publish

APRIL = Period.parse("2021-04")
PDF = b"%PDF-1.7 made up for a test"


@dataclass
class Stage:
    """What the actions are tried on: values of the town a, one in each state."""

    cast: Cast
    march: Round
    due: DueValue
    reported: DueValue
    approved: DueValue
    accepted: DueValue
    file: int
    post: Post


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """``starts`` of the towns b and c are moved to a's reporter, so that all are a's."""
    march = opened_march(cast)
    DueValue.objects.filter(indicator="starts", unit__in="bc").update(reporter="a")
    for value in (due("a", "starts"), due("b", "starts"), due("c", "starts")):
        reporting.submit(by(cast.town_reporter), value.pk, given(3))
    for unit in "bc":
        review.approve(by(cast.town_approver), due(unit, "starts").pk)
    review.accept(by(cast.checker), due("c", "starts").pk)
    file = evidence.attach(by(cast.town_reporter), due("a", "level").pk, "proof.pdf", PDF)
    guest = Person.objects.create(username="guest")
    post = Post.objects.create(person=guest, role=Role.REPORTER, unit="c", starts=date(2021, 1, 1))
    return Stage(
        cast,
        march,
        due("a", "level"),
        due("a", "starts"),
        due("b", "starts"),
        due("c", "starts"),
        file.pk,
        post,
    )


def key(value: DueValue) -> ValueKey:
    return ValueKey("small", value.unit, value.indicator, value.period)


def export_the_log(by: By, stage: Stage) -> None:
    audit_exported(by)


Action = Callable[[By, Stage], object]


def let_through(action: Action) -> Action:
    """An action on a file that says nothing: whoever may do it is refused because of the file."""

    def tried(by: By, stage: Stage) -> object:
        try:
            return action(by, stage)
        except Refused as refusal:
            return refusal

    return tried


REPORTER, APPROVER, CHECKER, OFFICE = "town_reporter", "town_approver", "checker", "colleague"
SECURITY, AUDITOR, LEADER = "security_administrator", "auditor", "leader"
TOWN = {REPORTER, APPROVER}
REPORTERS = {"reporter", REPORTER, "other_reporter", "statistician", "office_reporter"}
GRANTS = {"office", OFFICE, SECURITY}
NEXT = {"version": 2, "reason": "agreed", "effective_from": "2021-01-01"}
RENAMED = TableRow(1, {"code": "a", "zh": "甲镇", "en": "Town a"})
WHY = units.NextVersion("renamed", date(2021, 5, 1))
WORDS = Words({"a": "a"}, {"reporter": "reporter"})
TABLE = b"username,name,unit,role,from\r\nguest,,a,reporter,2021-05-01"
SEES_ALL = {"office", OFFICE, LEADER, AUDITOR}

ACTIONS: dict[str, tuple[Action, set[str]]] = {
    "people.add_person": (
        lambda by, at: people.add_person(by, NewPerson("newcomer")),
        {SECURITY},
    ),
    "people.deactivate": (
        lambda by, at: people.deactivate(by, at.cast.other_reporter.pk, "left"),
        {SECURITY},
    ),
    "people.give_password": (
        lambda by, at: people.give_password(by, at.post.person_id),
        {SECURITY},
    ),
    "people.grant_post in a unit": (
        lambda by, at: people.grant_post(
            by, at.post.person_id, NewPost(Role.APPROVER, "c", by.today)
        ),
        {"office", OFFICE, SECURITY},
    ),
    "people.grant_post of the office": (
        lambda by, at: people.grant_post(
            by, at.post.person_id, NewPost(Role.OFFICE, "office", by.today)
        ),
        {SECURITY},
    ),
    "people.end_post in a unit": (
        lambda by, at: people.end_post(by, at.post.pk, by.today),
        {"office", OFFICE, SECURITY},
    ),
    "people.end_post of a leader": (
        lambda by, at: people.end_post(by, Post.objects.get(person=at.cast.leader).pk, by.today),
        {SECURITY},
    ),
    "rounds.open_round": (
        lambda by, at: rounds.open_round(by, at.march.version, APRIL, deadlines(APRIL)),
        {"office", OFFICE},
    ),
    "rounds.grant_extension": (
        lambda by, at: rounds.grant_extension(by, at.due.pk, date(2021, 4, 16), "flood"),
        {"office", OFFICE},
    ),
    "rounds.freeze": (
        lambda by, at: rounds.freeze(by, at.march.pk, despite="the year ends"),
        {"office", OFFICE},
    ),
    "reporting.save_draft": (
        lambda by, at: reporting.save_draft(by, at.due.pk, {"value": "4"}),
        {REPORTER},
    ),
    "reporting.submit": (
        lambda by, at: reporting.submit(by, at.due.pk, given(4)),
        {REPORTER},
    ),
    "reporting.check": (
        lambda by, at: reporting.check(by, {at.due.pk: given(4)}),
        {REPORTER},
    ),
    "reporting.mark_not_applicable": (
        lambda by, at: reporting.mark_not_applicable(by, at.due.pk),
        {REPORTER},
    ),
    "reporting.mark_unchanged": (
        lambda by, at: reporting.mark_unchanged(by, at.reported.pk),
        {REPORTER},
    ),
    "reporting.withdraw": (
        lambda by, at: reporting.withdraw(by, at.reported.pk),
        {REPORTER},
    ),
    "evidence.attach": (
        lambda by, at: evidence.attach(by, at.due.pk, "more.pdf", PDF + b"!"),
        {REPORTER},
    ),
    "evidence.attach_again": (
        lambda by, at: evidence.attach_again(by, at.reported.pk, at.file),
        {REPORTER},
    ),
    "evidence.open_for": (
        lambda by, at: evidence.open_for(by, at.file),
        {*TOWN, *SEES_ALL},
    ),
    "review.approve": (
        lambda by, at: review.approve(by, at.reported.pk),
        {APPROVER},
    ),
    "review.approve_all": (
        lambda by, at: review.approve_all(by, at.march.pk),
        {APPROVER, "approver", "statistics_approver"},
    ),
    "review.return_ before it is approved": (
        lambda by, at: review.return_(by, at.reported.pk, "wrong month"),
        {APPROVER},
    ),
    "review.accept": (
        lambda by, at: review.accept(by, at.approved.pk),
        {CHECKER, "office", OFFICE},
    ),
    "review.accept_all": (
        lambda by, at: review.accept_all(by, at.march.pk),
        {CHECKER, "office", OFFICE},
    ),
    "review.return_ after it is approved": (
        lambda by, at: review.return_(by, at.approved.pk, "wrong month"),
        {CHECKER, "office", OFFICE},
    ),
    "review.comment": (
        lambda by, at: review.comment(by, at.due.pk, "when?"),
        {*TOWN, "office", OFFICE, LEADER},
    ),
    "ledger.correct": (
        lambda by, at: ledger.correct(by, key(at.accepted), given(5), "counted again"),
        {"office", OFFICE},
    ),
    "tokens.issue": (
        lambda by, at: tokens.issue(by, "my program", ["values"], by.now + timedelta(days=1)),
        {field.name for field in fields(Cast)} - {"nobody"},
    ),
    "audit.audit_exported": (export_the_log, {AUDITOR}),
    "drafts.save_drafts": (
        lambda by, at: drafts.save_drafts(by, {at.due.pk: {"value": "4"}}),
        {REPORTER},
    ),
    "filing.template": (
        lambda by, at: filing.template(by, at.march.pk, "en", "csv"),
        REPORTERS,
    ),
    "filing.dry_run": (
        lambda by, at: filing.dry_run(by, at.march.pk, "form.csv", b""),
        REPORTERS,
    ),
    "filing.file": (
        let_through(lambda by, at: filing.file(by, at.march.pk, "form.csv", b"")),
        REPORTERS,
    ),
    "filing.error_report": (
        lambda by, at: filing.error_report(by, at.march.pk, filing.Report("form.csv"), "en"),
        REPORTERS,
    ),
    "plans.read_upload": (
        let_through(lambda by, at: plans.read_upload(by, plans.Upload("plan.zip", b""))),
        {"office", OFFICE},
    ),
    "plans.rehearse_plan": (
        lambda by, at: plans.rehearse_plan(by, cast_plan(**NEXT)),
        {"office", OFFICE},
    ),
    "plans.publish": (
        lambda by, at: plans.publish(by, cast_plan(**NEXT), "agreed"),
        {"office", OFFICE},
    ),
    "units.read_units": (
        lambda by, at: units.read_units(by, "units.csv", b"code\r\na"),
        {"office", OFFICE},
    ),
    "units.draft_units": (
        lambda by, at: units.draft_units(by, at.march.version, (RENAMED,), WHY),
        {"office", OFFICE},
    ),
    "posts.dry_run": (lambda by, at: posts.dry_run(by, "posts.csv", TABLE, WORDS), GRANTS),
    "posts.take_posts": (lambda by, at: posts.take_posts(by, "posts.csv", TABLE, WORDS), GRANTS),
    "calendar.set_days": (
        lambda by, at: calendar.set_days(
            by, calendar.Days(date(2021, 5, 12), date(2021, 5, 12)), DayOrder.OFF, "congress"
        ),
        {"office", OFFICE},
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_by_these_and_denied_to_all_others(stage: Stage, name: str) -> None:
    action, allowed = ACTIONS[name]
    done = set()
    for field in fields(Cast):
        person = getattr(stage.cast, field.name)
        point = transaction.savepoint()
        try:
            action(by(person), stage)
            done.add(field.name)
        except Denied:
            pass
        transaction.savepoint_rollback(point)
    assert done == allowed


def test_a_denial_says_nothing_about_the_state(stage: Stage) -> None:
    with pytest.raises(Denied):
        reporting.submit(by(stage.cast.other_reporter), stage.accepted.pk, given(4))


def test_the_three_administrators_touch_no_score() -> None:
    touching = {
        Right.VALUE_REPORT,
        Right.VALUE_APPROVE,
        Right.VALUE_CHECK,
        Right.LEDGER_CORRECT,
        Right.ROUND_OPEN,
        Right.ROUND_FREEZE,
        Right.EXTENSION_GRANT,
        Right.PLAN_PUBLISH,
        Right.BOARD_DRAFT,
        Right.BOARD_SEAL,
        Right.OBJECTION_FILE,
        Right.OBJECTION_DECIDE,
        Right.OBJECTION_APPEAL_DECIDE,
    }
    for role in SEPARATED:
        assert not touching & RIGHTS[role].keys()


def test_every_role_has_its_rights_and_units_bound_the_unit_roles() -> None:
    assert set(RIGHTS) == set(Role)
    for role in (Role.REPORTER, Role.APPROVER, Role.CHECKER):
        assert set(RIGHTS[role].values()) == {Scope.OWN_UNIT}


@pytest.mark.parametrize("right", list(Right))
def test_without_a_post_nothing_is_allowed(right: Right) -> None:
    assert not Standing().may(right)
    assert not Standing().may(right, "a")
    assert not Standing().may_somewhere(right)


def test_a_superuser_without_a_post_may_nothing(cast: Cast) -> None:
    cast.nobody.is_superuser = True
    cast.nobody.save()
    assert not any(may(cast.nobody, right, "a", today=NOW.date()) for right in Right)


def test_a_post_counts_from_its_first_to_its_last_day(cast: Cast) -> None:
    post = Post.objects.create(
        person=cast.nobody,
        role=Role.REPORTER,
        unit="a",
        starts=date(2021, 4, 6),
        ends=date(2021, 4, 8),
    )
    days = {
        day: may(cast.nobody, Right.VALUE_REPORT, "a", today=date(2021, 4, day))
        for day in range(5, 10)
    }
    assert days == {5: False, 6: True, 7: True, 8: True, 9: False}
    assert not may(cast.nobody, Right.VALUE_REPORT, "b", today=post.starts)


def test_somebody_deactivated_may_nothing(cast: Cast) -> None:
    Person.objects.filter(pk=cast.office.pk).update(is_active=False)
    assert standing(cast.office, NOW.date()) == Standing()


def test_a_right_in_the_own_unit_reaches_no_other_and_not_all(cast: Cast) -> None:
    town = standing(cast.town_reporter, NOW.date())
    assert town.may(Right.VALUE_REPORT, "a")
    assert not town.may(Right.VALUE_REPORT, "b")
    assert not town.may(Right.VALUE_REPORT)
    assert not town.may(Right.VALUE_REPORT, "")
    assert town.units(Right.VALUE_REPORT) == {"a"}
    assert town.may_somewhere(Right.VALUE_REPORT)


def test_what_may_be_seen_one_by_one_is_what_a_list_shows(stage: Stage) -> None:
    for field in fields(Cast):
        own = standing(getattr(stage.cast, field.name), NOW.date())
        listed = set(DueValue.objects.filter(own.visible()).values_list("pk", flat=True))
        assert listed == {value.pk for value in DueValue.objects.all() if own.sees(value)}
    town = standing(stage.cast.other_reporter, NOW.date())
    assert not town.sees(due("a", "level"))
    assert town.sees(due("b", "investment"))  # reported for b by the department


def test_a_record_that_is_not_there_is_refused_alike_to_everybody(stage: Stage) -> None:
    missing = replace(stage, due=DueValue(pk=10**6))
    for person in (stage.cast.town_reporter, stage.cast.nobody):
        with pytest.raises(Exception, match="no such record"):
            reporting.submit(by(person), missing.due.pk, given(4))


def test_the_stage_is_set_as_it_says(stage: Stage) -> None:
    states = [stage.due, stage.reported, stage.approved, stage.accepted]
    assert [value.state for value in states] == [
        DueState.DUE,
        DueState.REPORTED,
        DueState.APPROVED,
        DueState.ACCEPTED,
    ]
    assert publish().hash == stage.march.version.hash

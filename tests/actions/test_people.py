"""Accounts and posts: history stays, roles exclude one another, nobody serves themselves."""

from datetime import date

import pytest

from saima.actions import people
from saima.actions.people import NewPerson, NewPost
from saima.actions.refusals import Denied, Refused
from saima.actions.signing_in import change_password
from saima.records.models import AuditRecord, Post, Role
from saima.records.queries.posts import clashes, history, holders
from tests.cast import NOW, Cast, by

TODAY = date(2021, 4, 6)


def test_a_new_account_has_no_right_and_no_password(cast: Cast) -> None:
    person = people.add_person(by(cast.security_administrator), NewPerson("newcomer", "王某"))
    assert not person.has_usable_password()
    assert list(history(person)) == []
    assert AuditRecord.objects.get(action="person.add").data["username"] == "newcomer"


def test_a_user_name_is_given_once(cast: Cast) -> None:
    with pytest.raises(Refused, match="office is there already"):
        people.add_person(by(cast.security_administrator), NewPerson("office"))


def test_a_post_is_granted_and_written_down(cast: Cast) -> None:
    new = NewPost(Role.APPROVER, "c", TODAY, title="镇长")
    post = people.grant_post(by(cast.office), cast.nobody.pk, new)
    assert holders("c", Role.APPROVER, TODAY) == [cast.nobody]
    written = AuditRecord.objects.get(action="post.grant", object_id=str(post.pk))
    assert written.data["role"] == "approver"
    assert written.person == cast.office


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("auditor", Role.SECURITY_ADMINISTRATOR),
        ("auditor", Role.REPORTER),
        ("town_reporter", Role.AUDITOR),
        ("office", Role.SYSTEM_ADMINISTRATOR),
        ("checker", Role.SECURITY_ADMINISTRATOR),
        ("system_administrator", Role.OFFICE),
    ],
)
def test_roles_that_exclude_one_another_are_refused(cast: Cast, name: str, role: Role) -> None:
    holder = getattr(cast, name)
    with pytest.raises(Refused, match="may not"):
        people.grant_post(by(cast.security_administrator), holder.pk, NewPost(role, "c", TODAY))


@pytest.mark.parametrize("role", [Role.LEADER, Role.APPROVER, Role.OFFICE])
def test_roles_that_go_together_are_granted(cast: Cast, role: Role) -> None:
    new = NewPost(role, "b", TODAY)
    assert people.grant_post(by(cast.security_administrator), cast.town_reporter.pk, new).pk


def test_one_after_the_other_is_no_clash(cast: Cast) -> None:
    security = by(cast.security_administrator)
    post = Post.objects.get(person=cast.auditor)
    people.end_post(security, post.pk, TODAY)
    with pytest.raises(Refused, match="may not"):
        people.grant_post(security, cast.auditor.pk, NewPost(Role.OFFICE, "office", TODAY))
    later = NewPost(Role.OFFICE, "office", date(2021, 4, 7))
    people.grant_post(security, cast.auditor.pk, later)
    assert [row.role for row in history(cast.auditor)] == ["office", "auditor"]
    assert clashes(date(2021, 4, 7)) == []


def test_the_same_post_is_granted_once(cast: Cast) -> None:
    new = NewPost(Role.REPORTER, "a", TODAY)
    with pytest.raises(Refused, match="on these days already"):
        people.grant_post(by(cast.office), cast.town_reporter.pk, new)


def test_a_post_that_ended_before_another_began_is_no_clash(cast: Cast) -> None:
    before = NewPost(Role.AUDITOR, "", date(2020, 1, 1), ends=date(2020, 12, 31))
    assert people.grant_post(by(cast.security_administrator), cast.office.pk, before).pk


def test_a_unit_role_needs_its_unit(cast: Cast) -> None:
    with pytest.raises(Refused, match="held in a unit"):
        people.grant_post(by(cast.office), cast.nobody.pk, NewPost(Role.REPORTER, "", TODAY))


def test_a_post_ends_after_it_began(cast: Cast) -> None:
    new = NewPost(Role.REPORTER, "c", TODAY, ends=date(2021, 4, 5))
    with pytest.raises(Refused, match="is not after"):
        people.grant_post(by(cast.office), cast.nobody.pk, new)
    post = Post.objects.get(person=cast.town_reporter)
    with pytest.raises(Refused, match="is not after"):
        people.end_post(by(cast.office), post.pk, date(2020, 12, 31))


def test_nobody_grants_or_ends_a_post_of_their_own(cast: Cast) -> None:
    with pytest.raises(Denied, match="your own account"):
        people.grant_post(by(cast.office), cast.office.pk, NewPost(Role.REPORTER, "a", TODAY))
    own = Post.objects.get(person=cast.security_administrator)
    with pytest.raises(Denied, match="your own account"):
        people.end_post(by(cast.security_administrator), own.pk, TODAY)


def test_somebody_who_leaves_keeps_history_and_loses_access(cast: Cast) -> None:
    security = by(cast.security_administrator)
    leaver = people.deactivate(security, cast.town_reporter.pk, "moved to another city")
    assert not leaver.is_active
    (post,) = history(leaver)
    assert post.ends == TODAY
    assert holders("a", Role.REPORTER, TODAY) == []
    assert AuditRecord.objects.get(action="person.deactivate").data == {
        "reason": "moved to another city",
        "posts_ended": 1,
    }


def test_leaving_needs_a_reason_and_another_person(cast: Cast) -> None:
    security = by(cast.security_administrator)
    with pytest.raises(Refused, match="reason is empty"):
        people.deactivate(security, cast.town_reporter.pk, " ")
    with pytest.raises(Denied, match="your own account"):
        people.deactivate(security, cast.security_administrator.pk, "enough")


def test_the_first_administrator_is_made_once(db: None) -> None:
    first = people.appoint_first("first", "a long pass phrase 1", NOW)
    assert holders("", Role.SECURITY_ADMINISTRATOR, TODAY) == [first]
    assert first.check_password("a long pass phrase 1")
    with pytest.raises(Denied):
        people.appoint_first("second", "a long pass phrase 2", NOW)


def test_a_given_password_counts_for_one_sign_in_and_is_not_kept(cast: Cast) -> None:
    password = people.give_password(by(cast.security_administrator), cast.nobody.pk)
    cast.nobody.refresh_from_db()
    assert cast.nobody.check_password(password)
    assert cast.nobody.first_password
    assert password not in str(list(AuditRecord.objects.values()))
    change_password(by(cast.nobody), "sorrel-4711")
    cast.nobody.refresh_from_db()
    assert not cast.nobody.first_password


def test_nobody_gives_a_password_to_oneself_or_to_a_closed_account(cast: Cast) -> None:
    security = by(cast.security_administrator)
    with pytest.raises(Denied):
        people.give_password(security, cast.security_administrator.pk)
    people.deactivate(security, cast.nobody.pk, "left")
    with pytest.raises(Refused, match="is closed"):
        people.give_password(security, cast.nobody.pk)


def test_a_password_from_the_form_counts_for_one_sign_in_too(cast: Cast) -> None:
    security = by(cast.security_administrator)
    assert people.add_person(security, NewPerson("new", password="sorrel-4711")).first_password
    assert not people.add_person(security, NewPerson("newer")).first_password

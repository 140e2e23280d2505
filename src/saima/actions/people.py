"""People and the posts they hold (domain 5.1, C6-C8).

Accounts are the security administrator's business, posts inside units the office's too.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from saima.actions import audit
from saima.actions.by import By
from saima.actions.first_passwords import one_time_password
from saima.actions.found import find
from saima.actions.permissions import UNIT_ROLES, Right
from saima.actions.refusals import (
    DATES_CROSSED,
    EMPTY_REASON,
    OWN_POST,
    ROLES_EXCLUDE,
    TAKEN,
    UNIT_NEEDED,
    Denied,
    refused,
)
from saima.plan.problems import problem_kind
from saima.records.chain import Happening, append
from saima.records.models import Person, Post, Role
from saima.records.models.posts import excluded_by

ACCOUNT_CLOSED = problem_kind(
    "account_closed",
    en=("the account {name} is closed", "expected an open one", "use another account"),
    zh=("账号 {name} 已关闭", "应为可用账号", "请改用其他账号"),
)
POST_HELD = problem_kind(
    "post_held",
    en=(
        "{person} holds the post {role} {unit} on these days already",
        "expected a post that is new",
        "end the other one first, or choose other days",
    ),
    zh=(
        "{person}在此期间已担任{unit}{role}",
        "应为新的职务",
        "请先结束原有职务，或另选日期",
    ),
)


@dataclass(frozen=True)
class NewPerson:
    """An account to be made; without a password nobody signs in with it yet.

    A password counts for the first sign-in only: its person must choose another one there.
    """

    username: str
    name: str = ""
    password: str | None = None
    unit: str = ""
    post: str = ""


@dataclass(frozen=True)
class NewPost:
    """A post to be granted from ``starts``; ``ends`` None: until further notice."""

    role: Role
    unit: str
    starts: date
    ends: date | None = None
    title: str = ""


def add_person(by: By, new: NewPerson) -> Person:
    """Make an account without any right. Raises Denied, and Refused for a name that is taken."""
    by.needs(Right.PEOPLE_CHANGE)
    with transaction.atomic():
        if Person.objects.filter(username=new.username).exists():
            raise refused(TAKEN, name=new.username)
        person = Person.objects.create_user(
            new.username,
            new.password,
            name=new.name,
            unit=new.unit,
            post=new.post,
            first_password=new.password is not None,
        )
        audit.record(by, "person.add", person, username=new.username, name=new.name, unit=new.unit)
    return person


def give_password(by: By, person: int) -> str:
    """A new password for somebody's next sign-in, given back once; open sessions end.

    Raises Denied, also for one's own account, which changes its password itself; Refused for an
    account that is closed.
    """
    by.needs(Right.PEOPLE_CHANGE)
    with transaction.atomic():
        holder = find(Person, person, lock=True)
        if holder.pk == by.person.pk:
            raise Denied(OWN_POST)
        if not holder.is_active:
            raise refused(ACCOUNT_CLOSED, name=holder.username)
        password = one_time_password()
        holder.set_password(password)
        holder.first_password = True
        holder.save(update_fields=["password", "first_password"])
        audit.record(by, "person.give_password", holder)
    return password


def deactivate(by: By, person: int, reason: str) -> Person:
    """Let somebody no longer sign in and end all posts today; what they did stays.

    Raises Denied, also for one's own account, so that nobody locks the house; Refused without a
    reason.
    """
    by.needs(Right.PEOPLE_CHANGE)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        leaver = find(Person, person, lock=True)
        if leaver.pk == by.person.pk:
            raise Denied(OWN_POST)
        leaver.is_active = False
        leaver.save(update_fields=["is_active"])
        open_posts = Post.objects.filter(Q(ends__isnull=True) | Q(ends__gt=by.today))
        ended = 0
        for post in open_posts.filter(person=leaver):
            post.ends = max(by.today, post.starts)
            post.save(update_fields=["ends"])
            ended += 1
        leaver.tokens.filter(revoked_at=None).update(revoked_at=by.now)
        audit.record(by, "person.deactivate", leaver, reason=reason, posts_ended=ended)
    return leaver


def grant_post(by: By, person: int, new: NewPost) -> Post:
    """Give somebody a post.

    Raises Denied without the right for this role or for oneself; Refused where another post of
    the same days excludes the role, where it is held already, or where the dates are crossed.
    """
    may_grant(by, new.role)
    if new.role in UNIT_ROLES and not new.unit:
        raise refused(UNIT_NEEDED, role=new.role.value)
    if new.ends is not None and new.ends < new.starts:
        raise refused(DATES_CROSSED, later=new.ends, earlier=new.starts)
    with transaction.atomic():
        holder = find(Person, person, lock=True)
        if holder.pk == by.person.pk:
            raise Denied(OWN_POST)
        refuse_clash(holder, new)
        post = Post.objects.create(
            person=holder,
            unit=new.unit,
            role=new.role,
            title=new.title,
            starts=new.starts,
            ends=new.ends,
        )
        audit.record(
            by,
            "post.grant",
            post,
            person=holder.username,
            role=new.role,
            unit=new.unit,
            starts=new.starts,
            ends=new.ends,
        )
    return post


def may_grant(by: By, role: Role) -> None:
    """Raise Denied unless ``by`` may grant and end posts of this role."""
    if role in UNIT_ROLES and by.standing.may(Right.POST_GRANT_UNIT):
        return
    by.needs(Right.POST_GRANT)


def refuse_clash(holder: Person, new: NewPost) -> None:
    """Raise Refused where a post of the same days is the same or excludes the new one."""
    overlapping = Post.objects.filter(person=holder).filter(
        Q(ends__isnull=True) | Q(ends__gte=new.starts)
    )
    if new.ends is not None:
        overlapping = overlapping.filter(starts__lte=new.ends)
    held = [(Role(role), unit) for role, unit in overlapping.values_list("role", "unit")]
    if (new.role, new.unit) in held:
        raise refused(POST_HELD, person=holder, role=new.role.value, unit=new.unit)
    other = excluded_by(new.role, (role for role, _ in held))
    if other is not None:
        raise refused(ROLES_EXCLUDE, person=holder, held=other.value, role=new.role.value)


def end_post(by: By, post: int, ends: date) -> Post:
    """Let a post end with the day ``ends``; it stays in the history.

    Raises Denied, and Refused where it would end before it began.
    """
    with transaction.atomic():
        found = find(Post, post, lock=True)
        may_grant(by, Role(found.role))
        if found.person_id == by.person.pk:
            raise Denied(OWN_POST)
        if ends < found.starts:
            raise refused(DATES_CROSSED, later=ends, earlier=found.starts)
        before = found.ends
        found.ends = ends
        found.save(update_fields=["ends"])
        audit.record(
            by, "post.end", found, role=found.role, unit=found.unit, before=before, ends=ends
        )
    return found


def appoint_first(username: str, password: str, now: datetime) -> Person:
    """Make the first security administrator of an empty house; there is no account by default.

    Raises Denied once anybody holds a post.
    """
    with transaction.atomic():
        if Post.objects.exists():
            raise Denied(right=Right.POST_GRANT)
        person = Person.objects.create_user(username, password)
        Post.objects.create(
            person=person, role=Role.SECURITY_ADMINISTRATOR, starts=By(person, now).today
        )
        append([Happening("house.found", now, person.pk, "person", str(person.pk))])
    return person

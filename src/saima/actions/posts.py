"""Posts by table: all rows or none, each through the same checks as a single grant.

A row is a post that somebody holds: rows that are so already change nothing, a last day that is
new ends the post, anything else is granted. Posts that no row names stay as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.first_passwords import Password, first_passwords
from saima.actions.imported import Remark
from saima.actions.people import (
    ACCOUNT_CLOSED,
    NewPerson,
    NewPost,
    add_person,
    end_post,
    grant_post,
)
from saima.actions.permissions import Right
from saima.actions.post_rows import COLUMNS, Effect, PostRow, Words, understood
from saima.actions.refusals import Denied, Refused, refused
from saima.exchange.filled_table import TableRow, read_table
from saima.plan.problems import Problem, Problems, problem_kind
from saima.records.models import Person, Post

MOST_ROWS = 2000
MOST_NEW = 50
"""Accounts in one file, because each password takes a moment to be kept safely."""

NO_ACCOUNT = problem_kind(
    "no_account",
    en=(
        "nobody signs in as {name}",
        "expected an account that is there",
        "ask the security administrator to add it",
    ),
    zh=("没有用户名为 {name} 的账号", "应为已有账号", "请联系安全管理员新增账号"),
)
OTHER_NAME = problem_kind(
    "other_name",
    en=(
        "{username} is {found}, the table says {name}",
        "expected the same person",
        "correct the name or the user name",
    ),
    zh=("{username} 为{found}，表中为{name}", "应为同一人", "请改正姓名或用户名"),
)
NOT_REOPENED = problem_kind(
    "not_reopened",
    en=(
        "this post ends on {ends} already",
        "expected the same day or another last day",
        "write that day, or grant a new post from a later day on",
    ),
    zh=(
        "该职务已于 {ends} 结束",
        "应为同一结束日或另一结束日",
        "请填写该日，或自以后日期起另行授予职务",
    ),
)
TOO_MANY_ROWS = problem_kind(
    "too_many_rows",
    en=("there are {count} rows", "expected at most {limit}", "split the file"),
    zh=("共 {count} 行", "应不超过 {limit} 行", "请拆分文件"),
)
TOO_MANY_NEW = problem_kind(
    "too_many_new",
    en=("{count} accounts are new", "expected at most {limit} at once", "split the file"),
    zh=("新增账号 {count} 个", "一次应不超过 {limit} 个", "请拆分文件"),
)


@dataclass(frozen=True)
class Report:
    """What a table does, or what is wrong with it; ``remarks`` by cell.

    ``passwords`` are those of new accounts by user name; they are there once, after the taking.
    """

    name: str
    rows: tuple[PostRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    passwords: Mapping[str, str] = field(default_factory=dict)

    @property
    def changing(self) -> tuple[PostRow, ...]:
        """The rows that change something."""
        return tuple(row for row in self.rows if row.effect is not Effect.NONE)

    @property
    def unchanged(self) -> int:
        """How many rows are so already."""
        return len(self.rows) - len(self.changing)

    @property
    def ok(self) -> bool:
        """Whether it can be taken and changes something."""
        return not self.remarks and bool(self.changing)


def may_import(by: By) -> None:
    """Raise Denied unless ``by`` grants posts of any kind."""
    if not by.standing.everywhere(Right.POST_GRANT_UNIT):
        by.needs(Right.POST_GRANT)


def dry_run(by: By, name: str, content: bytes, words: Words) -> Report:
    """What taking the table would do; nothing of it is kept.

    Raises Denied, and Refused for a file that is no such table or too long.
    """
    may_import(by)
    rows = read_rows(name, content)
    with transaction.atomic():
        report = done(by, name, rows, words, {})
        transaction.set_rollback(True)
    return report


def take_posts(by: By, name: str, content: bytes, words: Words) -> Report:
    """Grant and end everything that the table says, all of it or nothing.

    Raises Denied; Refused where ``dry_run`` finds anything wrong.
    """
    may_import(by)
    rows = read_rows(name, content)
    prepared = prepared_passwords(rows)
    with transaction.atomic():
        report = done(by, name, rows, words, prepared)
        if not report.ok:
            raise Refused([one.problem for one in report.remarks])
        audit.record(
            by,
            "posts.import",
            None,
            name=name[:100],
            rows=len(rows),
            changed=len(report.changing),
            accounts=len(report.passwords),
        )
    return report


def read_rows(name: str, content: bytes) -> tuple[TableRow, ...]:
    """The rows of the file. Raises Refused."""
    try:
        rows = read_table(name, content, COLUMNS)
    except Problems as problems:
        raise Refused(problems.problems) from problems
    if len(rows) > MOST_ROWS:
        raise refused(TOO_MANY_ROWS, count=len(rows), limit=MOST_ROWS)
    return rows


def prepared_passwords(rows: Sequence[TableRow]) -> dict[str, Password]:
    """Passwords for those whom nobody knows yet. Raises Refused for too many."""
    names = {row.text("username") for row in rows}
    known = set(Person.objects.filter(username__in=names).values_list("username", flat=True))
    refuse_too_many(names - known)
    return first_passwords(sorted(names - known))


def refuse_too_many(new: Collection[str]) -> None:
    """Raise Refused for more new accounts than one file may bring."""
    if len(new) > MOST_NEW:
        raise refused(TOO_MANY_NEW, count=len(new), limit=MOST_NEW)


def done(
    by: By,
    name: str,
    rows: Sequence[TableRow],
    words: Words,
    prepared: Mapping[str, Password],
) -> Report:
    """Do everything inside the caller's transaction; posts end before others begin."""
    remarks: list[Remark] = []
    wanted = [found for row in rows if (found := understood(row, words, remarks)) is not None]
    taking = Taking(by, {row.row: row for row in rows}, remarks)
    new = taking.add_people(wanted, prepared)
    judged = [taking.with_effect(row, new) for row in wanted]
    for effect in (Effect.END, Effect.GRANT, Effect.NEW_PERSON):
        for row in judged:
            if row.effect is effect:
                taking.take(row)
    return Report(name, tuple(judged), tuple(sorted(remarks, key=lambda one: one.row)), new)


@dataclass
class Taking:
    """Rows on their way through the single actions; what these refuse becomes a remark."""

    by: By
    rows: Mapping[int, TableRow]
    remarks: list[Remark]
    people: dict[str, Person] = field(default_factory=dict)

    def remark(self, row: PostRow, key: str, problem: Problem) -> None:
        """Say what is wrong with a row."""
        cell = self.rows[row.row].cell(key)
        self.remarks.append(Remark(row.row, key, cell, problem))

    def add_people(
        self, wanted: Sequence[PostRow], prepared: Mapping[str, Password]
    ) -> dict[str, str]:
        """Find everybody and add those who are new; their passwords by user name."""
        names = {row.username for row in wanted}
        self.people = {one.username: one for one in Person.objects.filter(username__in=names)}
        new: dict[str, PostRow] = {}
        for row in wanted:
            if row.username not in self.people:
                new.setdefault(row.username, row)
        refuse_too_many(new)
        passwords = {}
        for username, row in new.items():
            try:
                person = add_person(
                    self.by, NewPerson(username, row.name, unit=row.unit, post=row.title)
                )
            except Denied:
                self.remark(row, "username", Problem(NO_ACCOUNT, facts={"name": username}))
                continue
            password = prepared.get(username)
            if password is not None:
                person.password, person.first_password = password.kept, True
                person.save(update_fields=["password", "first_password"])
            self.people[username] = person
            passwords[username] = "" if password is None else password.secret
        return passwords

    def with_effect(self, row: PostRow, new: Mapping[str, str]) -> PostRow:
        """The row with what it does; the posts that are there decide."""
        person = self.people.get(row.username)
        if person is None:
            return replace(row, effect=Effect.NONE)
        if row.name and person.name and row.name != person.name:
            facts = {"username": row.username, "found": person.name, "name": row.name}
            self.remark(row, "name", Problem(OTHER_NAME, facts=facts))
            return replace(row, effect=Effect.NONE)
        if row.username in new:
            return replace(row, effect=Effect.NEW_PERSON)
        held = self.held(person, row)
        return self.granted(row, person) if held is None else self.ended(row, held)

    def ended(self, row: PostRow, held: Post) -> PostRow:
        """A row of a post that is there: as it is, or with another last day."""
        if held.ends == row.ends:
            return replace(row, effect=Effect.NONE)
        if row.ends is None:
            self.remark(row, "ends", Problem(NOT_REOPENED, facts={"ends": held.ends}))
            return replace(row, effect=Effect.NONE)
        return replace(row, effect=Effect.END)

    def granted(self, row: PostRow, person: Person) -> PostRow:
        """A row that grants a post, which a closed account does not get."""
        if person.is_active:
            return row
        self.remark(row, "username", Problem(ACCOUNT_CLOSED, facts={"name": row.username}))
        return replace(row, effect=Effect.NONE)

    def held(self, person: Person, row: PostRow) -> Post | None:
        """The post that the row is about, if it is there: its days, else the same first day."""
        same = Post.objects.filter(
            person=person, role=row.role, unit=row.unit, starts=row.starts
        ).order_by("-id")
        return same.filter(ends=row.ends).first() or same.first()

    def take(self, row: PostRow) -> None:
        """Grant or end the post of a row."""
        person = self.people[row.username]
        try:
            if row.effect is Effect.END and row.ends is not None:
                post = self.held(person, row)
                if post is not None:
                    end_post(self.by, post.pk, row.ends)
                return
            new = NewPost(row.role, row.unit, row.starts, row.ends, row.title)
            grant_post(self.by, person.pk, new)
        except Denied as denied:
            self.remark(row, "role", denied.problem)
        except Refused as refusal:
            for problem in refusal.problems:
                self.remark(row, "role", problem)

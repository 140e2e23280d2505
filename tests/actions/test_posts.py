"""Posts by table: all rows or none, each with the checks of a single grant."""

from datetime import date

import pytest

from saima.actions.imported import by_word, parsed_day
from saima.actions.post_rows import Effect, Words
from saima.actions.posts import MOST_NEW, Report, dry_run, take_posts
from saima.actions.refusals import Denied, Refused
from saima.records.models import AuditRecord, Person, Post, Role
from tests.cast import Cast, by

UNITS = by_word((code, f"{code}镇", f"Town {code}") for code in "abc")
ROLES = by_word((role.value, role.value.upper(), role.value) for role in Role)
WORDS = Words(UNITS, ROLES)
HEAD = "用户名,姓名,单位,角色,职务名称,起,止"


def table(*rows: str) -> bytes:
    return "\r\n".join([HEAD, *rows]).encode("utf-8-sig")


def tried(person: Person, *rows: str) -> Report:
    return dry_run(by(person), "posts.csv", table(*rows), WORDS)


def told(report: Report) -> list[tuple[str, str]]:
    return [(one.cell, one.problem.kind.code) for one in report.remarks]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(cast: Cast) -> None:
    before = (Person.objects.count(), Post.objects.count(), AuditRecord.objects.count())
    report = tried(
        cast.security_administrator,
        "newcomer,王某,a镇,reporter,科员,2021-05-01,",
        "nobody,,b,approver,,2021/5/1,2021年12月31日",
        "reporter,,,reporter,,2021-01-01,",
    )
    assert [row.effect for row in report.rows[:2]] == [Effect.NEW_PERSON, Effect.GRANT]
    assert report.rows[1].ends == date(2021, 12, 31)
    after = (Person.objects.count(), Post.objects.count(), AuditRecord.objects.count())
    assert before == after


def test_a_sound_table_is_taken_whole_with_passwords_for_new_people(cast: Cast) -> None:
    content = table(
        "newcomer,王某,a镇,reporter,科员,2021-05-01,",
        "newcomer,王某,a镇,approver,科员,2021-05-01,",
        "town_reporter,,a,reporter,,2021-01-01,2021-04-30",
    )
    report = take_posts(by(cast.security_administrator), "posts.csv", content, WORDS)
    newcomer = Person.objects.get(username="newcomer")
    assert newcomer.check_password(report.passwords["newcomer"])
    assert newcomer.first_password
    assert (newcomer.name, newcomer.unit, newcomer.post) == ("王某", "a", "科员")
    assert set(newcomer.posts.values_list("role", flat=True)) == {"reporter", "approver"}
    assert Post.objects.get(person=cast.town_reporter).ends == date(2021, 4, 30)
    actions = list(AuditRecord.objects.order_by("sequence").values_list("action", flat=True))
    assert actions == ["person.add", "post.end", "post.grant", "post.grant", "posts.import"]
    assert report.passwords["newcomer"] not in str(list(AuditRecord.objects.values()))


def test_taking_a_table_again_changes_nothing(cast: Cast) -> None:
    row = "nobody,,b,approver,,2021-05-01,"
    take_posts(by(cast.office), "posts.csv", table(row), WORDS)
    report = tried(cast.office, row)
    assert (report.ok, report.unchanged, report.remarks) == (False, 1, ())


def test_one_bad_row_stops_all(cast: Cast) -> None:
    content = table("nobody,,b,approver,,2021-05-01,", "auditor,,b,approver,,2021-05-01,")
    with pytest.raises(Refused, match="may not"):
        take_posts(by(cast.office), "posts.csv", content, WORDS)
    assert not cast.nobody.posts.exists()


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (",王,a,reporter,,2021-05-01,", "A2", "cell_needed"),
        ("nobody,,x,reporter,,2021-05-01,", "C2", "cell_not_known"),
        ("nobody,,a,king,,2021-05-01,", "D2", "cell_not_known"),
        ("nobody,,a,reporter,,May,", "F2", "cell_not_day"),
        ("nobody,,a,reporter,,2021-05-01,2021-04-01", "D2", "dates_crossed"),
        ("nobody,,,reporter,,2021-05-01,", "D2", "unit_needed"),
        ("auditor,,a,reporter,,2021-05-01,", "D2", "roles_exclude"),
        ("no body,x,a,reporter,,2021-05-01,", "A2", "username_form"),
        (f"nobody,{'x' * 65},a,reporter,,2021-05-01,", "B2", "cell_long"),
        ("security_administrator,,a,reporter,,2021-05-01,", "D2", "own_post"),
    ],
)
def test_what_is_wrong_is_told_by_cell(row: str, cell: str, code: str, cast: Cast) -> None:
    report = tried(cast.security_administrator, row)
    assert told(report) == [(cell, code)]
    assert not report.ok


def test_the_office_grants_unit_roles_to_known_people_only(cast: Cast) -> None:
    report = tried(
        cast.office,
        "nobody,,a,leader,,2021-05-01,",
        "newcomer,王某,a,reporter,,2021-05-01,",
        "nobody,,a,reporter,,2021-05-01,",
    )
    assert told(report) == [("D2", "no_right"), ("A3", "no_account")]


def test_a_name_that_is_another_ones_is_not_taken(cast: Cast) -> None:
    Person.objects.filter(pk=cast.nobody.pk).update(name="李某")
    report = tried(cast.office, "nobody,王某,a,reporter,,2021-05-01,")
    assert told(report) == [("B2", "other_name")]


def test_a_closed_account_gets_no_post_and_an_ended_post_is_not_opened_again(cast: Cast) -> None:
    Person.objects.filter(pk=cast.nobody.pk).update(is_active=False)
    Post.objects.filter(person=cast.other_reporter).update(ends=date(2021, 3, 31))
    report = tried(
        cast.office,
        "nobody,,a,reporter,,2021-05-01,",
        "other_reporter,,b,reporter,,2021-01-01,",
    )
    assert told(report) == [("A2", "account_closed"), ("G3", "not_reopened")]


def test_administrators_exclude_one_another_unless_the_other_post_ends_first(cast: Cast) -> None:
    ended = "auditor,,,auditor,,2021-01-01,2021-04-30"
    granted = "auditor,,,system_administrator,,2021-05-01,"
    assert told(tried(cast.security_administrator, granted)) == [("D2", "roles_exclude")]
    assert tried(cast.security_administrator, granted, ended).ok


def test_who_grants_nothing_is_denied(cast: Cast) -> None:
    for person in (cast.auditor, cast.reporter, cast.leader):
        with pytest.raises(Denied):
            tried(person, "nobody,,a,reporter,,2021-05-01,")


def test_too_much_at_once_is_refused(cast: Cast) -> None:
    new = [f"new{number},x,a,reporter,,2021-05-01," for number in range(MOST_NEW + 1)]
    with pytest.raises(Refused, match="expected at most 50 at once"):
        tried(cast.security_administrator, *new)
    with pytest.raises(Refused, match="expected at most 2000"):
        tried(cast.office, *(["nobody,,a,reporter,,2021-05-01,"] * 2001))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-03-31", date(2021, 3, 31)),
        ("2021/3/1", date(2021, 3, 1)),
        ("2021.3.1", date(2021, 3, 1)),
        ("2021年3月1日", date(2021, 3, 1)),
        ("2021-03-31 00:00:00", date(2021, 3, 31)),
        ("2021-02-30", None),
        ("31.3.2021", None),
        ("", None),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, day: date | None) -> None:
    assert parsed_day(text) == day


def test_a_name_of_two_units_stands_for_neither() -> None:
    words = by_word([("e", "东镇", "East"), ("f", "东镇", "Far")])
    assert words.get("东镇") is None
    assert (words["e"], words["far"]) == ("e", "f")

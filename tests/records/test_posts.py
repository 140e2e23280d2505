"""The rule which roles exclude one another, pair by pair, and the check of what is there."""

from datetime import date
from itertools import combinations

import pytest

from saima.records.models import Post, Role
from saima.records.models.posts import exclude_one_another, excluded_by
from saima.records.queries.posts import clashes, held_by, history, holders
from tests.cast import Cast

APART = {
    frozenset(pair)
    for pair in (
        *combinations(("auditor", "system_administrator", "security_administrator"), 2),
        *(
            (administrator, role)
            for administrator in ("auditor", "system_administrator", "security_administrator")
            for role in ("office", "reporter", "approver", "checker")
        ),
    )
}


@pytest.mark.parametrize(("one", "other"), list(combinations(Role, 2)))
def test_roles_exclude_one_another_pair_by_pair(one: Role, other: Role) -> None:
    expected = frozenset((one.value, other.value)) in APART
    assert exclude_one_another(one, other) is expected
    assert exclude_one_another(other, one) is expected


@pytest.mark.parametrize("role", list(Role))
def test_a_role_never_excludes_itself(role: Role) -> None:
    assert not exclude_one_another(role, role)


def test_the_role_in_the_way_is_named() -> None:
    assert excluded_by(Role.AUDITOR, [Role.LEADER, Role.OFFICE]) is Role.OFFICE
    assert excluded_by(Role.AUDITOR, [Role.LEADER]) is None


def test_nobody_of_the_cast_clashes(cast: Cast) -> None:
    assert clashes(date(2021, 4, 6)) == []


def test_posts_are_those_of_the_day(cast: Cast) -> None:
    Post.objects.filter(person=cast.town_reporter).update(ends=date(2021, 4, 5))
    assert holders("a", Role.REPORTER, date(2021, 4, 5)) == [cast.town_reporter]
    assert holders("a", Role.REPORTER, date(2021, 4, 6)) == []
    assert held_by(cast.town_reporter, date(2021, 4, 5)) == {(Role.REPORTER, "a")}
    assert held_by(cast.town_reporter, date(2021, 4, 6)) == frozenset()
    assert history(cast.town_reporter).count() == 1

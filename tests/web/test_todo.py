"""What a person owes, by kind and deadline."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from saima.actions import reporting, review
from saima.records.models import Round
from saima.records.queries.todo import todo
from saima.records.queries.todo_count import todo_count
from tests.cast import NOW, POSTS, Cast, by, due, given

TODAY = by(None, NOW).today  # type: ignore[arg-type]


def words(client: Client, language: str = "en") -> str:
    client.cookies["saima_language"] = language
    return client.get("/todo/").content.decode()


def test_a_reporter_owes_what_is_due_and_what_came_back(
    cast: Cast, march: Round, client: Client
) -> None:
    client.force_login(cast.town_reporter)
    assert "2 things to do" in words(client)
    reporting.submit(by(cast.town_reporter), due("a", "starts").pk, given(3, sentence="x"))
    assert "1 thing to do" in words(client)
    review.return_(by(cast.town_approver), due("a", "starts").pk, "too few")
    page = words(client)
    assert "Returned to you" in page
    assert "2 things to do" in page
    assert "待办 2 项" in words(client, "zh-hans")


def test_nothing_is_said_calmly(cast: Cast, march: Round, client: Client) -> None:
    client.force_login(cast.nobody)
    assert "Nothing is waiting for you" in words(client)


@pytest.mark.parametrize("who", [*POSTS, "nobody"])
def test_the_count_on_top_equals_the_lists(cast: Cast, march: Round, who: str) -> None:
    reporting.submit(by(cast.town_reporter), due("a", "starts").pk, given(3, sentence="x"))
    person = getattr(cast, who)
    review.comment(by(cast.office), due("a", "starts").pk, "@", [person.pk])
    assert todo_count(person, TODAY) == sum(one.count for one in todo(person, TODAY))


def test_the_count_asks_the_database_three_times(
    cast: Cast, march: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # posts, the plan (for units that were merged into the reporter's), the count
    with django_assert_num_queries(3):
        assert todo_count(cast.reporter, TODAY) > 0

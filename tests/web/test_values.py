"""The list of values: what somebody may see of it, filters, orders, pages."""

import re

import pytest
from django.test import Client

from saima.actions import reporting
from saima.actions.rounds import open_round
from saima.records.models import DueValue, Round
from saima.records.queries.values import ON_A_PAGE
from tests.cast import MARCH, Cast, by, due, given, publish
from tests.web.test_matrix import towns_plan

LIST = "/values/"


@pytest.fixture
def office(cast: Cast, march: Round, client: Client) -> Client:
    """The office, signed in."""
    client.force_login(cast.office)
    client.cookies["saima_language"] = "en"
    return client


def shown(client: Client, query: str = "") -> list[int]:
    """The ids of the values on a page of the list, in its order."""
    page = client.get(LIST + query).content.decode()
    return [int(key) for key in re.findall(r'class="first"><a href="/values/(\d+)/"', page)]


def test_all_values_of_the_year_in_the_order_of_the_plan(office: Client) -> None:
    keys = list(DueValue.objects.order_by("pk").values_list("pk", flat=True))
    assert shown(office) == keys
    assert f"<h1>{len(keys)} values" in office.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["town_reporter", "approver", "checker", "leader", "auditor"])
def test_everybody_sees_what_is_theirs_to_see(
    cast: Cast, march: Round, client: Client, who: str
) -> None:
    person = getattr(cast, who)
    client.force_login(person)
    standing = by(person).standing
    assert shown(client) == [
        value.pk for value in DueValue.objects.order_by("pk") if standing.sees(value)
    ]
    assert shown(client, "?unit=b") == [
        value.pk
        for value in DueValue.objects.filter(unit="b").order_by("pk")
        if standing.sees(value)
    ]


def test_a_line_says_who_what_and_how_much(office: Client, cast: Cast) -> None:
    value = due("a", "investment").pk
    reporting.submit(by(cast.reporter), value, given("1234.5"))
    assert shown(office, "?state=reported") == [value]
    page = office.get(f"{LIST}?state=reported").content.decode()
    for text in ("Town a", "investment", "commerce", "1,234.50", "2021-04-06 10:00", "2021-04-12"):
        assert text in page
    reporting.withdraw(by(cast.reporter), value)
    page = office.get(f"{LIST}?unit=a&indicator=investment").content.decode()
    assert "1,234.50" not in page


def test_nothing_that_fits_says_so(office: Client) -> None:
    page = office.get(f"{LIST}?state=accepted&late=1").content.decode()
    assert "Nothing fits." in page
    assert "<h1>0 values" in page


def test_a_head_sorts_and_sorts_back(office: Client) -> None:
    page = office.get(f"{LIST}?indicator=investment&sort=unit").content.decode()
    assert (
        'aria-sort="ascending"><a class="sorted" href="?indicator=investment&amp;sort=-unit"'
        in page
    )
    assert shown(office, "?indicator=investment&sort=-unit") == [
        due(unit, "investment").pk for unit in ("city", "c", "b", "a")
    ]


def test_pages_follow_one_another(cast: Cast, client: Client) -> None:
    opened = open_round(by(cast.office), publish(towns_plan(60)), MARCH)
    keys = list(opened.due_values.order_by("pk").values_list("pk", flat=True))
    pages = -(-len(keys) // ON_A_PAGE)
    assert pages > 2
    client.force_login(cast.office)
    found = [key for number in range(1, pages + 1) for key in shown(client, f"?page={number}")]
    assert found == keys
    assert shown(client, "?page=99") == keys[ON_A_PAGE * (pages - 1) :]
    for nonsense in ("0", "-1", "x", "9" * 30, "²"):
        assert shown(client, f"?page={nonsense}") == keys[:ON_A_PAGE]
    assert 'rel="next"' in client.get(LIST).content.decode()

"""The leading group's page: every count equals the list that it leads to; who may see what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saima.actions import good_cases, tolerance
from saima.actions.good_cases import NewCase
from saima.web.readings.work_links import Linked
from tests.cast import Cast, by, cast_plan, publish
from tests.web.of_consequences import consequence_facts
from tests.web.of_splits import split_facts
from tests.work_stage import Numbers, WorkStage, some_work

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
KIND = {
    "code": "land",
    "label": {"zh": "土地", "en": "Land"},
    "rises_after": [
        {"after": 10, "label": {"zh": "分管领导", "en": "Deputy"}},
        {"after": 20, "label": {"zh": "领导小组", "en": "Leading group"}},
    ],
}


@pytest.fixture
def city(cast: Cast, tmp_path: Path) -> Iterator[Cast]:
    """A plan with some work and things to decide on, the leader signed in by each test.

    A good case, two drafts of a split, and an application for fault tolerance that is verified.
    """
    publish(cast_plan(hard_problems=[KIND]))
    some_work(cast.office)
    made = good_cases.write(by(cast.town_reporter), "small", NewCase("a", "x", "x", "x"))
    good_cases.propose(by(cast.town_reporter), made.pk)
    for _ in range(2):
        split_facts(cast)
    with override_settings(VAR=tmp_path):
        asked = consequence_facts(cast)["tolerance"]
        tolerance.verify(by(cast.office), asked, "seen on site")
        yield cast


def signed_in(client: Client, person: object) -> Client:
    """The client as somebody, in English."""
    client.force_login(person)  # type: ignore[arg-type]
    client.cookies["saima_language"] = "en"
    return client


def counts_in(found: object) -> Iterator[Linked]:
    """Every count with its address, wherever it stands in a reading."""
    if isinstance(found, Linked):
        yield found
    elif is_dataclass(found) and not isinstance(found, type):
        for column in fields(found):
            yield from counts_in(getattr(found, column.name))
    elif isinstance(found, tuple):
        for one in found:
            yield from counts_in(one)


def length_of(answer: Any) -> int:
    """How many rows the list on a page has in all its pages."""
    return LISTED[str(answer.resolver_match.url_name)](answer.context)


LISTED: Mapping[str, Callable[[Any], int]] = {
    "tasks": lambda context: int(context["listed"].page.count),
    "hard_problems": lambda context: int(context["reading"].paged.count),
    "supervision": lambda context: int(context["listed"].page.count),
    "late_nodes": lambda context: int(context["paged"].count),
    "good_cases": lambda context: int(context["reading"].cases.count),
    "consequences": lambda context: len(context["register"].waiting),
    "objections": lambda context: int(context["reading"].listed.count),
    "adjustments": lambda context: len(context["reading"].waiting),
    "awards": lambda context: len(context["reading"].waiting),
    "splits": lambda context: int(context["paged"].count),
    "tolerances": lambda context: int(context["paged"].count),
}


def test_every_count_is_the_length_of_the_list_that_it_leads_to(city: Cast, client: Client) -> None:
    signed_in(client, city.leader)
    page = client.get(reverse("screen"))
    looked_at = set()
    for one in {*counts_in(page.context["stuck"]), *counts_in(page.context["decide"])}:
        if not one.address:
            continue
        answer = client.get(one.address)
        assert answer.status_code == 200, one.address
        assert length_of(answer) == one.count, one.address
        looked_at.add(answer.resolver_match.url_name)
    assert looked_at == LISTED.keys()


def test_the_page_says_what_is_stuck_and_where_to_instruct(city: Cast, client: Client) -> None:
    page = signed_in(client, city.leader).get(reverse("screen"))
    stuck = page.context["stuck"]
    assert [one.count for _, one in stuck.lights] == [1, 1, 1, 1]
    assert (stuck.late.count, stuck.problems.count, stuck.sheets.count) == (3, 4, 3)
    assert (stuck.unseen.count, page.context["decide"].good_cases.count) == (1, 1)
    assert stuck.units[0].unit == "commerce"
    assert [(one.unit, one.days) for one in stuck.nodes] == [
        *[("Town b", 20), ("commerce", 10), ("Town a", 3)],
    ]


@pytest.mark.parametrize("name", ["screen", "big_screen", "late_nodes"])
def test_a_page_asks_the_database_as_often_for_much_as_for_little(
    city: Cast, client: Client, name: str
) -> None:
    signed_in(client, city.leader)
    asked = []
    for turn in (1, 2):
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        asked.append(len(captured))
        stage = WorkStage(city.office, Numbers(100 * turn, 100 * turn, 100 * turn))
        for _ in range(12):
            stage.task("a", -3, 5, helping="b")
            stage.problem("b", 50, level=1)
            stage.sheet("c", "red")
    assert asked[0] == asked[1] <= MOST_QUERIES


def test_the_big_screen_is_one_long_page_that_renews_itself_without_a_script(
    city: Cast, client: Client
) -> None:
    page = signed_in(client, city.auditor).get(reverse("big_screen")).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="120"></noscript>' in page
    assert page.count('class="panel"') >= 5
    assert 'id="p-decide"' in page
    assert 'data-screen="big"' in page


def test_a_unit_sees_the_late_nodes_of_what_it_leads_and_no_other(
    city: Cast, client: Client
) -> None:
    page = signed_in(client, city.town_reporter).get(reverse("late_nodes"), {"unit": "b"})
    assert page.context["paged"].count == 0
    page = client.get(reverse("late_nodes"))
    assert [one.unit for one in page.context["paged"].rows] == ["Town a"]


@pytest.mark.parametrize("person", ["leader", "office", "auditor"])
def test_what_is_to_be_decided_leads_nobody_to_a_closed_page(
    city: Cast, client: Client, person: str
) -> None:
    decide = signed_in(client, getattr(city, person)).get(reverse("screen")).context["decide"]
    assert (decide.splits.count, decide.tolerances.count) == (2, 1)
    opened = [one.address for one in counts_in(decide) if one.address]
    assert [client.get(address).status_code for address in opened] == [200] * len(opened)
    assert len(opened) == (4 if person == "auditor" else 7)


def test_only_a_leader_is_led_to_an_instruction(city: Cast, client: Client) -> None:
    for person, may in ((city.leader, True), (city.office, False), (city.auditor, False)):
        page = signed_in(client, person).get(reverse("screen"))
        assert page.context["may_instruct"] is may


def test_the_page_of_a_unit_tells_its_work_to_whom_it_concerns(city: Cast, client: Client) -> None:
    address = reverse("unit", args=["2021-03", "a"])
    seen = {}
    for name in ("town_reporter", "other_reporter", "leader", "nobody"):
        page = signed_in(client, getattr(city, name)).get(address)
        seen[name] = page.context.get("work")
    assert seen["other_reporter"] is seen["nobody"] is None
    work = seen["town_reporter"]
    assert work is not None
    assert work == seen["leader"]
    assert (work.late.count, work.coming, work.problems.count, work.sheets.count) == (1, 1, 2, 2)
    assert [one.count for _, one in work.lights] == [0, 1, 0, 0]


def test_every_count_of_a_unit_is_the_length_of_its_list(city: Cast, client: Client) -> None:
    signed_in(client, city.town_reporter)
    work = client.get(reverse("unit", args=["2021-03", "a"])).context["work"]
    for one in set(counts_in(work)):
        if one.address:
            answer = client.get(one.address)
            assert length_of(answer) == one.count


def test_the_first_page_tells_late_nodes_and_red_sheets(city: Cast, client: Client) -> None:
    address = reverse("home", args=["2021-03"])
    found = signed_in(client, city.office).get(address).context["late_work"]
    assert (found.nodes.count, found.red.count) == (3, 1)
    assert [(one.unit, one.count) for one, _, _ in found.units] == [
        *[("b", 1), ("commerce", 1), ("a", 1)],
    ]
    own = signed_in(client, city.other_reporter).get(address).context["late_work"]
    assert (own.nodes.count, own.red.count) == (1, 0)
    assert signed_in(client, city.nobody).get(address).context["late_work"] is None

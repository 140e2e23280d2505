"""What the rules read: boards over the year end, ranks with their documents, numbers and gaps."""

from datetime import date

import pytest

from saima.actions.loading import publish_plan
from saima.plan.periods import Period
from saima.records.models import DocumentSeries
from saima.records.queries.places import newest_boards, places_of, plans_in_a_row
from saima.records.queries.register import Gap, gaps
from saima.records.queries.superior import given_ranks
from tests.race_stage import NOW, RACE, TOWNS, Race, make_race, race_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def race(db: None) -> Race:
    return make_race()


def test_the_plan_of_the_year_before_goes_before(race: Race) -> None:
    assert plans_in_a_row("nowhere") == ("nowhere",)
    assert plans_in_a_row(RACE) == (RACE,)
    publish_plan(race_plan(code="old", year=2020), NOW)
    assert plans_in_a_row(RACE) == ("old", RACE)
    assert plans_in_a_row("old") == ("old",)


def test_a_plan_may_keep_its_code_over_the_years(race: Race) -> None:
    given = {"year": 2022, "version": 2, "effective_from": date(2022, 1, 1), "reason": "x"}
    publish_plan(race_plan(**given), NOW)
    assert plans_in_a_row(RACE) == (RACE,)


def test_the_newest_edition_of_each_period_counts(race: Race) -> None:
    race.seal("2021Q2", TOWNS)
    first = race.seal("2021Q1", TOWNS)
    second = race.seal("2021Q1", tuple(reversed(TOWNS)), edition=2)
    found = newest_boards([RACE])
    assert [(str(period), board.edition) for period, board in found.items()] == [
        ("2021Q1", 2),
        ("2021Q2", 1),
    ]
    assert found[Period.parse("2021Q1")] == second
    assert newest_boards(["other"]) == {}
    (row,) = [row for row in places_of([first]) if row["unit"] == "t11"]
    assert row == {
        "unit": "t11",
        "group": "towns",
        "rank": 11.0,
        "field": 11,
        "overall_rank": 11.0,
        "overall_field": 11,
        "period": "2021Q1",
    }


def test_ranks_come_newest_by_period_with_their_documents(race: Race) -> None:
    race.superior("trade", "2021Q2", 7)
    race.superior("trade", "2021Q1", 8)
    race.superior("trade", "2021Q1", 6, why="更正")
    found = given_ranks([RACE], "city", ["trade", "research"])
    assert [(str(one.period), one.rank, one.document) for one in found["trade"]] == [
        ("2021Q1", 6, "2021Q1考核通报更正"),
        ("2021Q2", 7, "2021Q2考核通报"),
    ]
    assert found["research"] == []
    assert given_ranks([RACE], "t01", ["trade"]) == {"trade": []}


def test_a_number_without_a_document_would_be_found(race: Race) -> None:
    assert gaps() == []
    DocumentSeries.objects.create(organ="桐委办", year=2021, last=2)
    assert gaps() == [Gap("桐委办", 2021, (1, 2))]

"""Two who decide at once decide once; numbers that are taken at once leave no gap."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.house import House, house_in
from tests.together_judging import DRAFTS


class JudgingHouse(House):
    """A house whose processes judge and number."""

    program = "tests.together_judging"


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
) -> Iterator[JudgingHouse]:
    """A race with two proposed consequences, and drafts."""
    with house_in(tmp_path_factory.mktemp("judging"), JudgingHouse) as made:
        made.run("found")
        yield made


def job(person: str, act: str, **more: Any) -> dict[str, Any]:
    return {"person": person, "act": act, "unit": "t10", **more}


def test_two_who_confirm_at_once_decide_once(house: JudgingHouse) -> None:
    went = house.race(
        job("leader", "confirm"),
        job("other_leader", "confirm"),
        job("leader", "decline"),
        job("other_leader", "decline"),
    )
    assert sorted(went) == ["consequence_not_now"] * 3 + ["done"]
    told = house.run("inspect")
    assert (told["decisions"], told["broken"]) == (1, "None")
    assert told["states"]["t10"] in ("confirmed", "declined")


def test_two_who_propose_at_once_propose_once(house: JudgingHouse) -> None:
    before = house.run("inspect")["consequences"]
    went = house.race(job("office", "propose"), job("colleague", "propose"))
    assert went == ["done", "done"]
    assert house.run("inspect")["consequences"] == before == 2


def test_numbers_taken_at_once_follow_each_other_without_a_gap(house: JudgingHouse) -> None:
    jobs = [job("office", "issue", draft=number) for number in range(DRAFTS)]
    assert house.race(*jobs) == ["done"] * DRAFTS
    told = house.run("inspect")
    assert (told["numbers"], told["gaps"]) == (list(range(1, DRAFTS + 1)), "[]")


def test_one_draft_that_two_issue_takes_one_number(house: JudgingHouse) -> None:
    taken = house.run("inspect")["numbers"]
    went = house.race(*(job("office", "issue", draft=0) for _ in range(3)))
    assert went == ["document_not_now"] * 3
    assert house.run("inspect")["numbers"] == taken

"""Two at once, and a process that dies: nothing is lost, nothing is half there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.house import House, house_in, line_of


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """March open, with 200 towns to report for.

    Tests share it, but none needs another, because they may run in processes of their own.
    """
    with house_in(tmp_path_factory.mktemp("together"), House) as made:
        made.run("found")
        yield made


def job(person: str, act: str, number: int = 3, **more: Any) -> dict[str, Any]:
    return {
        "person": person,
        "act": act,
        "unit": "a",
        "indicator": "starts",
        "number": number,
        **more,
    }


def test_two_who_report_at_once_do_not_overwrite_each_other(house: House) -> None:
    went = house.race(
        *(job("other_reporter", "submit", number, unit="b", based_on=0) for number in range(1, 5))
    )
    assert sorted(went) == ["changed_meanwhile"] * 3 + ["done"]
    assert house.run("inspect")["broken"] == "None"


def test_two_who_save_drafts_at_once_both_succeed(house: House) -> None:
    went = house.race(
        *(
            job("town_reporter", act, number, indicator="level")
            for act in ("draft", "drafts")
            for number in range(2)
        )
    )
    assert went == ["done"] * 4


def test_two_who_decide_at_once_decide_once(house: House) -> None:
    assert house.race(job("town_reporter", "submit")) == ["done"]
    assert house.race(job("town_approver", "approve")) == ["done"]
    before = house.run("inspect")
    went = house.race(
        job("checker", "accept"),
        job("office", "return"),
        job("colleague", "accept"),
        job("office", "accept"),
    )
    assert sorted(went) == ["done", "not_now", "not_now", "not_now"]
    told = house.run("inspect")
    accepted = told["states"]["a starts"] == "accepted"
    assert told["entries"] - before["entries"] == (1 if accepted else 0)
    assert told["broken"] == "None"


def test_two_who_accept_everything_at_once_accept_each_value_once(house: House) -> None:
    before = house.run("inspect")
    assert house.race(investment("a")) == ["done"]
    assert house.race(job("approver", "approve", indicator="investment")) == ["done"]
    went = house.race(
        job("office", "accept_all"), job("colleague", "accept_all"), job("checker", "accept_all")
    )
    assert went == ["done"] * 3
    told = house.run("inspect")
    assert told["entries"] == before["entries"] + 1
    assert told["states"]["a investment"] == "accepted"
    assert told["broken"] == "None"


def investment(unit: str, act: str = "submit") -> dict[str, Any]:
    """Commerce reports for a unit."""
    return job("reporter", act, unit=unit, indicator="investment")


def test_a_call_that_is_repeated_at_once_is_done_once(house: House) -> None:
    before = house.run("inspect")
    assert house.race(*[investment("c", "send_once")] * 3) == ["done"] * 3
    assert house.run("inspect")["submissions"] == before["submissions"] + 1


def test_a_process_that_dies_leaves_no_list_half_handed_in(house: House) -> None:
    before = house.run("inspect")
    with house.start("hang") as process:
        assert line_of(process) == {"inside": 200}
    assert house.run("inspect") == before


def test_a_process_that_dies_among_200_reports_loses_none_it_confirmed(house: House) -> None:
    before = house.run("inspect")
    with house.start("flood") as process:
        confirmed = [line_of(process)["reported"] for _ in range(60)]
        process.kill()
        rest, _ = process.communicate(timeout=60)
    confirmed += [json.loads(line)["reported"] for line in rest.splitlines()]
    after = house.run("inspect")
    reported, handed_in = (
        set(after[name]) - set(before[name]) for name in ("reported", "handed_in")
    )
    assert set(confirmed) <= reported == handed_in
    assert len(reported) - len(confirmed) <= 1  # committed, and killed before it said so
    assert len(reported) < 200
    assert after["logged"] - before["logged"] == after["submissions"] - before["submissions"]
    assert after["broken"] == "None"


def test_after_all_this_work_goes_on(house: House) -> None:
    went = house.race(job("town_reporter", "submit", indicator="level", based_on=0))
    assert went == ["done"]


def test_two_who_seal_at_once_seal_one_after_the_other_and_nothing_twice(house: House) -> None:
    boards = house.run("show")["boards"]
    went = house.race(
        *(
            {"person": person, "act": "seal", "board": board}
            for board in boards.values()
            for person in ("office", "colleague")
        )
    )
    assert sorted(went) == ["board_state", "board_state", "done", "done"]
    told = house.run("inspect")
    assert sorted(told["seals"]) == ["2021-01", "2021-02"]
    assert told["broken"] == "None"


def test_what_comes_while_a_month_is_frozen_is_in_or_out(house: House) -> None:
    before = house.run("inspect")
    went = house.race(job("office", "freeze"), investment("b"), investment("city"))
    assert went[0] == "done"
    assert set(went[1:]) <= {"done", "not_now"}
    after = house.run("inspect")
    assert after["submissions"] - before["submissions"] == went[1:].count("done")
    assert set(after["states"].values()) == {"frozen"}
    assert after["broken"] == "None"


def test_a_month_is_opened_once(house: House) -> None:
    went = house.race(job("office", "open"), job("colleague", "open"))
    assert sorted(went) == ["done", "taken"]
    assert [month for month, _ in house.run("inspect")["rounds"]] == ["2021-03", "2021-04"]

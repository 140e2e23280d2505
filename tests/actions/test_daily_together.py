"""The clock looks in twice at once, and is killed in the middle: everything happens once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import House, house_in, line_of
from tests.together_daily import SHEETS


class Clockwork(House):
    """A house whose processes are the clock."""

    program = "tests.together_daily"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Clockwork]:
    with house_in(tmp_path, Clockwork) as made:
        made.run("found")
        yield made


ALL = {
    "steps": {"orange": SHEETS, "red": SHEETS, "level:unit_leader": SHEETS},
    "twice": 0,
    "logged": 3 * SHEETS,
    "told": 2 * SHEETS,
    "late": SHEETS,
    "proposed": SHEETS,
    "risen": SHEETS,
    "broken": "None",
}
"""Every sheet turns twice and rises once; its unit hears of the colour and of the level."""


def test_a_run_that_is_killed_is_repeated_and_everything_happens_once(house: Clockwork) -> None:
    before = house.run("inspect")
    with house.start("hang") as process:
        assert line_of(process) == {"inside": ["orange", "red", "level:unit_leader"]}
    assert house.run("inspect") == before  # it died inside its transaction
    with house.start("broken_off") as process:
        for _ in range(3):
            assert line_of(process)["rose"] == ["orange", "red", "level:unit_leader"]
        process.kill()
        process.wait()
    half = house.run("inspect")
    assert 3 <= half["risen"] < SHEETS
    assert (half["twice"], half["broken"]) == (0, "None")
    # Its lease keeps the next one out for half an hour; then the rest is done.
    assert house.run("run")["busy"]
    again = house.run("run", json.dumps({"hours": 1}))
    assert not again["failed"]
    assert again["counts"]["supervision"]["red"] == SHEETS - half["risen"]
    assert house.run("inspect") == ALL
    later = house.run("run", json.dumps({"hours": 2}))["counts"]
    assert list(later) == ["deliveries"]  # which looks in always, and finds nothing
    assert not any(later["deliveries"].values())
    assert house.run("inspect") == ALL


def test_four_at_once_do_everything_once(house: Clockwork) -> None:
    assert house.run("race") == {"errors": []}
    assert house.run("inspect") == ALL

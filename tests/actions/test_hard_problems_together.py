"""A run that dies in the middle, and two runs at once: every problem rises exactly once."""

from collections.abc import Iterator
from typing import ClassVar

import pytest

from tests.house import House, house_in, line_of
from tests.together_problems import PROBLEMS

COUNTS = ("levels", "steps", "logged", "told")


class Climbing(House):
    """A house with problems whose day has come."""

    program: ClassVar[str] = "tests.together_problems"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Climbing]:
    with house_in(tmp_path_factory.mktemp("problems"), Climbing) as made:
        made.run("found")
        yield made


def test_a_run_that_is_killed_goes_on_where_it_stopped(house: Climbing) -> None:
    before = house.run("inspect")
    left = 0 if before["levels"] else PROBLEMS
    with house.start("climb") as process:
        for _ in range(min(left, 120)):
            assert line_of(process) == {"level": 1}
        process.kill()
    half = house.run("inspect")
    assert half["levels"] - before["levels"] in ((100, 150) if left else (0,))
    grown = {name: half[name] - before[name] for name in COUNTS}
    assert set(grown.values()) == {half["levels"] - before["levels"]}
    assert house.run("rise", "2021-04-20")["risen"] == left - grown["steps"]
    after = house.run("inspect")
    assert {after[name] - before[name] for name in COUNTS} == {left}
    assert after["broken"] == "None"


def test_two_runs_at_once_raise_nothing_twice(house: Climbing) -> None:
    """On the 20th working day everything stands on the second level, whoever raised it."""
    before = house.run("inspect")
    with house.start("rise", "2021-05-06") as first, house.start("rise", "2021-05-06") as second:
        risen = line_of(first)["risen"] + line_of(second)["risen"]
    after = house.run("inspect")
    assert risen == after["steps"] - before["steps"] == PROBLEMS
    assert after["levels"] == 2 * PROBLEMS

"""The scripted places: everybody has one place a quarter, and the stories theirs."""

import itertools

import pytest

from saima.demo.profiles import profiles
from saima.plan.plan import Plan


@pytest.mark.parametrize("seed", [1, 2021, 99])
def test_each_place_is_taken_once_in_each_quarter(plan: Plan, seed: int) -> None:
    made = profiles(plan, seed)
    for group in plan.groups:
        codes = [unit.code for unit in plan.units if unit.group == group.code]
        for quarter in range(4):
            places = sorted(made[code].places[quarter] for code in codes)
            assert places == list(range(1, len(codes) + 1))


def test_two_towns_are_scripted_for_the_bottom_two_twice_running(plan: Plan) -> None:
    """Of 11 towns places 10 and 11 are the bottom two."""
    made = profiles(plan, 2021)
    towns = [made[unit.code] for unit in plan.units if unit.group == "towns"]
    runs = [tuple(place >= 10 for place in town.places) for town in towns]
    twice = [run for run in runs if (True, True) in itertools.pairwise(run)]
    assert sorted(twice) == [(False, False, True, True), (False, True, True, False)]


def test_a_better_place_is_a_faster_pace(plan: Plan) -> None:
    made = profiles(plan, 2021)
    for quarter in range(4):
        towns = [made[unit.code] for unit in plan.units if unit.group == "towns"]
        towns.sort(key=lambda town: town.places[quarter])
        paces = [town.paces[quarter] for town in towns]
        assert paces == sorted(paces, reverse=True)


def test_the_pace_moves_evenly_between_the_ends_of_quarters(plan: Plan) -> None:
    town = profiles(plan, 2021)["330483100"]
    assert town.pace(1) == town.pace(3) == town.paces[0]
    assert town.pace(12) == town.paces[3]
    halfway = town.paces[0] + (town.paces[1] - town.paces[0]) / 3
    assert town.pace(4) == pytest.approx(halfway)


def test_sizes_follow_the_targets(plan: Plan) -> None:
    """The development zone has the largest tasks, Heshan the smallest (targets.csv)."""
    made = profiles(plan, 2021)
    sizes = {unit.code: made[unit.code].size for unit in plan.units if unit.group == "towns"}
    assert sum(sizes.values()) == pytest.approx(1)
    assert max(sizes, key=lambda code: sizes[code]) == "330483004"
    assert min(sizes, key=lambda code: sizes[code]) == "330483104"

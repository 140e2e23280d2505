"""How strong each unit is in each quarter: the story that the boards will tell.

A unit's place in its group is scripted for the four quarters; its pace follows from the place.
Pace 1 means exactly on plan: the value to date is the planned share of the year's target.
"""

from dataclasses import dataclass

from saima.demo.chance import Chance
from saima.demo.duties import AREAS
from saima.plan.plan import Plan
from saima.plan.units import Unit

QUARTERS = 4
BEST_PACE = 1.07
PACE_RANGE = 0.13
BOTTOM_PENALTY = 0.03
CITY_PACE = (0.95, 0.97, 0.99, 1.01)

LEAD_WEIGHT = 0.8

Places = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """A scripted run of places; negative numbers count from the last (-1 is the last)."""

    name: str
    places: Places


STORIES = (
    Story("rises from the last place to the top three", (-1, -3, 5, 2)),
    Story("falls from the first place", (1, 4, -5, -2)),
    Story("in the bottom two in the second and third quarter", (-4, -1, -2, -4)),
    Story("in the bottom two in the third and fourth quarter", (-5, -4, -1, -1)),
    Story("in the bottom two once, in the first quarter", (-2, -5, -3, -5)),
    Story("in the bottom two once, in the second quarter", (-3, -2, -4, -3)),
)
"""In each quarter exactly two stories are at the bottom; two of them twice running (S54)."""

SMALLEST_STORY_GROUP = 11


@dataclass(frozen=True, slots=True)
class Profile:
    """A unit's size (share of its group), its scripted places and its pace by quarter.

    ``told``: it plays one of the stories.
    """

    size: float
    places: Places
    paces: tuple[float, ...]
    told: bool = False

    def pace(self, month: int) -> float:
        """The pace in a month (1..12): straight lines between the ends of the quarters."""
        if month <= 3:
            return self.paces[0]
        quarter, beyond = divmod(month - 3, 3)
        if beyond == 0:
            return self.paces[quarter]
        before, after = self.paces[quarter], self.paces[quarter + 1]
        return before + (after - before) * beyond / 3


def led(city: Profile, lead: Profile) -> Profile:
    """The city's profile on an indicator that a department leads."""
    middle = BEST_PACE - PACE_RANGE / 2
    paces = tuple(
        own + LEAD_WEIGHT * (led_by - middle)
        for own, led_by in zip(city.paces, lead.paces, strict=True)
    )
    return Profile(city.size, city.places, paces)


def profiles(plan: Plan, seed: int) -> dict[str, Profile]:
    """Give every unit its profile; the stories play among the towns."""
    made: dict[str, Profile] = {}
    for group in plan.groups:
        units = [unit for unit in plan.units if unit.group == group.code]
        made |= group_profiles(plan, units, Chance(seed, "profiles", group.code))
    for unit in plan.units:
        if unit.code not in made:
            made[unit.code] = Profile(1.0, (1, 1, 1, 1), CITY_PACE)
    return made


def group_profiles(plan: Plan, units: list[Unit], chance: Chance) -> dict[str, Profile]:
    """Profiles of one group."""
    codes = chance.mixed([unit.code for unit in units])
    areas = all(unit.kind in AREAS for unit in units)
    told = STORIES if areas and len(codes) >= SMALLEST_STORY_GROUP else ()
    scripted = {code: resolved(story, len(codes)) for code, story in zip(codes, told, strict=False)}
    places = scripted | other_places(codes[len(told) :], scripted, len(codes), chance)
    shares = sizes(plan, codes)
    return {
        code: Profile(
            shares[code], places[code], paces(places[code], len(codes)), told=code in scripted
        )
        for code in codes
    }


def sizes(plan: Plan, codes: list[str]) -> dict[str, float]:
    """Each unit's share of its group: its mean share of the targets that the plan splits."""
    split: dict[str, dict[str, float]] = {}
    for row in plan.targets:
        if row.unit in codes and row.target > 0:
            split.setdefault(row.indicator, {})[row.unit] = row.target
    whole = [targets for targets in split.values() if len(targets) == len(codes)]
    if not whole:
        return dict.fromkeys(codes, 1 / len(codes))
    return {
        code: sum(targets[code] / sum(targets.values()) for targets in whole) / len(whole)
        for code in codes
    }


def resolved(story: Story, field: int) -> Places:
    """The story's places in a field of that size."""
    first, second, third, fourth = (p if p > 0 else field + 1 + p for p in story.places)
    return first, second, third, fourth


def other_places(
    codes: list[str], scripted: dict[str, Places], field: int, chance: Chance
) -> dict[str, Places]:
    """Places that the stories leave free: a steady order in which neighbours swap now and then."""
    order = list(codes)
    columns: list[dict[str, int]] = []
    for quarter in range(QUARTERS):
        taken = {places[quarter] for places in scripted.values()}
        free = [place for place in range(1, field + 1) if place not in taken]
        if quarter and len(order) > 1:
            order = swapped(order, chance)
        columns.append(dict(zip(order, free, strict=True)))
    first, second, third, fourth = columns
    return {code: (first[code], second[code], third[code], fourth[code]) for code in codes}


def swapped(order: list[str], chance: Chance) -> list[str]:
    """The order with one or two pairs of neighbours exchanged."""
    order = list(order)
    for _ in range(chance.whole(1, 2)):
        position = chance.whole(0, len(order) - 2)
        order[position], order[position + 1] = order[position + 1], order[position]
    return order


def paces(places: Places, field: int) -> tuple[float, ...]:
    """The pace that leads to each place; the bottom two stand clearly apart."""
    return tuple(pace_of(place, field) for place in places)


def pace_of(place: int, field: int) -> float:
    """The pace for one place."""
    share = (place - 1) / (field - 1) if field > 1 else 0.5
    bottom = BOTTOM_PENALTY if field >= SMALLEST_STORY_GROUP and place > field - 2 else 0.0
    return BEST_PACE - PACE_RANGE * share - bottom

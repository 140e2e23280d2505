"""Ranks that the superior gives: the city's places in the prefecture, item by item.

The city starts weak, as in the year before (twice last for the prefecture's flag), and recovers.
One item stays in the last two for two quarters running, so that rule S48 fires once.
"""

from saima.demo.chance import Chance
from saima.demo.duties import Duty
from saima.demo.facts import FLAG_LAST_YEAR, FLAG_WORDS
from saima.demo.readings import Reading
from saima.engine.schedule import due_periods
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Watch
from saima.plan.targets import Comparison, Modality, Target
from saima.plan.tree import Collect, Indicator

FIELDS = (7, 9)
"""Seven counties; nine subjects with the two zones (domain 0, fact 4)."""

PROVINCE_FIELD = 90
PROVINCE_WORDS = ("全省", "省内")

RUNS = (
    (0.85, 0.6, 0.45, 0.3),
    (0.7, 0.5, 0.45, 0.35),
    (0.6, 0.6, 0.4, 0.45),
    (0.75, 0.5, 0.6, 0.4),
    (0.9, 0.75, 0.65, 0.55),
    (0.65, 0.8, 0.6, 0.65),
    (0.5, 0.4, 0.25, 0.1),
    (0.35, 0.25, 0.3, 0.2),
    (0.55, 0.65, 0.5, 0.5),
    (0.4, 0.5, 0.7, 0.75),
)
"""Places by quarter, 0 the first and 1 the last of the field."""

Places = tuple[int, int, int, int]

FLAG_THIS_YEAR: Places = (6, 5, 5, 3)


def is_outside(duty: Duty, plan: Plan) -> bool:
    """Whether the value is the city's place among its own peers."""
    return duty.indicator.collect is Collect.RANK and duty.unit.code == plan.city


def outside_ranks(plan: Plan, duty: Duty, year: int, seed: int) -> list[Reading]:
    """The city's places in the due periods of a year, with the size of the field."""
    indicator = duty.indicator
    field = field_size(indicator, seed)
    places = quarter_places(plan, indicator, field, seed)
    if year < plan.year:
        places = FLAG_LAST_YEAR if is_flag(indicator) else weak_places(field)
    return [
        Reading(period, float(place_in(places, period)), field=field)
        for period in due_periods(indicator, year)
    ]


def place_in(places: Places, period: Period) -> int:
    """The place at the end of a period; months in a quarter lie between those of its ends."""
    quarter, beyond = divmod(period.last_month - 1, 3)
    if beyond == 2 or quarter == 0:
        return places[quarter]
    before, after = places[quarter - 1], places[quarter]
    return before + (after - before) * (beyond + 1) // 3


def is_flag(indicator: Indicator) -> bool:
    """Whether the rank is that for the prefecture's quarterly flag."""
    return any(word in indicator.label.zh for word in FLAG_WORDS)


def field_size(indicator: Indicator, seed: int) -> int:
    """How many take part."""
    if is_flag(indicator):
        return max(FIELDS)
    if any(word in indicator.label.zh for word in PROVINCE_WORDS):
        return PROVINCE_FIELD
    return Chance(seed, "field", indicator.code).choice(FIELDS)


def quarter_places(plan: Plan, indicator: Indicator, field: int, seed: int) -> Places:
    """The item's run over the four quarters."""
    if indicator.code == trouble_item(plan):
        return field - 2, field - 1, field, field - 3
    if is_flag(indicator):
        return FLAG_THIS_YEAR
    chance = Chance(seed, "superior", indicator.code)
    run = chance.choice(RUNS)
    places = [1 + int(share * (field - 1) + 0.5) for share in run]
    target = indicator.target
    if target is not None and aims_at_place(target, field):
        spread = (-2, 3) if field == PROVINCE_FIELD else (-1, 1)
        last = max(1, int(target.value or 1) + chance.whole(*spread))
        places = toward(sorted(places, reverse=True), min(field, last))
    first, second, third, fourth = never_two_at_the_bottom(places, field)
    return first, second, third, fourth


def aims_at_place(target: Target, field: int) -> bool:
    """Whether the city comes near the wanted place: a firm promise, or a place in the province."""
    firm = target.modality in (Modality.MUST, Modality.COMMIT)
    return target.compare is Comparison.RANK_WITHIN and (firm or field == PROVINCE_FIELD)


def toward(places: list[int], last: int) -> list[int]:
    """The run moved so that it ends at a place, steps shrinking toward it."""
    shift = last - places[3]
    return [max(1, place + shift) for place in places]


def never_two_at_the_bottom(places: list[int], field: int) -> list[int]:
    """The run without a second place in the last two of the field right after the first."""
    mended: list[int] = []
    for place in (min(field, place) for place in places):
        follows = bool(mended) and mended[-1] > field - 2
        mended.append(min(place, field - 2) if follows else place)
    return mended


def weak_places(field: int) -> Places:
    """The year before: in the lower part of the field, never among the last two."""
    middle, low = field // 2 + 1, max(1, field - 2)
    return middle, low, low, middle


def trouble_item(plan: Plan) -> str | None:
    """The first watched item that a department holds alone; it will have to explain itself."""
    tags = {rule.tag for rule in plan.consequences if rule.watch is Watch.INDICATOR}
    found = [
        indicator.code
        for indicator in plan.indicators
        if indicator.collect is Collect.RANK
        and len(indicator.held_by) == 1
        and (None in tags or tags.intersection(indicator.tags))
    ]
    return found[0] if found else None

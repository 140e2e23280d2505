"""The same fact asked twice: by the words of two indicators, or by the numbers reported."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from saima.plan.plan import Plan
from saima.plan.tree import Indicator

ENOUGH = 3
"""Different telling numbers in common that make two series the same fact."""
TELLING = 2
"""A number that more indicators than this report for one unit and period tells nothing."""

Series = Mapping[tuple[str, str], Sequence[tuple[str, str, float]]]
"""Unit, period and number, by indicator and part (``value``, ``numerator``, ``denominator``)."""


@dataclass(frozen=True)
class Repeat:
    """Two indicators that ask for one fact; ``why`` is ``words`` or ``numbers``.

    ``part`` and ``other_part`` say which of the numbers reported they are.
    """

    indicator: str
    other: str
    why: str
    part: str = "value"
    other_part: str = "value"


def by_words(plan: Plan, asked: Collection[tuple[str, str]]) -> list[Repeat]:
    """Indicators asked of the same unit with the same name and measure, brackets aside.

    ``asked``: units and indicators of a round.
    """
    units: dict[str, set[str]] = {}
    for unit, code in asked:
        units.setdefault(code, set()).add(unit)
    known = [indicator for indicator in plan.indicators if indicator.code in units]
    return [
        Repeat(one.code, other.code, "words")
        for one, other in combinations(known, 2)
        if bare(one) == bare(other) and units[one.code] & units[other.code]
    ]


def bare(indicator: Indicator) -> tuple[str, str, str]:
    """The name without what stands in brackets, the measure, and how often it is asked."""
    name = re.sub(r"[（(][^）)]*[）)]", "", indicator.label.zh)
    return name.strip(), indicator.measure.zh, indicator.frequency.value


def by_numbers(series: Series) -> list[Repeat]:
    """Pairs of series with the same numbers wherever both were reported, often enough to tell.

    Zeros tell nothing, because many things are zero, nor do numbers that many indicators share,
    because shares of a plan are 25, 50, 75 and 100 % everywhere.
    """
    known = {key: as_mapping(rows) for key, rows in series.items()}
    return list(same_numbers(known, telling(known)))


Place = tuple[str, str]
"""A unit and a period."""


def telling(known: Mapping[tuple[str, str], Mapping[Place, float]]) -> set[tuple[Place, float]]:
    """The numbers, each with its place, that few indicators share."""
    sharing: dict[tuple[Place, float], set[str]] = {}
    for (indicator, _part), numbers in known.items():
        for found in numbers.items():
            sharing.setdefault(found, set()).add(indicator)
    return {
        (place, number)
        for (place, number), indicators in sharing.items()
        if number and 1 < len(indicators) <= TELLING
    }


def same_numbers(
    known: Mapping[tuple[str, str], Mapping[Place, float]], proofs: set[tuple[Place, float]]
) -> Iterator[Repeat]:
    """The pairs, in the order of the series."""
    proving = {key: proofs & numbers.items() for key, numbers in known.items()}
    for (one, mine), (other, theirs) in combinations(proving.items(), 2):
        same = mine & theirs
        if one[0] == other[0] or len({number for _place, number in same}) < ENOUGH:
            continue
        numbers, others = known[one], known[other]
        if all(numbers[place] == others[place] for place in numbers.keys() & others.keys()):
            yield Repeat(one[0], other[0], "numbers", one[1], other[1])


def as_mapping(rows: Sequence[tuple[str, str, float]]) -> dict[Place, float]:
    """Numbers by unit and period."""
    return {(unit, period): number for unit, period, number in rows}

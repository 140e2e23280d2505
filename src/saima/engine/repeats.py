"""The same fact asked twice: by the words of two indicators, or by the numbers reported."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from saima.plan.plan import Plan
from saima.plan.tree import Indicator

ENOUGH = 3
"""Periods with the same number that make two series the same fact."""

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

    Zeros do not count, because many things are zero; nor do fewer than two different numbers.
    """
    return list(same_numbers({key: as_mapping(rows) for key, rows in series.items()}))


def same_numbers(
    known: Mapping[tuple[str, str], Mapping[tuple[str, str], float]],
) -> Iterator[Repeat]:
    """The pairs, in the order of the series."""
    for (one, mine), (other, theirs) in combinations(known.items(), 2):
        if one[0] == other[0]:
            continue
        both = [place for place in mine.keys() & theirs.keys() if mine[place] or theirs[place]]
        same = {mine[place] for place in both}
        alike = all(mine[place] == theirs[place] for place in both)
        if alike and len(both) >= ENOUGH and len(same) > 1:
            yield Repeat(one[0], other[0], "numbers", one[1], other[1])


def as_mapping(rows: Sequence[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """Numbers by unit and period."""
    return {(unit, period): number for unit, period, number in rows}

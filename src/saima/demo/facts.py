"""What is known beside the plan: real baselines that stay real, and ordinary magnitudes.

Keys are indicator codes of ``plans/x-2021`` or Chinese measures; other plans simply match less.
"""

from dataclasses import dataclass

ORDINARY: dict[str, float] = {"万元/亩": 22.0, "微克/立方米": 28.0, "分": 90.0}
"""Ordinary values by measure, where the plan states no target."""

LAST_YEAR_TOTALS: dict[str, float] = {"graduates": 18500.0}
"""The city's real amounts of the year before: 18,500 graduates in 2020 (S111)."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A real stock at the start of the year: ``part`` of ``whole`` firms.

    What the indicator ``cleared`` counts leaves the part, in the proportion ``leaves``.
    """

    part: int
    whole: int
    cleared: str
    leaves: float


STOCKS: dict[str, Stock] = {
    "firms-below-5": Stock(200, 902, "low-yield-speech", 1.0),
    "firms-below-3": Stock(86, 902, "low-yield-speech", 0.5),
    "firms-below-1": Stock(34, 902, "low-yield-speech", 0.25),
}
"""902 rated firms: 200 below 50,000 yuan of tax per mu, 86 below 30,000, 34 below 10,000 (S87)."""

DENOMINATORS: dict[str, str] = {"digital-share": "filed-investment"}
"""Ratios whose denominator is another indicator's amount, though only a note says so."""

YEARLY_WHOLE = 480
YEARLY_WHOLES: dict[str, int] = {
    "stuck-projects": 120,
    "land-start": 60,
    "livelihood-share": 36,
    "strong-villages": 176,
    "village-income": 176,
    "service-requests": 2400,
    "contact": 900,
    "eco-issues": 260,
    "hazard-loop": 3600,
    "inspection-rectified": 300,
}
"""How many cases, mu, villages or 100 million yuan a ratio divides by in a year, city-wide."""

FLAG_WORDS = ("流动红旗",)
FLAG_LAST_YEAR = (6, 9, 9, 7)
"""Last of nine for the prefecture's flag in two quarters of 2020 (S8)."""

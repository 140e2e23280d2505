"""How a year's amount comes in over the months, beside the plan's own curve.

The bends say how far the amount to date runs ahead of the planned one: 1.05 in March is five
percent ahead. All end at 1, so that a season moves the months and not the year.
"""

from saima.engine.schedule import curve
from saima.plan.targets import FLAT, LINEAR
from saima.plan.tree import Indicator

Months = tuple[float, ...]

OPENING: Months = (1.02, 0.93, 1.05, 1.03, 1.0, 1.03, 1.01, 0.99, 1.01, 1.0, 0.99, 1.0)
"""开门红: a strong first quarter in spite of a slow February, then steady."""

TAX: Months = (1.1, 1.0, 1.04, 1.08, 1.04, 1.04, 1.06, 1.03, 1.02, 1.03, 1.0, 1.0)
"""Quarterly returns are paid in January, April, July and October."""

BUILDING: Months = (0.9, 0.86, 1.0, 0.98, 0.99, 1.03, 1.01, 0.99, 1.02, 1.01, 1.0, 1.0)
"""Sites rest in winter; collective starts close each quarter."""

HARVEST: Months = (0.85, 0.82, 0.85, 0.86, 0.9, 0.92, 0.92, 0.93, 0.94, 0.98, 1.0, 1.0)
"""Most of it comes in the fourth quarter."""

YEARLY_COURSE: dict[str, Months] = {
    "微克/立方米": (1.5, 1.42, 1.33, 1.24, 1.15, 1.06, 0.99, 0.94, 0.91, 0.92, 0.96, 1.0)
}
"""Levels that follow the weather: the year's mean so far of fine dust, highest in winter."""

WORDS: tuple[tuple[str, Months], ...] = (
    ("税", TAX),
    ("财政收入", TAX),
    ("开工", BUILDING),
    ("竣工", BUILDING),
    ("用地", BUILDING),
    ("更新", BUILDING),
    ("投资", BUILDING),
    ("村", HARVEST),
    ("农", HARVEST),
)


def bend(indicator: Indicator) -> Months:
    """The season of an indicator, by what its Chinese name says."""
    return next((months for word, months in WORDS if word in indicator.label.zh), OPENING)


def planned(indicator: Indicator) -> Months:
    """Expected share of the year's amount by the end of each month.

    A curve that the plan states knows its seasons already, so it is only followed.
    """
    shares = curve(indicator)
    if shares == FLAT:
        shares = LINEAR
    if shares != LINEAR:
        return shares
    return tuple(share * way for share, way in zip(shares, bend(indicator), strict=True))

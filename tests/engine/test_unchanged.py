"""What "nothing changed" reports."""

from decimal import Decimal

import pytest

from saima.engine.plausible import Reading
from saima.engine.unchanged import unchanged
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from tests.demo.small_plan import indicator

MARCH, JANUARY = Period.parse("2021-03"), Period.parse("2021-01")
NOTHING = Reading(value=Decimal(0))
FEBRUARY = Reading(value=Decimal(7))
DECEMBER = Reading(value=Decimal(90))
HISTORY = [
    (Period.parse("2020-12"), DECEMBER),
    (Period.parse("2021-02"), FEBRUARY),
    (Period.parse("2021-04"), Reading(value=Decimal(99))),
]


@pytest.mark.parametrize(
    ("collect", "period", "expected"),
    [
        ("flow", MARCH, NOTHING),
        ("cumulative", MARCH, FEBRUARY),
        ("cumulative", JANUARY, NOTHING),
        ("level", MARCH, FEBRUARY),
        ("level", JANUARY, DECEMBER),
        ("average", MARCH, FEBRUARY),
    ],
)
def test_nothing_changed(collect: str, period: Period, expected: Reading) -> None:
    what = Indicator.model_validate(indicator("one", collect=collect))
    assert unchanged(what, period, HISTORY) == expected


def test_without_anything_before_nothing_can_stay() -> None:
    level = Indicator.model_validate(indicator("one", collect="level"))
    assert unchanged(level, MARCH, []) is None
    cumulative = Indicator.model_validate(indicator("one", collect="cumulative"))
    assert unchanged(cumulative, MARCH, HISTORY[:1]) is None

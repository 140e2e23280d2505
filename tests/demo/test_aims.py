"""What is expected where the plan states no target."""

from typing import Any

import pytest

from saima.demo.aims import aim
from saima.demo.duties import duties
from saima.demo.profiles import Profile
from tests.demo.small_plan import indicator, label, small_plan

THIRD = Profile(1 / 3, (1, 1, 1, 1), (1.0,) * 4)


def expected(**given: Any) -> float:
    plan = small_plan(indicator("one", **{"target": None} | given))
    return aim(duties(plan)[0], THIRD)


@pytest.mark.parametrize(
    ("scoring", "ordinary"),
    [
        ({"method": "goalposts", "low": 20, "high": 120}, 105),
        ({"method": "efficacy", "satisfied": 100, "refused": 60}, 94),
        ({"method": "benchmark_ratio", "benchmark": 24}, 24),
        ({"method": "reverse_benchmark", "average": 7}, 7),
        ({"method": "steps", "table": [[80, 0.2], [90, 0.6], [100, 1]]}, 100),
        ({"method": "counting", "each": 1}, 2),
    ],
)
def test_the_method_says_what_is_ordinary(scoring: dict[str, Any], ordinary: float) -> None:
    """Between ends an ordinary value lies at 85 percent: 20 + 0.85 x 100, 60 + 0.85 x 40."""
    assert expected(scoring=scoring) == pytest.approx(ordinary)


@pytest.mark.parametrize(
    ("given", "ordinary"),
    [
        ({"measure": label("%")}, 90),
        ({"measure": label("%"), "direction": "lower"}, 5),
        ({"measure": label("分")}, 90),
        ({"measure": label("个"), "direction": "lower"}, 2),
        ({"measure": label("亿元")}, 1000 / 3),
    ],
)
def test_else_the_measure_does(given: dict[str, Any], ordinary: float) -> None:
    assert expected(**given) == pytest.approx(ordinary)


def test_a_target_comes_first() -> None:
    assert expected(target={"value": 12, "every_unit": True}) == 12
    ranged = {"low": 40, "high": 60, "compare": "within", "every_unit": True}
    assert expected(target=ranged, direction="range") == 50

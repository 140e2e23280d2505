from typing import Any

import pytest
from pydantic import ValidationError

from saima.plan.targets import FLAT, LINEAR, Target, UnitTarget


@pytest.mark.parametrize("parts", [{"value": 10}, {"low": 1}, {"high": 2}, {"relative_to": "gdp"}])
def test_a_target_is_of_one_kind(parts: dict[str, Any]) -> None:
    assert Target(**parts).bounded == bool({"low", "high"} & parts.keys())


@pytest.mark.parametrize("parts", [{}, {"value": 10, "low": 1}, {"value": 1, "relative_to": "gdp"}])
def test_a_target_of_none_or_two_kinds_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="expected exactly one of value, low/high and"):
        Target(**parts)


def test_bounds_must_not_cross() -> None:
    assert Target(low=2, high=2).bounded
    with pytest.raises(ValidationError, match="low 3 is above high 2"):
        Target(low=3, high=2)


def test_the_named_curves_end_at_the_whole_target() -> None:
    assert len(LINEAR) == len(FLAT) == 12
    assert LINEAR[5] == 0.5
    assert LINEAR[11] == FLAT[0] == 1


def test_versions_of_unit_targets_count_from_one() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        UnitTarget(unit="east", indicator="gdp", period="2021", target=1, version=0)

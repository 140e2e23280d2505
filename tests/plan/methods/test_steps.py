import pytest
from pydantic import ValidationError

from saima.plan.methods.steps import Steps


@pytest.mark.parametrize("second", [60, 50])
def test_steps_rise(second: float) -> None:
    with pytest.raises(ValidationError, match=f"the step from {second} does not lie above"):
        Steps(table=((60, 0.6), (second, 1)))


def test_rising_steps_are_kept() -> None:
    assert Steps(table=((0, 0), (60, 0.6), (90, 1))).table[1] == (60, 0.6)

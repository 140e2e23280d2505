import pytest
from pydantic import ValidationError

from saima.plan.methods.goalposts import Goalposts


def test_ends_may_be_either_way_round() -> None:
    assert Goalposts(low=100, high=0).high == 0


def test_ends_differ() -> None:
    with pytest.raises(ValidationError, match="both ends are 5"):
        Goalposts(low=5, high=5)


def test_a_logarithmic_scale_has_positive_ends() -> None:
    assert Goalposts(low=100, high=75000, log=True).log
    with pytest.raises(ValidationError, match="an end of a logarithmic scale is -1"):
        Goalposts(low=5, high=-1, log=True)

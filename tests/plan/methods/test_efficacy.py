import pytest
from pydantic import ValidationError

from saima.plan.methods.efficacy import Efficacy


def test_ends_are_declared_together() -> None:
    assert Efficacy(satisfied=10, refused=0).satisfied == 10
    with pytest.raises(ValidationError, match="only one of satisfied and refused"):
        Efficacy(refused=0)


def test_declared_ends_differ() -> None:
    with pytest.raises(ValidationError, match="both ends are 3"):
        Efficacy(satisfied=3, refused=3)

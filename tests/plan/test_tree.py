import pytest

from saima.plan.tree import Collect


@pytest.mark.parametrize("collect", list(Collect))
def test_only_sums_grow_over_the_year(collect: Collect) -> None:
    assert collect.accumulates == (collect.value in {"flow", "cumulative"})

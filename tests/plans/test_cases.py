"""The worked examples of the shipped plans come out as they were calculated by hand."""

from pathlib import Path

import pytest

from saima.engine.cases import run_cases
from saima.exchange.backends import open_backend
from saima.plan.load import load_plan

PLANS = Path(__file__).parents[2] / "plans"


@pytest.mark.parametrize(("name", "least"), [("x-2021", 15), ("teaching-index", 3)])
def test_every_case_comes_out(name: str, least: int) -> None:
    loaded = load_plan(PLANS / name)
    assert len(loaded.cases) >= least
    with open_backend("polars") as backend:
        problems = run_cases(loaded.ready(), loaded.cases, backend.table)
    assert [problem.text() for problem in problems] == []

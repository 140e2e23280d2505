"""The race of tests/plans_small and its data, which several tests read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from saima.exchange.backends import Backend, open_backend
from saima.exchange.choices import BackendName
from saima.plan.load import load_plan
from saima.plan.plan import Plan

RACE = Path(__file__).parents[1] / "plans_small" / "race"
RACE_DATA = Path(__file__).parent / "race_data"


@pytest.fixture(scope="session")
def race() -> Plan:
    return load_plan(RACE).ready()


@pytest.fixture(
    scope="session",
    params=[
        BackendName.POLARS,
        BackendName.DUCKDB,
        pytest.param(BackendName.SPARK, marks=pytest.mark.spark),
    ],
)
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """Each backend in turn, opened once, because Spark takes its time."""
    with open_backend(request.param) as opened:
        yield opened

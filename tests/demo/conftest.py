"""The plan of city X and its demo year, made once for all tests of this room."""

from pathlib import Path

import pytest

from saima.demo.rows import DemoYear, ObservationRow
from saima.demo.year import generate
from saima.plan.load import load_plan
from saima.plan.plan import Plan

X_2021 = Path(__file__).parents[2] / "plans" / "x-2021"


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan(X_2021).ready()


@pytest.fixture(scope="session")
def year(plan: Plan) -> DemoYear:
    return generate(plan)


@pytest.fixture(scope="session")
def final(year: DemoYear) -> dict[tuple[str, str, str], ObservationRow]:
    """The last word on every unit, indicator and period."""
    rows = sorted(year.observations, key=lambda row: row.recorded_at)
    return {(row.unit, row.indicator, row.period): row for row in rows}

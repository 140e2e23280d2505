"""The teaching index gives what its README calculates, for all twelve fictitious regions."""

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from saima.engine.outcome import Outcome
from saima.engine.score import score
from saima.exchange.backends import open_backend
from saima.exchange.read import read_data
from saima.plan.load import load_plan
from saima.plan.periods import Period
from saima.plan.plan import Plan

FOLDER = Path(__file__).parents[2] / "plans" / "teaching-index"

STEPS = ((80, 1.0), (60, 0.75), (40, 0.5), (20, 0.25))

INDEX = {
    "yin": (1, "1.000"),
    "shen": (2, "0.905"),
    "chou": (3, "0.823"),
    "chen": (4, "0.820"),
    "wu": (5, "0.773"),
    "zi": (6, "0.724"),
    "xu": (7, "0.708"),
    "wei": (8, "0.651"),
    "mao": (9, "0.573"),
    "you": (10, "0.488"),
    "si": (11, "0.386"),
    "hai": (12, "0.309"),
}
"""Rank and index of each region, by the formulas of the README."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(FOLDER).ready()


@pytest.fixture(scope="module")
def outcome(plan: Plan) -> Iterator[Outcome]:
    with open_backend("polars") as backend:
        data = read_data(FOLDER / "data", plan, backend)
        assert data.problems == ()
        assert data.inputs is not None
        yield score(plan, data.inputs, [Period.parse("2021")])


def values() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with (FOLDER / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["unit"], {})[row["indicator"]] = float(row["value"])
    return found


def held(share: float) -> float:
    return min(1.0, max(0.0, share))


def mean(*parts: tuple[int, float | None]) -> float:
    there = [(weight, share) for weight, share in parts if share is not None]
    return sum(weight * share for weight, share in there) / sum(weight for weight, _ in there)


def index_by_formula(region: dict[str, float]) -> float:
    """The index as the README states it, in plain arithmetic."""
    doctors, unemployment = region.get("doctors"), region.get("unemployment")
    health = mean(
        (2, held((region["life-expectancy"] - 20) / 65)),
        (1, None if doctors is None else held(doctors / region["population"] / 5)),
    )
    step = next((share for bound, share in STEPS if region["internet"] >= bound), 0.0)
    knowledge = mean((3, held(region["schooling"] / 18)), (1, step))
    prosperity = mean(
        (3, held(math.log(region["income"] / 100) / math.log(750))),
        (1, None if unemployment is None else held((25 - unemployment) / 25)),
    )
    return math.cbrt(health * knowledge * prosperity)


def test_it_has_no_error() -> None:
    assert load_plan(FOLDER).errors == ()


def test_the_formulas_give_the_written_index() -> None:
    assert {unit: f"{index_by_formula(row):.3f}" for unit, row in values().items()} == {
        unit: index for unit, (_, index) in INDEX.items()
    }


def test_the_regions_rank_by_their_index(outcome: Outcome) -> None:
    rows = outcome.totals.rows(named=True)
    assert {row["unit"]: (row["rank"], f"{row['total']:.3f}") for row in rows} == INDEX


def test_the_engine_agrees_with_the_formulas(outcome: Outcome) -> None:
    regions = values()
    for row in outcome.totals.rows(named=True):
        assert row["exact"] == pytest.approx(index_by_formula(regions[row["unit"]]), abs=1e-6)


def test_every_unit_and_row_says_that_it_is_fictitious(plan: Plan) -> None:
    assert plan.fictitious
    assert all("fictitious" in unit.en and "虚构" in unit.zh for unit in plan.units)
    text = (FOLDER / "data" / "observations.csv").read_text(encoding="utf-8")
    assert all("虚构" in line for line in text.splitlines()[1:])

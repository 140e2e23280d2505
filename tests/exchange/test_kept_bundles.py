"""Replay: this version computes every kept bundle again to the same published digits."""

import csv
from pathlib import Path

import pytest

from saima.engine.explain import explain
from saima.exchange.bundle import outcome_of, read_bundle
from saima.exchange.verify import verify

BUNDLES = Path(__file__).parents[1] / "bundles"
KEPT = sorted(BUNDLES.glob("*.zip"))


def test_each_kept_bundle_has_the_seal_that_was_published() -> None:
    with (BUNDLES / "seals.csv").open(encoding="utf-8", newline="") as file:
        published = {row["bundle"]: row["seal"] for row in csv.DictReader(file)}
    assert {path.name: read_bundle(path).seal for path in KEPT} == published


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_is_computed_again_to_the_same_digits(path: Path) -> None:
    found = verify(read_bundle(path))
    assert [problem.text() for problem in found.problems] == []
    assert found.rows > 0
    assert found.figures > 100


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_can_be_explained_as_it_was_sealed(path: Path) -> None:
    bundle = read_bundle(path)
    outcome = outcome_of(bundle)
    for row in outcome.totals.iter_rows(named=True):
        if row["period"] == str(bundle.period):
            found = explain(outcome, bundle.period, row["unit"])
            assert found.total == row["total"]
            assert found.rank == row["rank"]

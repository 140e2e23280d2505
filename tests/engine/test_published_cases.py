"""Eight published examples of weighting and combining (tests/data/mcdm), through ``score``."""

import csv
from math import log10
from pathlib import Path
from typing import Any

import pytest

from saima.engine.outcome import Outcome
from saima.plan.methods.base import ScoringMethod
from saima.plan.methods.column_share import ColumnShare
from saima.plan.methods.min_max import MinMax
from saima.plan.rules import Decimals
from saima.plan.tree import Aggregation
from tests.engine.builders import column, indicator, plan, scored

FOLDER = Path(__file__).parents[1] / "data" / "mcdm"


def rows_of(name: str, case: str) -> list[dict[str, str]]:
    """The rows of a case in one of the files."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["case"] == case]


def expected(case: str, quantity: str) -> dict[str, str]:
    """The expected numbers of a case as printed, by criterion or alternative."""
    return {
        row["element"]: f"{float(row['value']):.{row['decimals']}f}"
        for row in rows_of("expected", case)
        if row["quantity"] == quantity
    }


def printed(numbers: dict[str, Any], like: dict[str, str]) -> dict[str, str]:
    """Numbers at the printed decimals of the expected ones."""
    decimals = {name: len(text.partition(".")[2]) for name, text in like.items()}
    return {name: f"{numbers[name]:.{decimals[name]}f}" for name in like}


def scored_case(case: str, method: ScoringMethod, **combination: Any) -> Outcome:
    """Score the matrix of a case: alternatives are units, criteria are indicators."""
    cells = rows_of("matrices", case)
    criteria = rows_of("criteria", case)
    parts = [
        indicator(
            row["criterion"],
            method,
            direction="lower" if row["direction"] == "-1" else "higher",
            weight=float(row["weight"] or 1),
        )
        for row in criteria
    ]
    alternatives = dict.fromkeys(cell["alternative"] for cell in cells)
    rules = plan(
        *parts,
        units_=" ".join(alternatives),
        total=Aggregation.model_validate(combination),
        decimals=Decimals(points=9, total=8),
    )
    observations = [
        (cell["alternative"], cell["criterion"], "2021-03", float(cell["value"])) for cell in cells
    ]
    return scored(rules, observations)


def rates_of(outcome: Outcome) -> dict[str, float]:
    """The rate of the root by alternative, because totals are rounded at the indicators."""
    return {row["unit"]: row["rate"] for row in outcome.nodes.iter_rows(named=True)}


def weights_of(outcome: Outcome) -> dict[str, float]:
    """The weights that were found for the root's children."""
    assert outcome.weights is not None
    return {row["child"]: row["weight"] for row in outcome.weights.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("case", "weighting"),
    [
        ("diakoulaki1995_critic", "critic"),
        ("tus2019_critic", "critic"),
        ("elsayed2017_entropy", "entropy"),
    ],
)
def test_weights_from_data_are_those_of_the_paper(case: str, weighting: str) -> None:
    outcome = scored_case(case, MinMax(), combine="mean", weighting=weighting)
    wanted = expected(case, "weight")
    assert printed(weights_of(outcome), wanted) == wanted


def test_weights_from_comparisons_are_those_of_the_paper() -> None:
    case = "wang2011_ahp"
    cells = rows_of("matrices", case)
    names = list(dict.fromkeys(cell["criterion"] for cell in cells))
    comparisons = [
        [cell["value"] for cell in cells if cell["alternative"] == f"A{number}"]
        for number in range(1, len(names) + 1)
    ]
    rules = plan(
        *(indicator(name, MinMax(), weight=1) for name in names),
        total=Aggregation.model_validate({"weighting": "ahp", "comparisons": comparisons}),
    )
    outcome = scored(rules, [("A", name, "2021-03", 1) for name in names])
    wanted = expected(case, "weight")
    assert printed(weights_of(outcome), wanted) == wanted


@pytest.mark.parametrize(
    ("case", "method", "combination"),
    [
        ("tzeng2011_topsis", MinMax(), {"combine": "topsis", "normalise": "vector"}),
        ("opricovic2004_topsis", MinMax(), {"combine": "topsis", "normalise": "rate"}),
        ("kracka2010_weighted_sum", ColumnShare(), {"combine": "mean"}),
    ],
)
def test_scores_and_ranks_are_those_of_the_paper(
    case: str, method: ScoringMethod, combination: dict[str, str]
) -> None:
    outcome = scored_case(case, method, **combination)
    wanted = expected(case, "score")
    assert printed(rates_of(outcome), wanted) == wanted
    wanted = expected(case, "rank")
    assert printed(column(outcome, "rank"), wanted) == wanted


def test_a_weighted_product_is_the_geometric_mean_of_the_shares() -> None:
    case = "wikipedia_weighted_product"
    outcome = scored_case(case, ColumnShare(), combine="geometric")
    wanted = expected(case, "log10_score")
    found = {unit: log10(rate) for unit, rate in rates_of(outcome).items()}
    assert printed(found, wanted) == wanted
    wanted = expected(case, "rank")
    assert printed(column(outcome, "rank"), wanted) == wanted

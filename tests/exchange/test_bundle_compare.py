"""The first difference between sealed and recomputed tables."""

from typing import Any

import polars as pl
import pytest

from saima.exchange.bundle_compare import Difference, first_difference
from saima.plan.rules import Decimals

TWO = Decimals(points=2, total=1)


def totals(**columns: list[Any]) -> dict[str, pl.DataFrame]:
    rows = {
        "period": ["2021Q1", "2021Q1"],
        "group": ["g", "g"],
        "unit": ["A", "B"],
        "total": [90.5, None],
        "rank": [1.0, None],
        "field": [1, 1],
        "base": [90.456, 0.0],
        "eligible": [True, True],
        "reason": [None, "gap"],
    }
    schema = {
        "total": pl.Float64,
        "rank": pl.Float64,
        "field": pl.Int64,
        "base": pl.Float64,
        "reason": pl.String,
    }
    return {"totals": pl.DataFrame(rows | columns, schema_overrides=schema)}


def scores(**columns: list[Any]) -> dict[str, pl.DataFrame]:
    rows = {
        "period": ["2021Q1", "2021Q1"],
        "group": ["g", "g"],
        "unit": ["A", "B"],
        "indicator": ["a", "a"],
        "value": [10.0, 3e9],
        "points": [1.25, 0.75],
        "rule": [0, 1],
        "note": ["", "missing:zero"],
    }
    return {"scores": pl.DataFrame(rows | columns)}


@pytest.mark.parametrize(
    "found",
    [
        totals(),
        totals(base=[90.456 + 9e-8 / 2, 1e-9]),
        totals(total=[90.54, None]),
        {"totals": totals()["totals"].reverse()},
        {"totals": totals()["totals"].with_columns(later=pl.lit(1))},
        {"totals": totals()["totals"].drop("base")},
    ],
)
def test_what_counts_as_the_same(found: dict[str, pl.DataFrame]) -> None:
    """Noise, digits that are not published, the order of rows, columns of another version."""
    assert first_difference(totals(), found, TWO) is None


@pytest.mark.parametrize(
    ("columns", "column", "unit", "sealed", "again"),
    [
        ({"total": [90.55, None]}, "total", "A", "90.5", "90.55"),
        ({"total": [None, None]}, "total", "A", "90.5", None),
        ({"rank": [1.0000000001, None]}, "rank", "A", "1", "1.0000000001"),
        ({"field": [2, 1]}, "field", "A", "1", "2"),
        ({"base": [90.456, 2e-9]}, "base", "B", "0", "2e-09"),
        ({"eligible": [True, False]}, "eligible", "B", "True", "False"),
        ({"reason": [None, None]}, "reason", "B", "gap", None),
    ],
)
def test_what_differs(
    columns: dict[str, list[Any]], column: str, unit: str, sealed: str, again: str | None
) -> None:
    found = first_difference(totals(), totals(**columns), TWO)
    assert found == Difference("totals", "2021Q1", unit, "", column, sealed, again)


def test_large_numbers_carry_their_own_noise() -> None:
    """A Float64 of three billion has steps of five ten-millionths."""
    assert first_difference(scores(), scores(value=[10.0, 3e9 + 1e-6]), TWO) is None
    found = first_difference(scores(), scores(value=[10.0, 3e9 + 4]), TWO)
    assert found == Difference("scores", "2021Q1", "B", "a", "value", "3000000000", "3000000004")


def test_published_points_differ_by_their_last_digit_only() -> None:
    assert first_difference(scores(), scores(points=[1.254, 0.75]), TWO) is None
    found = first_difference(scores(), scores(points=[1.255, 0.75]), TWO)
    assert found is not None
    assert found.column == "points"


def test_the_number_of_a_formula_inside_the_engine_means_nothing() -> None:
    assert first_difference(scores(), scores(rule=[7, 8]), TWO) is None


def test_the_first_difference_is_where_it_begins() -> None:
    """A changed value changes points and total as well: the value is told."""
    one = totals() | scores()
    other = totals(total=[80.0, None]) | scores(value=[8.0, 3e9], points=[1.0, 0.75])
    found = first_difference(one, other, TWO)
    assert found == Difference("scores", "2021Q1", "A", "a", "value", "10", "8")


def test_rows_of_one_side_only() -> None:
    whole, one = totals(), {"totals": totals()["totals"].head(1)}
    assert first_difference(whole, one, TWO) == Difference(
        "totals", "2021Q1", "B", "", "", "1", None
    )
    assert first_difference(one, whole, TWO) == Difference(
        "totals", "2021Q1", "B", "", "", None, "1"
    )
    twice = {"totals": pl.concat([whole["totals"], one["totals"]])}
    assert first_difference(twice, whole, TWO) == Difference(
        "totals", "2021Q1", "A", "", "", "2", "1"
    )


def test_tables_of_one_side_only() -> None:
    assert first_difference(totals() | scores(), totals(), TWO) == Difference(
        "scores", "2021Q1", "A", "a", "", "1", None
    )
    assert first_difference(totals(), totals() | scores(), TWO) == Difference(
        "scores", "2021Q1", "A", "a", "", None, "1"
    )
    empty = {
        "weights": pl.DataFrame(
            schema=dict.fromkeys(("period", "group", "node", "child"), pl.String)
        )
    }
    assert first_difference(totals() | empty, totals(), TWO) is None


def test_a_column_of_another_kind() -> None:
    found = first_difference(totals(), totals(eligible=["yes", "no"]), TWO)
    assert found == Difference("totals", "", "", "", "eligible", "Boolean", "String")

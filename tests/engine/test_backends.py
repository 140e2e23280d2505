"""DuckDB and Spark compute what Polars does: every method, every guard, random plans."""

from collections.abc import Sequence
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings

from saima.engine.outcome import Eager, MakeTable, Outcome
from tests.engine.builders import Scored, scored_columns
from tests.engine.strategies import Year, years
from tests.engine.test_methods import ALL, UNDEFINED
from tests.engine.test_properties import QUICK, rows_of

EXACT = {
    "totals": ("total", "rank", "field", "reason", "reason_indicator", "eligible", "overall_rank"),
    "scores": ("points", "note", "light", "method", "counts", "field"),
    "nodes": ("points", "note", "cut"),
}
NEAR = {"scores": ("value", "target", "completion", "rate", "weight", "last_year", "growth")}
KEYS = {"totals": ("unit",), "scores": ("unit", "indicator"), "nodes": ("unit", "node")}
PARTS = [(method, column, given) for method, column, given, _ in (*ALL, *UNDEFINED)]
ONE_EACH = {type(check[0]): check[:3] for check in ALL}
FEW_PARTS = [*ONE_EACH.values(), *PARTS[len(ALL) :]]
"""One check of every method, and every guard; a plan of a hundred formulas keeps Spark busy."""


def near(number: float | None, other: float | None) -> bool:
    """Whether two numbers agree to nine digits, or neither is there."""
    if number is None or other is None:
        return number is other
    return isclose(number, other, rel_tol=1e-9, abs_tol=1e-9)


def assert_same(found: Outcome, wanted: Outcome) -> None:
    """Totals, ranks, points and notes are equal; computed numbers agree to nine digits."""
    for name, keys in KEYS.items():
        rows, others = (frame_rows(getattr(one, name), keys) for one in (found, wanted))
        assert rows.keys() == others.keys()
        for key, row in rows.items():
            for column in EXACT[name]:
                assert row[column] == others[key][column], (key, column)
            for column in NEAR.get(name, ()):
                assert near(row[column], others[key][column]), (key, column)


def frame_rows(frame: Eager, keys: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, Any]]:
    """Rows by period and further keys."""
    return rows_of(frame, "period", *keys)


def assert_methods_agree(parts: Sequence[Scored], table: MakeTable) -> None:
    """Every method and every guard gives the same points, notes and lights as on Polars."""
    for found, wanted in zip(scored_columns(parts, table), scored_columns(parts), strict=True):
        for row, other in zip(found, wanted, strict=True):
            for column in ("points", "note", "light", "meets"):
                assert row[column] == other[column], (row["method"], column)


def test_duckdb_scores_every_method_alike(duckdb_table: MakeTable) -> None:
    assert_methods_agree(PARTS, duckdb_table)


@settings(QUICK, max_examples=25)
@given(year=years())
def test_duckdb_gives_the_same_for_any_plan(duckdb_table: MakeTable, year: Year) -> None:
    assert_same(year.scored(duckdb_table), year.scored())


@pytest.mark.spark
def test_spark_scores_every_method_alike(spark_table: MakeTable) -> None:
    assert_methods_agree(FEW_PARTS, spark_table)


@pytest.mark.spark
@settings(QUICK, max_examples=3)
@given(year=years())
def test_spark_gives_the_same_for_any_plan(spark_table: MakeTable, year: Year) -> None:
    assert_same(year.scored(spark_table), year.scored())

"""Parquet: types are checked, rows are told by file and number, damage inside is named."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from saima.exchange.backends import PolarsBackend, open_backend
from saima.exchange.choices import BackendName
from saima.exchange.read import read_data
from saima.plan.plan import Plan

ROWS: dict[str, list[object]] = {
    "unit": ["t1"],
    "indicator": ["output"],
    "period": ["2021-01"],
    "value": [10.0],
}


def test_types_that_mean_the_same_are_taken(race: Plan, tmp_path: Path) -> None:
    path = tmp_path / "observations.parquet"
    pl.DataFrame(
        {
            "unit": pl.Series(["t1"], dtype=pl.Categorical),
            "indicator": pl.Series(["output"], dtype=pl.Enum(["output"])),
            "period": ["2021-01"],
            "value": [Decimal("10.25")],
            "numerator": pl.Series([None], dtype=pl.Null),
            "recorded_at": [datetime(2021, 2, 3, 9, 30)],
        }
    ).write_parquet(path)
    for name in (BackendName.POLARS, BackendName.DUCKDB):
        with open_backend(name) as backend:
            files = read_data(path, race, backend)
            assert files.inputs is not None
            rows = files.inputs.observations.collect("polars").rows()
        assert rows == [("t1", "output", "2021-01", 10.25, "2021-02-03T09:30:00")]


def test_a_problem_names_the_part_and_its_row(race: Plan, tmp_path: Path) -> None:
    (tmp_path / "observations").mkdir()
    for name, unit in (("a", "t1"), ("b", "t9")):
        frame = pl.DataFrame(ROWS | {"unit": [unit]})
        frame.write_parquet(tmp_path / "observations" / f"{name}.parquet")
    files = read_data(tmp_path, race, PolarsBackend())
    assert [problem.place for problem in files.problems] == ["observations/b.parquet:1"]


def test_a_value_that_stands_in_two_parts_is_there_twice(race: Plan, tmp_path: Path) -> None:
    (tmp_path / "observations").mkdir()
    for name in ("a", "b"):
        pl.DataFrame(ROWS).write_parquet(tmp_path / "observations" / f"{name}.parquet")
    files = read_data(tmp_path, race, PolarsBackend())
    assert [problem.kind.code for problem in files.problems] == ["duplicate"]
    assert files.problems[0].place == "observations/b.parquet:1"


@pytest.mark.parametrize("name", [BackendName.POLARS, BackendName.DUCKDB])
def test_damage_inside_a_file_is_named(name: BackendName, race: Plan, tmp_path: Path) -> None:
    """The footer is whole, so that the columns look fine; the pages are not."""
    path = tmp_path / "observations.parquet"
    values = [float(n) for n in range(5000)]
    columns = {column: cells * 5000 for column, cells in ROWS.items()}
    pl.DataFrame(columns | {"value": values}).write_parquet(path, compression="zstd")
    content = bytearray(path.read_bytes())
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    path.write_bytes(content)
    with open_backend(name) as backend:
        files = read_data(path, race, backend)
    assert [problem.kind.code for problem in files.problems] == ["parquet_broken"]

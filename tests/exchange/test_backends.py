"""The backends take frames in, give them back, and say what they lack."""

import os
import subprocess
import sys
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest

from saima.engine.columns import TARGETS
from saima.exchange.backends import Backend, open_backend


def test_tables_have_the_types_of_their_schema_even_without_rows(backend: Backend) -> None:
    empty = backend.table({column: [] for column in TARGETS}, TARGETS).collect("polars")
    assert dict(empty.schema) == {column: kind() for column, kind in TARGETS.items()}
    assert len(empty) == 0


def test_scanned_files_and_tables_can_be_joined(backend: Backend, tmp_path: Path) -> None:
    """The folder's name is full of signs that a backend could read as a pattern."""
    folder = tmp_path / "年度 [1] {a}*"
    folder.mkdir()
    for part, value in (("a", 1.5), ("b", 2.5)):
        pl.DataFrame({"unit": [part], "value": [value]}).write_parquet(folder / f"{part}.parquet")
    scanned = backend.scan(sorted(folder.iterdir()))
    table = backend.table({"unit": ["b", "c"]}, {"unit": nw.String})
    joined = table.join(scanned, on="unit", how="left").sort("unit").collect("polars")
    assert joined.rows() == [("b", 2.5), ("c", None)]


def test_large_frames_arrive_whole(backend: Backend) -> None:
    """They reach Spark by way of a file."""
    rows = pl.DataFrame({"value": pl.int_range(200_001, eager=True)})
    total = backend.frame(rows).select(nw.col("value").sum()).collect("polars").item()
    assert total == 20_000_100_000


def test_spark_without_java_says_so() -> None:
    script = (
        "from saima.exchange.backends import open_backend\n"
        "from saima.plan.problems import Problems\n"
        "try:\n"
        "    with open_backend('spark'): pass\n"
        "except Problems as found:\n"
        "    print(found)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("PATH", "JAVA_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**environment, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == (
        "the backend spark needs Java 17, which is not installed; expected Java 17 beside Saima; "
        "install it, or use --backend polars\n"
    )


def test_an_unknown_backend_is_refused() -> None:
    with pytest.raises(ValueError, match="'dask' is not a valid BackendName"), open_backend("dask"):
        pass

"""The frame backends beside Polars; each is opened once for all tests."""

from collections.abc import Iterator

import pytest

from saima.engine.outcome import MakeTable
from saima.exchange.backends import open_backend


@pytest.fixture(scope="session")
def duckdb_table() -> Iterator[MakeTable]:
    """Small frames in an in-process DuckDB."""
    with open_backend("duckdb") as backend:
        yield backend.table


@pytest.fixture(scope="session")
def spark_table() -> Iterator[MakeTable]:
    """Small frames in a small local Spark session.

    Few partitions and no compiled stages, because the frames have a handful of rows: each
    partition is a task, and compiling takes longer than computing.
    """
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("saima tests")
    for key, setting in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(key, setting)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    with open_backend("spark") as backend:
        yield backend.table
    session.stop()

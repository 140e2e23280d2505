"""The frame backends: Polars (default), DuckDB and Spark, opened by name.

A backend scans Parquet lazily, takes small frames in, makes small tables beside them
(``MakeTable``), and everything it computes is collected into Polars.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import narwhals as nw
import polars as pl

from saima.engine.columns import Schema
from saima.engine.outcome import Lazy
from saima.exchange.choices import BackendName
from saima.plan.problems import Problem, Problems, problem_kind

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

MOST_LOCAL_ROWS = 200_000
"""Spark sends a local frame through its driver's memory; larger ones go by way of a file."""
SPARK_PATTERN = re.compile(r"[*?\[\]{}]")
"""What Spark would read as a pattern in a file name."""

PART_MISSING = problem_kind(
    "backend_part_missing",
    en=(
        "the backend {backend} needs {part}, which is not installed",
        "expected {part} beside Saima",
        "install it, or use --backend polars",
    ),
    zh=(
        "计算后端 {backend} 缺少组件 {part}",
        "应先安装 {part}",
        "请安装后重试，或改用 --backend polars",
    ),
)


class Backend(Protocol):
    """Where frames live; lazy frames of one backend can be joined with each other."""

    name: BackendName

    def scan(self, paths: Sequence[Path]) -> Lazy:
        """Open Parquet files of the same columns as one lazy frame."""

    def frame(self, rows: pl.DataFrame) -> Lazy:
        """Take a Polars frame in."""

    def table(self, columns: Mapping[str, Sequence[object]], schema: Schema) -> Lazy:
        """Make a small frame from columns; this is the engine's ``MakeTable``."""


def polars_table(columns: Mapping[str, Sequence[object]], schema: Schema) -> pl.DataFrame:
    """Make a Polars frame with the dtypes of ``schema``, no rows included."""
    dtypes = {name: kind() for name, kind in schema.items()}
    table: pl.DataFrame = nw.from_dict(columns, schema=dtypes, backend="polars").to_native()
    return table


class PolarsBackend:
    """The default: in this process, on all cores."""

    name = BackendName.POLARS

    def scan(self, paths: Sequence[Path]) -> Lazy:
        """Open Parquet files of the same columns as one lazy frame."""
        return nw.from_native(pl.scan_parquet(list(paths), glob=False))

    def frame(self, rows: pl.DataFrame) -> Lazy:
        """Take a Polars frame in."""
        return nw.from_native(rows.lazy())

    def table(self, columns: Mapping[str, Sequence[object]], schema: Schema) -> Lazy:
        """Make a small frame from columns."""
        return self.frame(polars_table(columns, schema))


class DuckdbBackend:
    """In this process, on all cores; what does not fit into memory goes to disk."""

    name = BackendName.DUCKDB

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self.connection = connection

    def scan(self, paths: Sequence[Path]) -> Lazy:
        """Open Parquet files of the same columns as one lazy frame."""
        names = [escape(str(path)) for path in paths]
        return nw.from_native(self.connection.from_parquet(names))

    def frame(self, rows: pl.DataFrame) -> Lazy:
        """Take a Polars frame in."""
        return nw.from_native(self.connection.from_arrow(rows.to_arrow()))

    def table(self, columns: Mapping[str, Sequence[object]], schema: Schema) -> Lazy:
        """Make a small frame from columns."""
        return self.frame(polars_table(columns, schema))


class SparkBackend:
    """A local Spark session, or the one that is already running."""

    name = BackendName.SPARK

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        self.session = session
        self.folder = folder

    def scan(self, paths: Sequence[Path]) -> Lazy:
        """Open Parquet files of the same columns as one lazy frame."""
        names = [SPARK_PATTERN.sub(r"\\\g<0>", str(path.absolute())) for path in paths]
        return nw.from_native(self.session.read.parquet(*names))

    def frame(self, rows: pl.DataFrame) -> Lazy:
        """Take a Polars frame in."""
        if rows.height > MOST_LOCAL_ROWS:
            path = self.folder / f"{len(list(self.folder.iterdir()))}.parquet"
            rows.write_parquet(path)
            return self.scan([path])
        oldest = pl.CompatLevel.oldest()
        return nw.from_native(self.session.createDataFrame(rows.to_arrow(compat_level=oldest)))

    def table(self, columns: Mapping[str, Sequence[object]], schema: Schema) -> Lazy:
        """Make a small frame from columns."""
        return self.frame(polars_table(columns, schema))


@contextmanager
def open_backend(name: str, memory_limit: str = "75%") -> Iterator[Backend]:
    """Open a backend by its name; what it opened is closed at the end.

    ``memory_limit`` bounds DuckDB (``75%``, ``8GB``) before it goes to disk. Raises Problems
    when a part of the backend is not installed, ValueError for an unknown name.
    """
    backend = BackendName(name)
    if backend is BackendName.POLARS:
        yield PolarsBackend()
    elif backend is BackendName.DUCKDB:
        with open_duckdb(memory_limit) as opened:
            yield opened
    else:
        with open_spark() as started:
            yield started


def part_missing(backend: BackendName, part: str) -> Problems:
    """Say which part of a backend is missing."""
    return Problems([Problem(PART_MISSING, facts={"backend": backend.value, "part": part})])


@contextmanager
def open_duckdb(memory_limit: str) -> Iterator[DuckdbBackend]:
    """Open an in-process DuckDB whose overflow goes to a folder of its own."""
    try:
        import duckdb
        import pyarrow  # noqa: F401 - frames leave DuckDB as Arrow tables
    except ModuleNotFoundError as missing:
        raise part_missing(BackendName.DUCKDB, str(missing.name)) from missing
    with tempfile.TemporaryDirectory(prefix="saima-") as overflow:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": os.cpu_count() or 1,
            "memory_limit": memory_limit,
            "preserve_insertion_order": False,
            "temp_directory": overflow,
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            yield DuckdbBackend(connection)


@contextmanager
def open_spark() -> Iterator[SparkBackend]:
    """Start a local Spark session, or join the running one and leave it running."""
    try:
        import pyarrow  # noqa: F401 - frames enter and leave Spark as Arrow tables
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as missing:
        raise part_missing(BackendName.SPARK, str(missing.name)) from missing
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise part_missing(BackendName.SPARK, "Java 17")
    running = SparkSession.getActiveSession()
    session = running or start_spark()
    with tempfile.TemporaryDirectory(prefix="saima-") as folder:
        try:
            yield SparkBackend(session, Path(folder))
        finally:
            if running is None:
                session.stop()


def start_spark() -> "SparkSession":
    """Start Spark on all cores of this machine, without its web page and its chatter."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.memory": f"{half_of_memory()}m",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": str(max(4, os.cpu_count() or 1)),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[*]").appName("saima")
    for key, setting in settings.items():
        builder = builder.config(key, setting)
    with stderr_closed():
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def half_of_memory() -> int:
    """Half of the machine's memory in megabytes; a modest number where it cannot be asked."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return 2048
    return max(1024, pages * size // 2**21)


@contextmanager
def stderr_closed() -> Iterator[None]:
    """Send what is written to stderr nowhere.

    Because Java greets there before it has read any setting, and Spark's errors come back as
    exceptions anyway.
    """
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)

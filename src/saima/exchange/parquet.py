"""Open Parquet files: their columns are checked here, their rows stay where they are."""

from pathlib import Path

import narwhals as nw
import polars as pl

from saima.engine.outcome import Lazy
from saima.exchange.backends import Backend
from saima.exchange.header import header_problems
from saima.exchange.rows import FILE, WHEN, Rows, typed
from saima.exchange.sources import Source
from saima.exchange.tables import ROW, Table
from saima.plan.problems import Problem, Problems, problem_kind

PARQUET_BROKEN = problem_kind(
    "parquet_broken",
    en=(
        "the Parquet file cannot be read",
        "expected a whole Parquet file",
        "write it again",
    ),
    zh=(
        "无法读取这个 Parquet 文件",
        "应为完好的 Parquet 文件",
        "请重新写出",
    ),
)
NUMBER_KIND = problem_kind(
    "number_kind",
    en=(
        "the column {column} is of type {found}",
        "expected a numeric type",
        "cast it to Float64 and write the file again",
    ),
    zh=(
        "列 {column} 的类型是 {found}",
        "应为数字类型",
        "请转换为 Float64 后重新写出",
    ),
)
TEXT_KIND = problem_kind(
    "text_kind",
    en=(
        "the column {column} is of type {found}",
        "expected text",
        "cast it to String and write the file again",
    ),
    zh=(
        "列 {column} 的类型是 {found}",
        "应为文字类型",
        "请转换为 String 后重新写出",
    ),
)
Columns = dict[str, nw.dtypes.DType]


def open_parquet(source: Source, backend: Backend) -> Rows:
    """Scan a table's Parquet files in the backend; raises Problems about their columns."""
    schemas = [columns_of(path, part_name(source, path)) for path in source.paths]
    problems = [
        problem
        for path, schema in zip(source.paths, schemas, strict=True)
        for problem in column_problems(schema, source.table, part_name(source, path))
    ]
    if problems:
        raise Problems(problems)
    columns = frozenset(c for c, kind in schemas[0].items() if not isinstance(kind, nw.Unknown))
    frame = typed(dated(backend.scan(source.paths), schemas[0]), columns, source.table)
    parts = [located(path, part_name(source, path)) for path in source.paths]
    numbered = dated(nw.from_native(pl.concat(parts)), schemas[0])
    places = typed(numbered, columns, source.table, (FILE, ROW))
    return Rows(source.table, source.name, columns, frame, frame, places)


def part_name(source: Source, path: Path) -> str:
    """How problems call one of the source's files."""
    return source.name if len(source.paths) == 1 else f"{source.name}/{path.name}"


def columns_of(path: Path, name: str) -> Columns:
    """The columns of a Parquet file and their types; raises Problems when it cannot be read."""
    try:
        schema = pl.scan_parquet(path, glob=False).collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Problems([Problem(PARQUET_BROKEN, name)]) from error
    return dict(nw.from_native(pl.DataFrame(schema=schema)).schema)


def check_readable(source: Source) -> None:
    """Read every page once; raises Problems for the first file that is damaged inside.

    For the day when a backend has failed on it, because all backends fail in their own words.
    """
    for path in source.paths:
        pages = pl.scan_parquet(path, glob=False).select(pl.all().null_count())
        try:
            pages.collect(engine="streaming")
        except (pl.exceptions.PolarsError, OSError) as error:
            raise Problems([Problem(PARQUET_BROKEN, part_name(source, path))]) from error


def column_problems(columns: Columns, table: Table, name: str) -> list[Problem]:
    """What is wrong with the columns of a Parquet file."""
    problems = header_problems(list(columns), table, name)
    for column in table.schema:
        kind = columns.get(column)
        facts = {"column": column, "found": str(kind)}
        if kind is None or isinstance(kind, nw.Unknown):
            continue
        if column in table.numbers and not kind.is_numeric():
            problems.append(Problem(NUMBER_KIND, name, facts=facts))
        elif column not in table.numbers and not textual(kind, column):
            problems.append(Problem(TEXT_KIND, name, facts=facts))
    return problems


def textual(kind: nw.dtypes.DType, column: str) -> bool:
    """Whether a type becomes text without loss; moments may be local date-times."""
    if isinstance(kind, nw.Datetime):
        return column == WHEN and kind.time_zone is None
    return kind.is_integer() or isinstance(kind, nw.String | nw.Categorical | nw.Enum)


def dated(frame: Lazy, columns: Columns) -> Lazy:
    """Write moments that are stored as date-times the way that texts write them."""
    if not isinstance(columns.get(WHEN), nw.Datetime):
        return frame
    return frame.with_columns(nw.col(WHEN).dt.to_string("%Y-%m-%dT%H:%M:%S"))


def located(path: Path, name: str) -> pl.LazyFrame:
    """A Parquet file in Polars, each row with its file and its number from 1."""
    frame = pl.scan_parquet(path, glob=False, row_index_name=ROW, row_index_offset=1)
    return frame.with_columns(pl.lit(name).alias(FILE))

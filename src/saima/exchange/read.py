"""Read the data of a year: observations, targets and adjustments (design section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl

from saima.engine.outcome import Inputs, Lazy
from saima.exchange.backends import Backend
from saima.exchange.checks import duplicate_problems, value_problems
from saima.exchange.codes import code_problems
from saima.exchange.csv_file import read_csv
from saima.exchange.numbers import REFUSED, parse_numbers
from saima.exchange.parquet import check_readable, open_parquet
from saima.exchange.rows import FILE, Rows, accepted, typed
from saima.exchange.sources import Source, find_sources, hash_of, paths_of
from saima.exchange.tables import ADJUSTMENT_TABLE, OBSERVATION_TABLE, ROW, TARGET_TABLE
from saima.exchange.workbook import read_sheet
from saima.plan.plan import Plan
from saima.plan.problems import Problem, Problems


@dataclass(frozen=True)
class DataFiles:
    """What DATA holds. ``inputs`` is there only when no problem forbids to go on.

    ``hash`` is the SHA-256 over the bytes of the files that were read, sorted by name.
    """

    inputs: Inputs | None
    problems: tuple[Problem, ...]
    hash: str = ""


def read_data(path: Path, plan: Plan, backend: Backend) -> DataFiles:
    """Read and check DATA for ``plan``; every problem of every table comes at once.

    Rows of CSV and XLSX are read here and handed to the backend, Parquet is scanned by it.
    """
    try:
        sources = find_sources(path)
    except Problems as found:
        return DataFiles(None, tuple(found.problems))
    problems: list[Problem] = []
    frames: dict[str, Lazy] = {}
    for source in sources:
        try:
            frames[source.table.name] = read_table(source, plan, backend)
        except Problems as found:
            problems += found.problems
    data_hash = hash_of(paths_of(sources))
    if problems:
        return DataFiles(None, tuple(problems), data_hash)
    inputs = Inputs(
        observations=frames[OBSERVATION_TABLE.name],
        table=backend.table,
        targets=frames.get(TARGET_TABLE.name),
        adjustments=frames.get(ADJUSTMENT_TABLE.name),
    )
    return DataFiles(inputs, (), data_hash)


def read_table(source: Source, plan: Plan, backend: Backend) -> Lazy:
    """One table as a frame of the backend; raises Problems with all that is wrong in it."""
    if source.suffix != ".parquet":
        rows, refused = text_rows(source)
        check(rows, plan, refused)
        return accepted(backend.frame(rows.every.collect().to_native()), rows)
    rows = open_parquet(source, backend)
    try:
        check(rows, plan)
    except Problems:
        raise
    except Exception:
        check_readable(source)
        raise
    return accepted(rows.every, rows)


def check(rows: Rows, plan: Plan, found: Sequence[Problem] = ()) -> None:
    """Raise Problems with those that were found before and those of the typed rows."""
    problems = [
        *found,
        *code_problems(rows, plan),
        *value_problems(rows, plan),
        *duplicate_problems(rows),
    ]
    if problems:
        raise Problems(problems)


def text_rows(source: Source) -> tuple[Rows, list[Problem]]:
    """The rows of a CSV file or a sheet with their numbers parsed, and what was no number."""
    table, name = source.table, source.name
    if source.sheet is None:
        texts = read_csv(source.paths[0], table, name)
    else:
        texts = read_sheet(source.paths[0], source.sheet, table, name)
    parsed, problems = parse_numbers(texts, table, name)
    placed: Lazy = nw.from_native(parsed.with_columns(pl.lit(name).alias(FILE)).lazy())
    sound = typed(placed.filter(~nw.col(REFUSED)), texts.columns, table)
    every = typed(placed, texts.columns, table)
    located = typed(placed, texts.columns, table, (FILE, ROW))
    return Rows(table, name, frozenset(texts.columns), every, sound, located), problems

"""Exactly what a board was scored from, in one order and one spelling, with its hash."""

from collections.abc import Collection, Mapping

import narwhals as nw
import polars as pl

from saima.engine.columns import Schema
from saima.engine.gather import known
from saima.engine.outcome import Inputs, Lazy
from saima.exchange.backends import PolarsBackend, polars_table
from saima.exchange.choices import DigestName
from saima.exchange.digests import digest
from saima.exchange.tables import ADJUSTMENT_TABLE, OBSERVATION_TABLE, TABLES, TARGET_TABLE, Table
from saima.plan.periods import Period, year_periods
from saima.plan.plan import Plan

INPUT_FILES: Mapping[str, Table] = {f"inputs/{table.name}.csv": table for table in TABLES}


def input_tables(
    plan: Plan, period: Period, as_of: str | None, inputs: Inputs
) -> dict[str, pl.DataFrame]:
    """The three tables of a period's board as it was known at ``as_of``, by their path.

    Rows that the board does not look at stay away: replaced and later ones, and those of periods
    after it, because a board that is published again must not give away what is not shown yet.
    """
    this_year = [one for one in year_periods(plan.year) if one.end <= period.end]
    seen = {str(one) for one in (*year_periods(plan.year - 1), *this_year)}
    lazy = {
        OBSERVATION_TABLE.name: known(inputs.observations, as_of),
        TARGET_TABLE.name: inputs.targets,
        ADJUSTMENT_TABLE.name: inputs.adjustments,
    }
    periods = {TARGET_TABLE.name: seen | {str(plan.year)}}
    return {
        path: canonical(lazy[table.name], table.schema, periods.get(table.name, seen))
        for path, table in INPUT_FILES.items()
    }


def canonical(frame: Lazy | None, schema: Schema, periods: Collection[str]) -> pl.DataFrame:
    """The rows of some periods with all columns of ``schema``, sorted by every one of them."""
    if frame is None:
        return polars_table({name: [] for name in schema}, schema)
    there = frame.collect_schema().names()
    columns = [
        nw.col(name).cast(kind()) if name in there else nw.lit(None).cast(kind()).alias(name)
        for name, kind in schema.items()
    ]
    chosen = frame.filter(nw.col("period").is_in(sorted(periods))).select(*columns)
    rows: pl.DataFrame = chosen.collect("polars").to_native()
    # Adding zero, because minus zero would be another spelling of the same input.
    return rows.with_columns(pl.col(pl.Float64) + 0.0).sort(list(schema), nulls_last=False)


def input_hash(files: Mapping[str, bytes], algorithm: DigestName) -> str:
    """One digest over the input files: over lines of each file's digest, two blanks, its path.

    It does not depend on the order of rows, nor on how a number was written.
    """
    lines = "".join(f"{digest(files[path], algorithm)}  {path}\n" for path in INPUT_FILES)
    return digest(lines.encode(), algorithm)


def inputs_from(tables: Mapping[str, pl.DataFrame]) -> Inputs:
    """What the engine scores, from the input tables by their path."""
    backend = PolarsBackend()
    frames = {table.name: backend.frame(tables[path]) for path, table in INPUT_FILES.items()}
    return Inputs(
        observations=frames[OBSERVATION_TABLE.name],
        table=backend.table,
        targets=frames[TARGET_TABLE.name],
        adjustments=frames[ADJUSTMENT_TABLE.name],
    )

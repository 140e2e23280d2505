"""The rows of a table on their way in: typed columns, all of them, whatever brought them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw

from saima.engine.columns import COUNT, NUMBER
from saima.engine.outcome import Eager, Lazy
from saima.exchange.tables import ROW, Table

FILE = "file"
"""Name of the column that carries a row's file, beside its number ``row``."""
WHEN = "recorded_at"


@dataclass(frozen=True)
class Rows:
    """A table's rows with its columns typed; counts are still Float64, to be checked.

    ``every`` has all rows, ``sound`` those without a refused cell (both in the backend for
    Parquet, else in Polars). ``located`` has them in Polars, with ``file`` and ``row``. Columns
    that are not ``present`` in the file are null.
    """

    table: Table
    name: str
    present: frozenset[str]
    every: Lazy
    sound: Lazy
    located: Lazy

    def find(self, bad: nw.Expr, most: int) -> Eager:
        """Fetch the first rows for which ``bad`` is true."""
        return collected(self.located.filter(bad).head(most))


def collected(frame: Lazy) -> Eager:
    """Compute a frame into Polars; Polars itself does it in a stream, with less memory."""
    if frame.implementation.is_polars():
        return frame.collect("polars", engine="streaming")
    return frame.collect("polars")


def typed(frame: Lazy, present: Collection[str], table: Table, extra: Sequence[str] = ()) -> Lazy:
    """Select the table's columns (and ``extra`` ones): cast where present, else null."""
    columns = [
        typed_column(column, table, exists=column in present).alias(column)
        for column in table.schema
    ]
    return frame.select(*columns, *extra)


def typed_column(column: str, table: Table, *, exists: bool) -> nw.Expr:
    """One column with its type; counts as Float64, because they may hold anything as yet."""
    kind = table.schema[column]
    wanted = NUMBER() if kind is COUNT else kind()
    if not exists:
        return nw.lit(None, dtype=wanted)
    if column == WHEN:
        return nw.col(column).cast(wanted).str.replace_all(" ", "T", literal=True)
    return nw.col(column).cast(wanted)


def accepted(frame: Lazy, rows: Rows) -> Lazy:
    """The table as the engine wants it: counts whole, no points for a veto, only what was there.

    Columns that were not there stay away, because the engine then has less to do. For rows that
    have passed all checks.
    """
    kept = [
        accepted_column(column, kind)
        for column, kind in rows.table.schema.items()
        if column in rows.present
    ]
    return frame.select(*kept)


def accepted_column(column: str, kind: type[nw.dtypes.DType]) -> nw.Expr:
    """One column as the engine wants it."""
    if kind is COUNT:
        return nw.col(column).cast(COUNT())
    return nw.col(column).fill_null(0.0) if column == "points" else nw.col(column)


__all__ = ["FILE", "ROW", "WHEN", "Rows", "accepted", "typed"]

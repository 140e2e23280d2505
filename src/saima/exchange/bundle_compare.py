"""What differs first between sealed and recomputed results, in the order of the calculation.

Published figures must be equal at their published decimals. Everything else that was kept may
differ by binary noise, because a later engine may add up in another order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import narwhals as nw
import polars as pl

from saima.engine.rounding import rounded
from saima.exchange.bundle_tables import Kind, columns_of, eager, number_text
from saima.plan.rules import Decimals

NOISE = 1e-9
"""As a share of numbers above one, so that a value of billions may carry its own noise."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "scores": ("period", "group", "unit", "indicator"),
    "weights": ("period", "group", "node", "child"),
    "nodes": ("period", "group", "unit", "node"),
    "totals": ("period", "group", "unit"),
    "triggers": ("period", "rule", "group", "unit", "indicator"),
}
"""What tells the rows of a table apart; the tables in the order of the calculation, so that the
first difference is where it begins."""

PARTS = ("indicator", "child", "node", "rule")
"""Key columns that name the part of a unit's result; the first one that a row has is told."""
EXACT = ("rank", "previous_rank", "movement", "overall_rank")
NOT_COMPARED = ("rule",)
"""Of the scores: the number by which the engine calls a formula inside, which means nothing."""


@dataclass(frozen=True)
class Difference:
    """The first difference: where, and what is there as text (None: nothing).

    ``column`` is empty where the whole row is on one side only.
    """

    table: str
    period: str
    unit: str
    part: str
    column: str
    sealed: str | None
    found: str | None


Tables = Mapping[str, pl.DataFrame]


def first_difference(sealed: Tables, found: Tables, decimals: Decimals) -> Difference | None:
    """The first difference, or None; tables that are on one side only count as empty."""
    for name in KEYS:
        if name not in sealed and name not in found:
            continue
        one = sealed[name] if name in sealed else found[name].clear()
        other = found[name] if name in found else sealed[name].clear()
        apart = chain(rows_apart(name, one, other), cells_apart(name, one, other, decimals))
        difference = next(apart, None)
        if difference is not None:
            return difference
    return None


def compared(name: str, sealed: pl.DataFrame, found: pl.DataFrame) -> list[str]:
    """The columns that both sides have, keys and internal numbers aside."""
    aside = {*KEYS[name], *(NOT_COMPARED if name == "scores" else ())}
    return [column for column in sealed.columns if column in found.columns and column not in aside]


def rows_apart(name: str, sealed: pl.DataFrame, found: pl.DataFrame) -> Iterator[Difference]:
    """A row that is on one side only, or that is there twice."""
    keys = list(KEYS[name])
    for rows, others, marks in ((sealed, found, ("1", None)), (found, sealed, (None, "1"))):
        alone = rows.join(others, on=keys, how="anti", nulls_equal=True)
        for row in alone.head(1).iter_rows(named=True):
            yield at(name, row, "", marks)
    twice = sealed.filter(pl.struct(keys).is_duplicated())
    for row in twice.head(1).iter_rows(named=True):
        yield at(name, row, "", ("2", "1"))


def cells_apart(
    name: str, sealed: pl.DataFrame, found: pl.DataFrame, decimals: Decimals
) -> Iterator[Difference]:
    """The first row of each column that differs, column by column."""
    keys, columns = list(KEYS[name]), compared(name, sealed, found)
    kinds = dict(columns_of(sealed))
    for column in columns:
        if sealed.schema[column] != found.schema[column]:
            kind = str(found.schema[column])
            yield Difference(name, "", "", "", column, str(sealed.schema[column]), kind)
    beside = sealed.select(*keys, *columns).join(
        found.select(*keys, *(pl.col(column).alias(f"{column} found") for column in columns)),
        on=keys,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    shown = {"points": decimals.points, "total": decimals.total}
    for column in columns:
        pair = beside.select(pl.col(column).alias("one"), pl.col(f"{column} found").alias("other"))
        exact = column in EXACT or kinds[column] is not Kind.NUMBER
        apart = differing(pair, exact=exact, decimals=shown.get(column))
        for row in beside.filter(apart).head(1).iter_rows(named=True):
            yield at(name, row, column, (text(row[column]), text(row[f"{column} found"])))


def differing(pair: pl.DataFrame, *, exact: bool, decimals: int | None) -> pl.Series:
    """Where ``one`` and ``other`` differ: at all, at their decimals, or by more than noise.

    Nothing equals nothing.
    """
    if decimals is not None:
        frame = eager(pair).with_columns(
            one=rounded(nw.col("one"), decimals), other=rounded(nw.col("other"), decimals)
        )
        pair = frame.to_native()
    one, other = pl.col("one"), pl.col("other")
    same = one.eq_missing(other)
    if decimals is None and not exact:
        size = pl.max_horizontal(one.abs(), other.abs(), 1.0)
        same = same | ((one - other).abs() <= NOISE * size).fill_null(value=False)
    return pair.select(apart=~same).to_series()


def at(
    name: str, row: Mapping[str, object], column: str, cells: Sequence[str | None]
) -> Difference:
    """A difference at a row."""
    part = next((row[key] for key in PARTS if row.get(key) is not None and key in KEYS[name]), "")
    unit = row.get("unit") or row.get("group") or ""
    period = str(row["period"])
    return Difference(name, period, str(unit), str(part), column, cells[0], cells[1])


def text(cell: object) -> str | None:
    """A cell as its file has it."""
    return number_text(cell) if isinstance(cell, float) else None if cell is None else str(cell)

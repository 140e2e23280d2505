"""TOPSIS: closeness to the best and distance from the worst (Tzeng & Huang 2011).

Computed on matrices (a row per unit, a column per child), because the extremes of many columns over
text keys take a frame ten times as long.
"""

from collections.abc import Sequence

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from saima.engine.outcome import Eager

PARENT = ("period", "group", "parent")
SUBJECT = ("period", "group", "unit", "parent")

Matrix = NDArray[np.float64]
Places = NDArray[np.int64]


def closeness(children: Eager, normalise: str) -> Eager:
    """Closeness 0..1 of each unit under each parent, as column ``rate``.

    ``children``: period, group, unit, parent, code, weight, rate, value, falls (lower is better).
    ``vector`` starts from the values divided by their column's length, ``rate`` from the rates
    (higher is better then). Distances are Euclidean; a cell without a number adds nothing to them.
    Where all units are alike all get 1.
    """
    if children.is_empty():
        return children.select(*SUBJECT, "rate")
    units, unit_of = numbered(children, SUBJECT)
    _, parent_of = numbered(units, PARENT)
    order = np.argsort(parent_of, kind="stable")
    first = np.flatnonzero(np.diff(parent_of[order], prepend=-1))
    row_of = np.empty_like(order)
    row_of[order] = np.arange(len(order))
    column_of, width = columns(children, unit_of)
    place = row_of[unit_of] * width + column_of

    def matrix(column: str, empty: float) -> Matrix:
        cells = np.full((len(units), width), empty)
        cells.reshape(-1)[place] = children[column].to_numpy()
        return cells

    weights = matrix("weight", 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    if normalise == "vector":
        weights *= 1.0 - 2.0 * matrix("falls", 0.0)
        cells = matrix("value", np.nan)
        cells *= scales(cells, first)
    else:
        cells = matrix("rate", np.nan)
    rates = near_best(cells * weights, first)[row_of]
    rate = nw.new_series("rate", rates, nw.Float64, backend=nw.get_native_namespace(children))
    return units.with_columns(rate)


def numbered(frame: Eager, keys: Sequence[str]) -> tuple[Eager, Places]:
    """The distinct ``keys`` of a frame, and the number of each row's among them.

    Neighbours are compared first, because rows mostly come unit by unit and text is slow to find.
    """
    same = nw.all_horizontal(
        *(nw.col(key) == nw.col(key).shift(1) for key in keys), ignore_nulls=False
    )
    starts = frame.select(starts=~same.fill_null(value=False))["starts"]
    heads = frame.select(*keys).filter(starts)
    distinct = heads.unique(maintain_order=True)
    numbers = np.arange(len(heads))
    if len(distinct) < len(heads):
        known = distinct.with_row_index("number")
        found = heads.with_row_index("head").join(known, on=list(keys), how="left").sort("head")
        numbers = found["number"].to_numpy().astype(np.int64)
    return distinct, numbers[np.cumsum(starts.to_numpy()) - 1]


def columns(children: Eager, unit_of: Places) -> tuple[Places, int]:
    """The column of each row by its ``code``, and how many there are.

    Mostly each unit has the same codes in the same order; that is quick to see.
    """
    codes = children["code"]
    period = int(np.argmax(unit_of != unit_of[0])) or len(unit_of)
    again = codes == codes.shift(period)
    if bool(again.fill_null(value=True).all()) and codes.head(period).n_unique() == period:
        return np.resize(np.arange(period), len(codes)), period
    names = sorted(codes.unique().to_list())
    numbers = codes.replace_strict(names, list(range(len(names))), return_dtype=nw.Int64)
    return numbers.to_numpy(), len(names)


def scales(cells: Matrix, first: Places) -> Matrix:
    """One over the length of each column among the rows of a parent; 0 where it has none."""
    squares = np.square(cells)
    np.nan_to_num(squares, copy=False)
    lengths = np.sqrt(np.add.reduceat(squares, first, axis=0))
    inverse: Matrix = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return spread(inverse, first, len(cells))


def near_best(cells: Matrix, first: Places) -> Matrix:
    """Distance from the worst as a share of both distances, for each row among its parent's."""
    absent = np.isnan(cells)
    distances = []
    for extreme in (np.fmax, np.fmin):
        apart = spread(extreme.reduceat(cells, first, axis=0), first, len(cells))
        apart -= cells
        apart[absent] = 0.0
        distances.append(np.sqrt(np.einsum("ij,ij->i", apart, apart)))
    best, worst = distances
    both = best + worst
    shares: Matrix = np.divide(worst, both, out=np.ones_like(both), where=both > 0)
    return shares


def spread(of_parents: Matrix, first: Places, rows: int) -> Matrix:
    """Repeat the row of each parent for each of its units; ``first`` is the first unit's row."""
    return np.repeat(of_parents, np.diff(first, append=rows), axis=0)

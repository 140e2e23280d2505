"""TOPSIS in a thousand groups, beside scikit-criteria doing the same thousand times."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypeVar

import narwhals as nw
import numpy as np
import polars as pl
import skcriteria
from numpy.typing import NDArray
from skcriteria.agg.topsis import TOPSIS
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import VectorScaler

from saima.engine.outcome import Eager
from saima.engine.topsis import closeness

GROUPS, UNITS, CRITERIA = 1_000, 100, 20
Result = TypeVar("Result")
Numbers = NDArray[np.float64]


def measure_topsis(runs: int) -> dict[str, float]:
    """Median seconds of both, and the largest difference between their results."""
    chance = np.random.default_rng(2021)
    values = chance.random((GROUPS, UNITS, CRITERIA)) + 0.1
    weights = chance.random(CRITERIA) + 0.5
    frame = long_frame(values, weights)
    shuffled = frame[chance.permutation(len(frame))]
    times: dict[str, list[float]] = {"saima": [], "library": [], "shuffled": []}
    for _ in range(runs + 1):
        found, seconds = timed(lambda: closeness(frame, "vector"))
        times["saima"].append(seconds)
        others, seconds = timed(lambda: by_library(values, weights))
        times["library"].append(seconds)
        again, seconds = timed(lambda: closeness(shuffled, "vector"))
        times["shuffled"].append(seconds)
    largest = max(float(np.abs(rates(one) - others).max()) for one in (found, again))
    return {"difference": largest} | {name: median(all_[1:]) for name, all_ in times.items()}


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What ``work`` gives and how long it took."""
    start = perf_counter()
    result = work()
    return result, perf_counter() - start


def rates(found: Eager) -> Numbers:
    """Closeness by group and unit."""
    column: Numbers = found.sort("group", "unit")["rate"].to_numpy()
    return column.reshape(GROUPS, UNITS)


def long_frame(values: Numbers, weights: Numbers) -> Eager:
    """The cells as rows of the engine's tree."""
    groups = [f"g{number:04d}" for number in range(GROUPS)]
    units = [f"u{number:03d}" for number in range(UNITS)]
    codes = [f"c{number:02d}" for number in range(CRITERIA)]
    size = GROUPS * UNITS * CRITERIA
    return nw.from_native(
        pl.DataFrame(
            {
                "period": pl.repeat("2021", size, eager=True),
                "group": np.repeat(groups, UNITS * CRITERIA),
                "unit": np.tile(np.repeat(units, CRITERIA), GROUPS),
                "parent": pl.repeat("total", size, eager=True),
                "code": np.tile(codes, GROUPS * UNITS),
                "weight": np.tile(weights, GROUPS * UNITS),
                "rate": values.reshape(-1),
                "value": values.reshape(-1),
                "falls": pl.repeat(value=False, n=size, eager=True),
            }
        ),
        eager_only=True,
    )


def by_library(values: Numbers, weights: Numbers) -> Numbers:
    """The same with scikit-criteria, one decision matrix a group."""
    pipe = mkpipe(VectorScaler(target="matrix"), TOPSIS())
    results = []
    for matrix in values:
        decided = pipe.evaluate(
            skcriteria.mkdm(matrix, [max] * CRITERIA, weights=weights / weights.sum())
        )
        results.append(decided.e_.similarity)
    return np.array(results)

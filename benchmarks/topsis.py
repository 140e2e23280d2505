"""TOPSIS in a thousand groups, beside scikit-criteria doing the same thousand times."""

from statistics import median
from time import perf_counter

import narwhals as nw
import numpy as np
import polars as pl
import skcriteria
from skcriteria.agg.topsis import TOPSIS
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import VectorScaler

from saima.engine.topsis import closeness

GROUPS, UNITS, CRITERIA = 1_000, 100, 20


def measure_topsis(runs: int) -> dict[str, float]:
    """Median seconds of both, and the largest difference between their results."""
    chance = np.random.default_rng(2021)
    values = chance.random((GROUPS, UNITS, CRITERIA)) + 0.1
    weights = chance.random(CRITERIA) + 0.5
    frame = long_frame(values, weights)
    ours, theirs = [], []
    for _ in range(runs + 1):
        start = perf_counter()
        found = closeness(frame, "vector")
        ours.append(perf_counter() - start)
        start = perf_counter()
        others = by_library(values, weights)
        theirs.append(perf_counter() - start)
    rates = nw.to_native(found.sort("group", "unit"))["rate"].to_numpy().reshape(GROUPS, UNITS)
    return {
        "saima": median(ours[1:]),
        "scikit-criteria": median(theirs[1:]),
        "difference": float(np.abs(rates - others).max()),
    }


def long_frame(values: np.ndarray, weights: np.ndarray) -> nw.DataFrame[pl.DataFrame]:
    """The rows that the engine's tree hands over."""
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


def by_library(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The same with scikit-criteria, one decision matrix a group."""
    pipe = mkpipe(VectorScaler(target="matrix"), TOPSIS())
    results = []
    for matrix in values:
        decided = pipe.evaluate(
            skcriteria.mkdm(matrix, [max] * CRITERIA, weights=weights / weights.sum())
        )
        results.append(decided.e_.similarity)
    return np.array(results)

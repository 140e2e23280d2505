"""One measured run in a process of its own: ``python -m benchmarks.run MODE UNITS DATA OUT``.

Writes what it computed as Parquet to OUT and prints seconds and peak memory as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import narwhals as nw
import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.race import CAP, GROUPS, HALF_UP, INDICATORS, by_hand, group, race, target, weight
from saima.plan.periods import Period

OPEN = ExitStack()
"""Backends stay open until the process ends."""
COLUMNS = ["group", "unit", "total", "rank"]
MEMORY_LIMIT = "75%"
"""What DuckDB may take before it goes to disk: Saima's default, so that nothing is held back."""


def small_tables(units: int) -> dict[str, pl.DataFrame]:
    """What the hand-written versions join: units, weights, targets."""
    codes = [f"indicator-{number:03d}" for number in range(INDICATORS)]
    weights = [
        (f"g{n}", code, weight(number, n))
        for number, code in enumerate(codes)
        for n in range(GROUPS)
    ]
    return {
        "units": pl.DataFrame(
            {
                "unit": [f"U{unit:06d}" for unit in range(units)],
                "group": [group(unit) for unit in range(units)],
            }
        ),
        "weights": pl.DataFrame(weights, ["group", "indicator", "weight"], orient="row"),
        "targets": pl.DataFrame(
            {"indicator": codes, "target": [target(number) for number in range(INDICATORS)]}
        ),
    }


def hand(units: int, data: Path, mode: str) -> Callable[[], pl.DataFrame]:
    """The hand-written DuckDB query with the settings that Saima's backend uses."""
    import duckdb

    tables = small_tables(units)
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(HALF_UP)
    query = by_hand(data, naive=mode == "hand-naive", tuned=mode == "hand-tuned")

    def work() -> pl.DataFrame:
        for name, frame in tables.items():
            connection.register(name, frame.to_arrow())
        found: pl.DataFrame = connection.sql(query).pl()
        return found

    return work


def engine(units: int, data: Path, backend_name: str) -> Callable[[], pl.DataFrame]:
    """Saima's totals and ranks on one of its backends."""
    from saima.engine.outcome import Inputs
    from saima.engine.standings import standings
    from saima.exchange.backends import open_backend

    plan = race(units)
    backend = OPEN.enter_context(open_backend(backend_name, MEMORY_LIMIT))
    files = sorted(data.glob("*.parquet"))

    def work() -> pl.DataFrame:
        inputs = Inputs(backend.scan(files), backend.table)
        totals = standings(plan, inputs, [Period.parse("2021")])
        found: pl.DataFrame = nw.to_native(totals.select(COLUMNS).sort("group", "rank", "unit"))
        return found

    return work


def pandas(units: int, data: Path) -> Callable[[], pl.DataFrame]:
    """The same by hand in pandas, rounded half up."""
    import pandas as pd

    tables = {name: frame.to_pandas() for name, frame in small_tables(units).items()}

    def work() -> pl.DataFrame:
        rows = pd.read_parquet(data)
        rows = rows[rows["period"].between("2021-01", "2021-12")]
        taken = rows.groupby(["unit", "indicator"], as_index=False)["value"].sum()
        scored = taken.merge(tables["units"]).merge(tables["weights"]).merge(tables["targets"])
        rate = (scored["value"] / scored["target"]).clip(0, CAP)
        scored["points"] = half_up((rate * scored["weight"]).to_numpy(), 4)
        totals = scored.groupby(["group", "unit"], as_index=False)["points"].sum()
        totals["total"] = half_up(totals["points"].to_numpy(), 2)
        totals["rank"] = totals.groupby("group")["total"].rank("min", ascending=False)
        return pl.from_pandas(totals[COLUMNS])

    return work


def half_up(numbers: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Non-negative numbers rounded half up after snapping at nine decimals, as the engine does."""
    scaled = np.floor(numbers * 10**decimals * 1e9 + 0.5) / 1e9
    rounded: NDArray[np.float64] = np.floor(scaled + 0.5) / 10**decimals
    return rounded


def work_of(mode: str, units: int, data: Path) -> Callable[[], pl.DataFrame]:
    """What a mode measures."""
    if mode.startswith("hand"):
        return hand(units, data, mode)
    if mode == "pandas":
        return pandas(units, data)
    return engine(units, data, mode.partition("-")[0])


def main(mode: str, units: str, data: str, out: str) -> None:
    """Measure one run."""
    work = work_of(mode, int(units), Path(data))
    start = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - start
    found.write_parquet(out)
    print(json.dumps({"seconds": seconds, "peak": peak_memory()}))


def peak_memory() -> float:
    """Peak memory of this program in MB.

    On Linux not by getrusage, which there counts what the parent had before exec, too.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return float(line.split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

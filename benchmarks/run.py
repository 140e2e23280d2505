"""One measured run in a process of its own: ``python -m benchmarks.run MODE UNITS PARQUET OUT``.

Writes what it computed as Parquet to OUT and prints seconds and peak memory as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import narwhals as nw
import polars as pl

from benchmarks.race import CAP, GROUPS, HALF_UP, INDICATORS, by_hand, group, race, target, weight
from saima.plan.periods import Period

OPEN = ExitStack()
"""Backends stay open until the process ends."""
COLUMNS = ["group", "unit", "total", "rank"]


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


def hand(units: int, path: Path, *, naive: bool = False) -> Callable[[], pl.DataFrame]:
    """The hand-written DuckDB query with the settings that Saima's backend uses."""
    import duckdb

    tables = small_tables(units)
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET memory_limit = '400MB'")
    connection.execute(HALF_UP)

    def work() -> pl.DataFrame:
        for name, frame in tables.items():
            connection.register(name, frame.to_arrow())
        found: pl.DataFrame = connection.sql(by_hand(path, naive=naive)).pl()
        return found

    return work


def engine(units: int, path: Path, backend_name: str) -> Callable[[], pl.DataFrame]:
    """Saima's totals and ranks on one of its backends."""
    from saima.engine.outcome import Inputs
    from saima.engine.standings import standings
    from saima.exchange.backends import open_backend

    plan = race(units)
    backend = OPEN.enter_context(open_backend(backend_name, "400MB"))

    def work() -> pl.DataFrame:
        inputs = Inputs(backend.scan([path]), backend.table)
        totals = standings(plan, inputs, [Period.parse("2021")])
        found: pl.DataFrame = nw.to_native(totals.select(COLUMNS).sort("group", "rank", "unit"))
        return found

    return work


def pandas(units: int, path: Path) -> Callable[[], pl.DataFrame]:
    """The same by hand in pandas."""
    import pandas as pd

    tables = {name: frame.to_pandas() for name, frame in small_tables(units).items()}

    def work() -> pl.DataFrame:
        rows = pd.read_parquet(path)
        taken = rows.groupby(["unit", "indicator"], as_index=False)["value"].sum()
        scored = taken.merge(tables["units"]).merge(tables["weights"]).merge(tables["targets"])
        rate = (scored["value"] / scored["target"]).clip(0, CAP)
        scored["points"] = (rate * scored["weight"]).round(4)
        totals = scored.groupby(["group", "unit"], as_index=False)["points"].sum()
        totals["total"] = totals["points"].round(2)
        totals["rank"] = totals.groupby("group")["total"].rank("min", ascending=False)
        return pl.from_pandas(totals[COLUMNS])

    return work


def work_of(mode: str, units: int, path: Path) -> Callable[[], pl.DataFrame]:
    """What a mode measures."""
    if mode.startswith("hand"):
        return hand(units, path, naive=mode == "hand-naive")
    if mode == "pandas":
        return pandas(units, path)
    return engine(units, path, mode)


def main(mode: str, units: str, path: str, out: str) -> None:
    """Measure one run."""
    work = work_of(mode, int(units), Path(path))
    start = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - start
    found.write_parquet(out)
    print(json.dumps({"seconds": seconds, "peak": peak_memory()}))


def peak_memory() -> float:
    """Peak memory of this program in MB; not getrusage, which counts the parent before exec too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return float(line.split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Ten and fifty million observations: Saima beside a hand-written query and pandas."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

from benchmarks.race import write_observations

UNITS = 10_417
"""With 80 indicators and 12 months ten million rows."""
BUDGET = 200
SETTINGS = {"polars-budget": {"POLARS_OOC_MEMORY_BUDGET_MB": str(BUDGET)}}
"""Environment variables of some modes."""


@dataclass(frozen=True)
class Measured:
    """Medians of a mode and what each run computed.

    ``seconds`` of reading and scoring, ``whole`` seconds of the process, ``peak`` memory in MB.
    """

    seconds: float
    whole: float
    peak: float
    results: tuple[Path, ...]


def once(mode: str, units: int, data: Path, out: Path) -> Measured:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.run", mode, str(units), str(data), str(out)]
    settings = os.environ | SETTINGS.get(mode, {})
    start = perf_counter()
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=settings)
    whole = perf_counter() - start
    found = json.loads(answer.stdout.splitlines()[-1])
    return Measured(found["seconds"], whole, found["peak"], (out,))


def interleaved(modes: Sequence[str], units: int, folder: Path, runs: int) -> dict[str, Measured]:
    """Medians of ``runs`` runs of every mode in turn, after one of each that does not count."""
    data = folder / f"observations-{units}"
    if not data.exists():
        write_observations(units, data)
    found: dict[str, list[Measured]] = {mode: [] for mode in modes}
    for turn in range(runs + 1):
        for mode in modes:
            measured = once(mode, units, data, folder / f"{mode}-{units}-{turn}.parquet")
            print(f"{units:,} units, turn {turn}, {mode}: {measured.seconds:.2f} s", flush=True)
            if turn:
                found[mode].append(measured)
    return {mode: middle(measures) for mode, measures in found.items()}


def middle(measures: Sequence[Measured]) -> Measured:
    """The medians of several runs."""
    return Measured(
        median(one.seconds for one in measures),
        median(one.whole for one in measures),
        median(one.peak for one in measures),
        tuple(path for one in measures for path in one.results),
    )


def differing(one: Path, others: Sequence[Path]) -> tuple[int, int]:
    """How many units have another total, and another rank, in any of the other results."""
    base = pl.read_parquet(one).select("group", "unit", "total", pl.col("rank").cast(pl.Float64))
    totals, ranks = set[str](), set[str]()
    for other in others:
        beside = base.join(pl.read_parquet(other), on=["group", "unit"], how="full", suffix="_too")
        total = (pl.col("total") - pl.col("total_too")).abs() <= 1e-9
        rank = pl.col("rank") == pl.col("rank_too")
        unit = pl.coalesce("unit", "unit_too")
        totals |= set(beside.filter(~total.fill_null(value=False)).select(unit).to_series())
        ranks |= set(beside.filter(~rank.fill_null(value=False)).select(unit).to_series())
    return len(totals), len(ranks)

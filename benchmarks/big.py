"""Ten and fifty million observations: Saima beside a hand-written query and pandas."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.race import write_observations

UNITS = 10_417
"""With 80 indicators and 12 months ten million rows."""


@dataclass(frozen=True)
class Measured:
    """Median seconds and peak memory (MB) of a mode, and what it computed."""

    mode: str
    seconds: float
    peak: float
    result: Path


def once(mode: str, units: int, data: Path, folder: Path) -> Measured:
    """One run in a process of its own."""
    out = folder / f"{mode}-{units}.parquet"
    command = [sys.executable, "-m", "benchmarks.run", mode, str(units), str(data), str(out)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(answer.splitlines()[-1])
    return Measured(mode, found["seconds"], found["peak"], out)


def interleaved(modes: list[str], units: int, folder: Path, runs: int) -> dict[str, Measured]:
    """Medians of ``runs`` runs of every mode in turn, after one of each that does not count."""
    data = folder / f"observations-{units}.parquet"
    if not data.exists():
        write_observations(units, data)
    found: dict[str, list[Measured]] = {mode: [] for mode in modes}
    for position in range(runs + 1):
        for mode in modes:
            measured = once(mode, units, data, folder)
            if position:
                found[mode].append(measured)
    return {
        mode: Measured(
            mode,
            median(one.seconds for one in measures),
            median(one.peak for one in measures),
            measures[0].result,
        )
        for mode, measures in found.items()
    }


def differing(one: Path, other: Path) -> tuple[int, int]:
    """How many totals and ranks differ between two results."""
    joined = pl.read_parquet(one).join(
        pl.read_parquet(other), on=["group", "unit"], suffix="_other"
    )
    totals = ((joined["total"] - joined["total_other"]).abs() > 1e-9).sum()
    ranks = (joined["rank"].cast(pl.Float64) != joined["rank_other"].cast(pl.Float64)).sum()
    return int(totals), int(ranks)

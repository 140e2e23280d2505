"""Run every benchmark and write docs/benchmarks.md: ``python -m benchmarks [--quick]``."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.big import UNITS, Measured, differing, interleaved
from benchmarks.topsis import measure_topsis
from benchmarks.year import measure_year

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
FOLDER = Path("var/bench")
NAMES = {
    "hand": "hand-written DuckDB query, rounding half up",
    "hand-naive": "the same with the database's own round",
    "duckdb": "Saima on DuckDB",
    "polars": "Saima on Polars",
    "pandas": "hand-written pandas",
}
LIBRARIES = ("narwhals", "polars", "duckdb", "pandas", "scikit-criteria", "numpy")


def main(*, quick: bool) -> None:
    """Measure and write the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    runs = 1 if quick else 5
    units = 1_000 if quick else UNITS
    ten = interleaved(["hand", "duckdb", "polars", "hand-naive", "pandas"], units, FOLDER, runs)
    fifty = interleaved(["hand", "duckdb", "polars"], 5 * units, FOLDER, min(runs, 3))
    text = page(units, ten, fifty, measure_year(runs), measure_topsis(runs))
    if not quick:
        PAGE.write_text(text, encoding="utf-8")
    print(text)


def big_table(units: int, found: dict[str, Measured]) -> list[str]:
    """Rows of a big run."""
    base = found["hand"]
    lines = ["| what | seconds | against by hand | peak memory MB | totals, ranks that differ |"]
    lines.append("|---|---|---|---|---|")
    for mode, one in found.items():
        totals, ranks = differing(base.result, one.result)
        ratio = one.seconds / base.seconds
        lines.append(
            f"| {NAMES[mode]} | {one.seconds:.2f} | {ratio:.2f} | {one.peak:.0f} "
            f"| {totals}, {ranks} of {units} |"
        )
    return lines


def page(
    units: int,
    ten: dict[str, Measured],
    fifty: dict[str, Measured],
    year: dict[str, float],
    topsis: dict[str, float],
) -> str:
    """The page of results."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    growth = fifty["duckdb"].seconds / ten["duckdb"].seconds
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` repeats them. Python {platform.python_version()}, {os.cpu_count()} cores;"
        f" {libraries}. Each run in a process of its own, in turn, medians of five (three at fifty"
        " million). Seconds are those of reading and scoring; memory is the peak of the process.",
        "",
        f"## {units * 960:,} observations",
        "",
        "Parquet, 12 months x 80 indicators, text codes, 5 groups with weights of their own; year"
        " totals of capped completion, ranks in the groups. Required: Saima not over 1.5 times"
        " the hand-written query for the same numbers, under 600 MB.",
        "",
        *big_table(units, ten),
        "",
        "By-hand rounding with the database's own `round` on binary floats gives other totals and"
        " other ranks: that is the price of a shorter query, not a rounding to choose.",
        "",
        f"## {units * 5 * 960:,} observations",
        "",
        "Required: linear in time, under 1.5 GB."
        f" Five times the rows took {growth:.1f} times as long on DuckDB.",
        "",
        *big_table(5 * units, fifty),
        "",
        "## The shipped year",
        "",
        f"`plans/x-2021` with the demo's {year['observations']:.0f} observations, all 19 periods,"
        f" {year['scores']:.0f} scores, in process. Required: a year under 1 s, an explanation"
        " under 50 ms.",
        "",
        "| what | seconds |",
        "|---|---|",
        f"| first scoring in the process | {year['first']:.2f} |",
        f"| again | {year['again']:.2f} |",
        f"| one explanation of a unit's year | {year['explanation']:.3f} |",
        "",
        "## TOPSIS",
        "",
        "1,000 groups of 100 units x 20 criteria. Required: under 0.15 s.",
        "",
        "| what | seconds |",
        "|---|---|",
        f"| Saima, one frame in, one frame out | {topsis['saima']:.3f} |",
        f"| scikit-criteria, a thousand evaluations | {topsis['scikit-criteria']:.2f} |",
        "",
        f"Largest difference between the two: {topsis['difference']:.1e}.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

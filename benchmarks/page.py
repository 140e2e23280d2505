"""The page of results, docs/benchmarks.md."""

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from benchmarks.big import BUDGET, Measured, differing
from benchmarks.race import INDICATORS
from benchmarks.run import MEMORY_LIMIT

NAMES = {
    "hand": "DuckDB query by hand, rounding half up",
    "hand-tuned": "the same, its joins put in order by hand",
    "duckdb": "**Saima on DuckDB**",
    "polars": "**Saima on Polars**",
    "polars-budget": f"Saima on Polars, told to keep to {BUDGET} MB",
    "hand-naive": "DuckDB query by hand, the database's own `round`",
    "pandas": "pandas by hand, rounding half up",
}
LIBRARIES = ("narwhals", "polars", "duckdb", "numpy", "pandas", "pyarrow", "scikit-criteria")


@dataclass(frozen=True)
class Results:
    """Everything that was measured; ``units`` of the smaller big run."""

    units: int
    runs: int
    ten: Mapping[str, Measured]
    fifty: Mapping[str, Measured]
    year: Mapping[str, float]
    topsis: Mapping[str, float]
    sealing: Mapping[str, float]
    documents: Mapping[str, float]


def page(results: Results) -> str:
    """The page."""
    parts = (
        head(results),
        ten(results),
        fifty(results),
        year(results),
        topsis(results),
        sealing(results.sealing),
        documents(results.documents),
    )
    return "\n".join(line for part in parts for line in (*part, ""))


def rows_of(units: int) -> int:
    """How many observations a big run has."""
    return units * INDICATORS * 12


def head(results: Results) -> Iterator[str]:
    """What was measured on what, and how."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield "# Benchmarks"
    yield ""
    yield (
        f"`make bench` repeats all of it and writes this page; `python -m benchmarks --quick` tries"
        f" it on a tenth of the data. Measured on {machine()}, {platform.system()},"
        f" Python {platform.python_version()}, {libraries}."
    )
    yield ""
    yield (
        "What stands in one table ran in turn (A B C A B C ...), after a first turn that does not"
        f" count; numbers are medians of {results.runs}. A big run is a process of its own:"
        " *seconds* are those of opening the files, adding up, scoring and ranking, *whole process*"
        " also those of starting Python, importing and making the plan; memory is the peak of the"
        " process. Compare the columns, not the seconds with those of another machine."
    )


def machine() -> str:
    """Cores and memory."""
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GB"


def ten(results: Results) -> Iterator[str]:
    """The smaller big run."""
    found = results.ten
    yield f"## {rows_of(results.units):,} observations"
    yield ""
    yield (
        f"A year of {INDICATORS} indicators for {results.units:,} units in five groups with weights"
        " of their own: Parquet, one file a month, codes as text. Computed: completion of the"
        " year's target, capped; points; totals; ranks in the groups. Required: not over 1.5 times"
        " the hand-written query for the same numbers, under 600 MB. DuckDB may take"
        f" {MEMORY_LIMIT} of the memory in every row; what it took is what it needed."
    )
    yield ""
    yield from big_table(results.units, found)
    yield ""
    totals, ranks = differing(found["hand-naive"].results[0], found["hand-naive"].results[1:])
    yield (
        "- **The last column** counts units whose total and rank differ from the first row's in any"
        " run. `round` on binary sums is the shorter query, and it publishes other ranks: a sum of"
        " floats depends on the order in which threads finish, so a total that ends in a five goes"
        f" up in one run and down in the next. Between its own {results.runs} runs {totals:,} units"
        f" had different totals and {ranks:,} different ranks. Saima and the first row snap at nine"
        " decimals before they round half up; their runs all agree."
    )
    yield (
        "- **The second row** is what somebody writes who has read the first one's plan: DuckDB"
        " joins the small tables to every unit x indicator before it looks at the values; left"
        " joins keep it from that."
    )
    yield from memory_remark(found)
    yield (
        "- **Holes.** Where all missing values follow one of the policies `problem` and `zero`,"
        " counting tells what they do. Else data with holes are added up a second time, over every"
        " unit x indicator; plans with re-weighting, bounds or other combinations than sums are"
        " scored in full, in memory."
    )


def memory_remark(found: Mapping[str, Measured]) -> Iterator[str]:
    """How Polars stands with memory."""
    plain, budget = found["polars"], found["polars-budget"]
    if plain.peak < 600:
        verdict = f"Polars keeps to 600 MB ({plain.peak:.0f} MB)."
    else:
        verdict = (
            f"Polars does **not** keep to 600 MB ({plain.peak:.0f} MB): each month brings every"
            " unit again, so that nothing is finished before the last file. `--backend duckdb` is"
            " the one to take for data of this size."
        )
    yield (
        f"- **Memory.** {verdict} Told to by `POLARS_OOC_MEMORY_BUDGET_MB={BUDGET}` Polars goes to"
        f" disk: {budget.peak:.0f} MB, {budget.seconds / plain.seconds:.1f} times the time."
    )


def fifty(results: Results) -> Iterator[str]:
    """The larger big run."""
    growth = results.fifty["duckdb"].seconds / results.ten["duckdb"].seconds
    by_hand = results.fifty["hand"].seconds / results.ten["hand"].seconds
    yield f"## {rows_of(results.units * 5):,} observations"
    yield ""
    yield (
        "Five times the units. Required: linear in time, under 1.5 GB. Five times the rows took"
        f" Saima on DuckDB {growth:.1f} times as long, the hand-written query {by_hand:.1f} times."
        f" Polars takes {results.fifty['polars'].peak / 1000:.1f} GB: what holds for ten million"
        " rows holds here all the more."
    )
    yield ""
    yield from big_table(results.units * 5, results.fifty)


def big_table(units: int, found: Mapping[str, Measured]) -> Iterator[str]:
    """Rows of a big run."""
    base = found["hand"]
    yield (
        "| what | seconds | against row 1 | whole process | peak memory MB"
        f" | totals, ranks that differ (of {units:,}) |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    for mode, one in found.items():
        totals, ranks = differing(base.results[0], one.results)
        yield (
            f"| {NAMES[mode]} | {one.seconds:.2f} | {one.seconds / base.seconds:.2f}"
            f" | {one.whole:.2f} | {one.peak:.0f} | {totals:,}, {ranks:,} |"
        )


def year(results: Results) -> Iterator[str]:
    """The shipped year."""
    found = results.year
    yield "## The shipped year"
    yield ""
    yield (
        f"`plans/x-2021` with the demo's {found['observations']:,.0f} fictitious observations, all"
        f" 19 periods, {found['scores']:,.0f} scores with everything that explains them, on Polars"
        " in process. Required: a year under 1 s, an explanation under 50 ms."
    )
    yield ""
    yield "| what | seconds |"
    yield "|---|---:|"
    yield f"| first scoring of the process | {found['first']:.2f} |"
    yield f"| again | {found['again']:.2f} |"
    yield f"| one explanation of a unit's year | {found['explanation']:.3f} |"


def topsis(results: Results) -> Iterator[str]:
    """TOPSIS."""
    found = results.topsis
    yield "## TOPSIS"
    yield ""
    yield (
        "1,000 groups of 100 units x 20 criteria. Required: under 0.15 s, equal to scikit-criteria"
        " within 1e-9."
    )
    yield ""
    yield "| what | seconds |"
    yield "|---|---:|"
    yield f"| Saima, two million rows in, a hundred thousand out | {found['saima']:.3f} |"
    yield f"| scikit-criteria, a thousand evaluations of a matrix | {found['library']:.2f} |"
    yield ""
    yield (
        f"Largest difference between the two: {found['difference']:.1e}. The rows come unit by"
        f" unit, criteria in one order; without any order Saima takes {found['shuffled']:.2f} s."
    )


def sealing(found: Mapping[str, float]) -> Iterator[str]:
    """Sealing and verifying."""
    size = f"{found['units']:.0f} units x {found['indicators']:.0f} indicators"
    yield "## Seals"
    yield ""
    yield (
        f"A year's board of {size} with a value each month (a bundle of"
        f" {found['race_size'] / 1e6:.1f} MB), and the demo's year on `plans/x-2021` with its four"
        f" quarters ({found['year_size'] / 1e6:.1f} MB, {found['figures']:,.0f} figures computed"
        " again). Required: sealing under 2 s, verifying a year under 3 s."
    )
    yield ""
    yield "| what | seconds |"
    yield "|---|---:|"
    yield f"| {size}: sealing what is scored already | {found['race_seal']:.2f} |"
    yield f"| the same with scoring | {found['race']:.2f} |"
    yield f"| the same out of the database and back into it (SQLite) | {found['records']:.2f} |"
    yield f"| verifying it | {found['race_verify']:.2f} |"
    yield f"| the demo's year: scoring and sealing | {found['year']:.2f} |"
    yield f"| verifying it | {found['verify']:.2f} |"


def documents(found: Mapping[str, float]) -> Iterator[str]:
    """Every unit's own sheet."""
    yield "## Documents"
    yield ""
    yield (
        f"Every unit's own score sheet in one go: {found['units']:.0f} units x"
        f" {found['indicators']:.0f} indicators. Required: under 30 s."
    )
    yield ""
    yield "| what | seconds |"
    yield "|---|---:|"
    yield f"| as .docx, packed | {found['docx']:.2f} |"
    if "pdf" in found:
        yield f"| as PDF by LibreOffice, two at a time | {found['pdf']:.2f} |"

"""Run every benchmark and write docs/benchmarks.md: ``python -m benchmarks [--quick]``.

``--quick`` runs once, on a tenth of the data, and prints the page instead of writing it.
"""

import os
import sys
from pathlib import Path

from benchmarks.big import UNITS, interleaved
from benchmarks.documents import measure_documents
from benchmarks.page import Results, page
from benchmarks.sealing import measure_sealing
from benchmarks.site import measure_site, section
from benchmarks.topsis import measure_topsis
from benchmarks.year import measure_year

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
FOLDER = Path("var/bench")
TEN = ("hand", "hand-tuned", "duckdb", "polars", "polars-budget", "hand-naive", "pandas")
FIFTY = ("hand", "duckdb", "polars")


def main(*, quick: bool) -> None:
    """Measure and write the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    runs = 1 if quick else 5
    units = UNITS // 10 if quick else UNITS
    year = measure_year(runs)
    topsis = measure_topsis(runs)
    seals = measure_sealing(runs)
    sheets = measure_documents(runs)
    ten = interleaved(TEN, units, FOLDER, runs)
    fifty = interleaved(FIFTY, 5 * units, FOLDER, runs)
    load = os.getloadavg()[0]
    site = "\n".join(section(measure_site(), load))
    text = page(Results(units, runs, ten, fifty, year, topsis, seals, sheets)) + site + "\n"
    if quick:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

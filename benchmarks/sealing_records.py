"""Sealing 100 units x 80 indicators as the office does it: out of the database and back into it.

A process of its own: ``python -m benchmarks.sealing_records RUNS`` prints the seconds as JSON. It
works in a folder that is thrown away.
"""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.race import race
from benchmarks.site import start

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.records.models import Board, Person, PlanVersion

RECORDED = datetime(2021, 12, 31, 2, tzinfo=UTC)
COMPUTED = datetime(2022, 1, 10, 2, tzinfo=UTC)
SEALED = COMPUTED + timedelta(days=20)


def measure_records(runs: int) -> float:
    """Median seconds of one sealing, audit log and bundle included."""
    command = [sys.executable, "-m", "benchmarks.sealing_records", str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds: float = json.loads(done.stdout)["seconds"]
    return seconds


def build(units: int) -> "tuple[PlanVersion, Person]":
    """The plan, a value of every unit, indicator and month, and the office."""
    from benchmarks.sealing import race_year
    from saima.actions.loading import publish_plan
    from saima.records.models import Entry, Person, Post

    version = publish_plan(race(units), RECORDED)
    rows = race_year().observations.collect().to_native().iter_rows(named=True)
    entries = (
        Entry(
            plan=version.code,
            unit=row["unit"],
            indicator=row["indicator"],
            period=row["period"],
            value=Decimal(str(row["value"])),
            recorded_at=RECORDED,
        )
        for row in rows
    )
    Entry.objects.bulk_create(entries, batch_size=2000)
    office = Person.objects.create(username="office")
    Post.objects.create(person=office, role="office", starts=date(2021, 1, 1))
    return version, office


def shown(version: "PlanVersion", office: "Person", before: "Board | None") -> "Board":
    """The year's board, or the next edition of it, as it is shown for objections."""
    from saima.actions import sealing
    from saima.actions.by import By
    from saima.plan.periods import Period

    by = By(office, COMPUTED)
    if before is None:
        attempt = sealing.Attempt(version, Period.parse("2021"), COMPUTED, "measured")
        draft = sealing.compute_draft(by, attempt)
    else:
        draft = sealing.new_edition(by, before.pk, "measured")
    return sealing.show_for_objections(by, draft.pk)


def main(runs: int) -> None:
    """Seal one edition after the other; the first does not count."""
    with TemporaryDirectory() as folder:
        start(Path(folder))
        from benchmarks.sealing import UNITS
        from saima.actions import sealing
        from saima.actions.by import By

        version, office = build(UNITS)
        board, times = None, []
        for _ in range(runs + 1):
            board = shown(version, office, board)
            begun = perf_counter()
            board = sealing.seal(By(office, SEALED), board.pk, "measured")
            times.append(perf_counter() - begun)
    print(json.dumps({"seconds": median(times[1:])}))


if __name__ == "__main__":
    main(int(sys.argv[1]))

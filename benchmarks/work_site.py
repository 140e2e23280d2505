"""Pages of a year of work under eight users at once: waitress, SQLite, this machine.

``python -m benchmarks.work_site`` builds the city of ``benchmarks.site`` with the work of
``benchmarks.work_data`` in a folder that is thrown away, serves it and prints the table. Pages
that this version has not are left out.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.site import (
    ASKED,
    LOOKED,
    PROCESSES,
    READS,
    Asked,
    User,
    ask,
    p95,
    serving,
    start,
)
from benchmarks.site_data import MONTH, NOW, USERS, City, build, city_plan, person
from benchmarks.work_data import Sizes, Work, fill

HUGE, QUICK = Sizes(), Sizes(500, 4, 5_000, 200)
UNIT = "town-07"
PAGES: Mapping[str, tuple[str, str]] = {
    "leading group": ("screen", ""),
    "big screen": ("big_screen", ""),
    "late nodes, first page": ("late_nodes", ""),
    "late nodes, last page": ("late_nodes", "?page=9999"),
    "first page of the year": ("home", ""),
    "a unit with its work": ("unit", ""),
    "tasks, first page": ("tasks", ""),
    "tasks, red ones": ("tasks", "?light=red"),
    "battle map": ("battle_map", ""),
    "tasks against units": ("task_matrix", ""),
    "programmes": ("programmes", ""),
    "hard problems, first page": ("hard_problems", ""),
    "hard problems, last page": ("hard_problems", "?page=9999"),
    "hard problems that are open and late": ("hard_problems", "?state=open&late=1"),
    "hard problems, burn-down": ("hard_problems_burn_down", ""),
    "supervision": ("supervision", ""),
    "supervision, all, last page": ("supervision", "?state=all&page=99"),
    "supervision by unit": ("supervision_units", ""),
    "good cases": ("good_cases", ""),
    "to do": ("todo", ""),
}
ARGUMENTS: Mapping[str, tuple[str, ...]] = {"home": (MONTH,), "unit": (MONTH, UNIT)}


@dataclass(frozen=True)
class Measured:
    """What was measured of a page, and the work that it was measured on."""

    pages: Mapping[str, Asked]
    sizes: Sizes


def measure(sizes: Sizes) -> Measured:
    """Build, serve, ask as people of the office, which sees everything."""
    with TemporaryDirectory() as folder:
        start(Path(folder))
        city = build()
        fill(Work(city_plan(), city.office, NOW.date(), sizes))
        users = [office_user(number) for number in range(USERS)]
        addresses = {name: at for name, (page, more) in PAGES.items() if (at := there(page, more))}
        queries = {name: queries_of(city, at) for name, at in addresses.items()}
        with serving(Path(folder)) as site:
            found = {name: ask(site, users, at, queries[name]) for name, at in addresses.items()}
        return Measured(found, sizes)


def there(page: str, more: str) -> str:
    """The address of a page, empty where this version has none."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(page, args=ARGUMENTS.get(page, ())) + more
    except NoReverseMatch:
        return ""


def office_user(number: int) -> User:
    """Somebody of the office, signed in."""
    from django.test import Client

    from saima.records.models import Role

    client = Client()
    client.force_login(person(f"office-{number}", Role.OFFICE, ""))
    cookie = f"saima_session={client.cookies['saima_session'].value}"
    return User({"Cookie": cookie, "Accept-Encoding": "gzip"}, number)


def queries_of(city: City, address: str) -> int:
    """How many queries a page takes, the second time it is asked for."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(city.office)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}")
    return len(captured)


def section(found: Measured, load: float) -> Iterator[str]:
    """The part of the page; ``load``: the average of the machine when the measuring began."""
    sizes = found.sizes
    yield "## Pages of a year of work"
    yield ""
    yield (
        f"`python -m benchmarks.work_site` alone. {sizes.tasks:,} tasks with"
        f" {sizes.tasks * sizes.nodes:,} nodes, {sizes.problems:,} hard problems and"
        f" {sizes.sheets:,} supervision sheets of 60 units, on SQLite, served by waitress in"
        f" {PROCESSES} processes; {USERS} people of the office ask at once, as above: *looking*,"
        f" each looks at an answer for about {READS:g} s, {LOOKED} times; *at once again*, {ASKED}"
        " times without a pause. Required: p95 under 300 ms for people who look, at most 30"
        f" queries. Load of the machine at the beginning: {load:.1f} on {os.cpu_count()} cores."
    )
    yield ""
    yield (
        "| page | queries | kB compressed | CPU ms | alone ms | p95 ms, looking"
        " | p95 ms, at once again |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, one in found.pages.items():
        yield (
            f"| {name} | {one.queries} | {one.size / 1000:.1f} | {one.work * 1000:.0f}"
            f" | {one.alone * 1000:.0f} | {p95(one.reading) * 1000:.0f}"
            f" | {p95(one.seconds) * 1000:.0f} |"
        )


def main(arguments: Sequence[str]) -> None:
    """Measure and print; ``--quick`` on a tenth of the work."""
    load = os.getloadavg()[0]
    print("\n".join(section(measure(QUICK if "--quick" in arguments else HUGE), load)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Pages of a year of work under eight users at once: waitress, SQLite, this machine.

``python -m benchmarks.work_site`` builds the city of ``benchmarks.site`` with the work of
``benchmarks.work_data`` in a folder that is thrown away, serves it and prints the table. Pages
that this version has not are left out.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.site import (
    ASKED,
    LOOKED,
    PROCESSES,
    READS,
    Asked,
    User,
    ask,
    p95,
    read_often,
    serving,
    start,
    together,
)
from benchmarks.site_data import MONTH, NOW, USERS, City, build, city_plan, person
from benchmarks.work_data import Sizes, Work, fill

CHANGES = 5.0
"""Seconds between changes: eight people who do something every forty seconds."""

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
    """What was measured of each page, and the work that it was measured on.

    ``changed``: seconds of people who look while somebody changes something.
    """

    pages: Mapping[str, Asked]
    changed: Mapping[str, Sequence[float]]
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
        found, changed = {}, {}
        with serving(Path(folder)) as site:
            for name, at in addresses.items():
                found[name] = ask(site, users, at, queries[name])
                with changing():
                    changed[name] = together(users, partial(read_often, site.port, address=at))
        return Measured(found, changed, sizes)


@contextmanager
def changing() -> Iterator[None]:
    """Somebody does something every few seconds, so that what is kept is read anew."""
    over = Event()

    def act() -> None:
        while not over.wait(CHANGES):
            change()

    actor = Thread(target=act)
    actor.start()
    try:
        yield
    finally:
        over.set()
        actor.join()


def change() -> None:
    """One record in the log, as every action leaves it."""
    from saima.records.chain import Happening, append

    append([Happening("round.open", NOW)])


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
    """How many queries a page takes after somebody changed something."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(city.office)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for _ in range(2):
            change()
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
        f" times without a pause; *and changes*, as looking, while somebody changes something every"
        f" {CHANGES:g} s, after which both processes read anew what they keep. Queries are those of"
        " the first answer after a change. Required: p95 under 300 ms for people who look, at most"
        f" 30 queries. Load of the machine at the beginning: {load:.1f} on {os.cpu_count()} cores."
    )
    yield ""
    yield (
        "| page | queries | kB compressed | CPU ms | alone ms | p95 ms, looking"
        " | p95 ms, looking and changes | p95 ms, at once again |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name, one in found.pages.items():
        yield (
            f"| {name} | {one.queries} | {one.size / 1000:.1f} | {one.work * 1000:.0f}"
            f" | {one.alone * 1000:.0f} | {p95(one.reading) * 1000:.0f}"
            f" | {p95(found.changed[name]) * 1000:.0f}"
            f" | {p95(one.seconds) * 1000:.0f} |"
        )


def main(arguments: Sequence[str]) -> None:
    """Measure and print; ``--quick`` on a tenth of the work."""
    load = os.getloadavg()[0]
    print("\n".join(section(measure(QUICK if "--quick" in arguments else HUGE), load)))


if __name__ == "__main__":
    main(sys.argv[1:])

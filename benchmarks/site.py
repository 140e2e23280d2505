"""Pages of thousands of values under eight users at once: waitress, SQLite, this machine.

``python -m benchmarks.site`` builds a fictitious city in a folder that is thrown away, serves it
in processes of its own and prints the table; the time is that between asking and the last byte.
"""

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import psutil

from benchmarks.site_data import MONTH, USERS, City, build

ASKED = 25
"""How many times every user asks for every page."""
READS = 1.0
"""Seconds that a user looks at an answer before asking again, where users are people."""
LOOKED = 10
"""How many times every user asks then."""

PROCESSES = 2
"""Of the server, as ``saima serve --processes 2``: one for each core of the machine."""

GRID = f"/report/{MONTH}/"
PAGES = {
    "60 units x 80 indicators, 4,800 cells to type into": f"{GRID}?view=units",
    "one contest of it, 600 cells": f"{GRID}?view=units&contest=contest-3",
    "one indicator, 60 units x 12 months": f"{GRID}?view=months&indicator=indicator-03",
    "one indicator as a list of 60 rows": f"{GRID}?indicator=indicator-03",
    "one cell as it gets the focus": "beside",
    "a cell is typed: kept and checked": "cells",
    "24,000 values, first page": "/values/",
    "24,000 values, last page, by deadline": "/values/?sort=due&page=240",
    "those of them that are late, by unit": "/values/?late=1&sort=unit",
}


@dataclass(frozen=True)
class Asked:
    """What was measured of a page: seconds, bytes on the way and unpacked, queries.

    ``alone`` are the seconds of one user by himself, ``work`` those of the processor an answer,
    ``reading`` those of eight users who look at each answer for a second.
    """

    seconds: Sequence[float]
    reading: Sequence[float]
    alone: float
    work: float
    size: int
    plain: int
    queries: int


@dataclass(frozen=True)
class Site:
    """A site that is served: by which process with its children, on which port."""

    process: int
    port: int

    def work(self) -> float:
        """Seconds that its processes have had the processor."""
        first = psutil.Process(self.process)
        times = [one.cpu_times() for one in (first, *first.children(recursive=True))]
        return float(sum(one.user + one.system for one in times))


@dataclass(frozen=True)
class User:
    """Somebody signed in: the header with the session, and a value that is theirs to type."""

    headers: Mapping[str, str]
    due: int


def measure_site() -> dict[str, Asked]:
    """Build, serve, ask."""
    with TemporaryDirectory() as folder:
        start(Path(folder))
        city = build()
        users = [user(city, number) for number in range(USERS)]
        queries = {name: queries_of(city, users[0], address) for name, address in PAGES.items()}
        with serving(Path(folder)) as site:
            return {
                name: ask(site, users, address, queries[name]) for name, address in PAGES.items()
            }


def start(folder: Path) -> None:
    """Start Django with its records in ``folder``."""
    os.environ["SAIMA_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "saima.web.settings"
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def user(city: City, number: int) -> User:
    """Sign somebody in."""
    from django.test import Client

    from saima.records.models import DueValue

    client = Client()
    client.force_login(city.reporters[number])
    token = "x" * 32
    cookie = f"saima_session={client.cookies['saima_session'].value}; csrftoken={token}"
    mine = DueValue.objects.filter(period=MONTH, state="due").order_by("pk")[number]
    headers = {"Cookie": cookie, "X-CSRFToken": token, "Accept-Encoding": "gzip"}
    return User(headers, mine.pk)


def queries_of(city: City, one: User, address: str) -> int:
    """How many queries a page takes, the second time it is asked for."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(city.reporters[0])
    method, path, body = request_of(one, address)
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                if method == "POST":
                    answer = client.post(path, body, content_type="application/json")
                else:
                    answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
    return len(captured)


def request_of(one: User, address: str) -> tuple[str, str, str | None]:
    """Method, path and content of what a user asks for."""
    if address == "cells":
        return "POST", f"{GRID}cells/", f'{{"{one.due}": {{"value": "8.25", "version": "0"}}}}'
    if address == "beside":
        return "GET", f"/values/{one.due}/beside/", None
    return "GET", address, None


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """The site in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.site", "serve"]
    # The daily run has its own work to do at the first start, which is not what is measured.
    environment = os.environ | {"SAIMA_VAR": str(folder), "SAIMA_DAILY": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        if server.stdout is None:
            raise SystemExit("the server says nothing")
        try:
            yield Site(server.pid, port_of(server.stdout.readline()))
        finally:
            server.terminate()


def port_of(line: str) -> int:
    """The port in the address that the site tells."""
    return int(line.split()[1].rstrip("/").rpartition(":")[2])


def p95(seconds: Sequence[float]) -> float:
    """The time that 19 of 20 answers kept to."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


def ask(site: Site, users: Sequence[User], address: str, queries: int) -> Asked:
    """All users ask for a page at once, again and again; before that one of them alone."""
    port = site.port
    asked_once(port, users[0], address)
    alone = median(asked_once(port, users[0], address)[0] for _ in range(5))
    before = site.work()
    seconds = together(users, lambda one: asked_often(port, one, address))
    work = (site.work() - before) / (ASKED * len(users))
    answer = asked_once(port, users[0], address)[1]
    plain = gzip.decompress(answer) if answer[:2] == b"\x1f\x8b" else answer
    reading = together(users, lambda one: read_often(port, one, address))
    return Asked(seconds, reading, alone, work, len(answer), len(plain), queries)


def together(users: Sequence[User], work: Callable[[User], list[float]]) -> list[float]:
    """What all users measured, each in a thread of their own."""
    with ThreadPoolExecutor(len(users)) as pool:
        return [one for times in pool.map(work, users) for one in times]


def read_often(port: int, one: User, address: str) -> list[float]:
    """How long each answer took for somebody who looks at it before asking again."""
    chance = Random(one.due)
    found = []
    for _ in range(LOOKED):
        sleep(READS * chance.uniform(0.5, 1.5))
        found.append(asked_once(port, one, address)[0])
    return found


def asked_often(port: int, one: User, address: str) -> list[float]:
    """How long each answer took."""
    return [asked_once(port, one, address)[0] for _ in range(ASKED)]


def asked_once(port: int, one: User, address: str) -> tuple[float, bytes]:
    """Seconds until the last byte, and the bytes."""
    method, path, body = request_of(one, address)
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    begun = perf_counter()
    connection.request(method, path, body, dict(one.headers))
    answer = connection.getresponse()
    content = answer.read()
    seconds = perf_counter() - begun
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return seconds, content


def section(found: Mapping[str, Asked], load: float) -> Iterator[str]:
    """The part of the page; ``load``: the average of the machine when the measuring began."""
    yield "## Pages of thousands of values"
    yield ""
    yield (
        "`python -m benchmarks.site` alone. A fictitious city of 60 units x 80 indicators in its"
        f" fifth month, 24,000 values, on SQLite, served by waitress in {PROCESSES}"
        f" processes. {USERS} users ask at once: *looking*, each looks"
        f" at an answer for about {READS:g} s, {LOOKED} times; *at once again*, each asks again as"
        f" soon as the answer is there, {ASKED} times, which is more than eight people do;"
        " *alone* is one of them without the others. Times are those between asking"
        " and the last byte, waiting for the others included; *CPU* is what the server's process"
        " worked for one answer. Required: p95 under 300 ms, at most 30 queries, under 150 kB"
        f" compressed. Load of the machine at the beginning: {load:.1f} on {os.cpu_count()} cores."
    )
    yield ""
    yield (
        "| page | queries | kB compressed | kB plain | CPU ms | alone ms"
        " | p95 ms, looking | p50 ms, at once again | p95 ms, at once again |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, one in found.items():
        yield (
            f"| {name} | {one.queries} | {one.size / 1000:.1f} | {one.plain / 1000:.0f}"
            f" | {one.work * 1000:.0f} | {one.alone * 1000:.0f}"
            f" | {p95(one.reading) * 1000:.0f}"
            f" | {median(one.seconds) * 1000:.0f} | {p95(one.seconds) * 1000:.0f} |"
        )


def serve() -> None:
    """Serve on a free port, which is printed."""
    from saima.web.serving import run_site

    run_site("127.0.0.1", 0, PROCESSES)


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        begun = os.getloadavg()[0]
        print("\n".join(section(measure_site(), begun)))

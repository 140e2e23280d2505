"""A database of its own, and the processes that work on it; thrown away whole at the end.

No test empties a database that others use: the records refuse to delete rows, so that Django's
``flush``, which its transactional tests end with, fails on them, and it would take the first
record of the audit log with it. What needs committed rows or several connections works here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parents[1]
Kind = TypeVar("Kind", bound="House")


class House:
    """A database of its own and the processes that work on it, running ``program``."""

    program: ClassVar[str] = "tests.together"

    def __init__(self, folder: Path, address: str) -> None:
        self.environment = {
            **os.environ,
            "SAIMA_VAR": str(folder),
            "DATABASE_URL": address,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }

    @contextmanager
    def start(self, *command: str) -> Iterator["subprocess.Popen[str]"]:
        """A process that works, killed at the end, so that it holds no locks that others want."""
        with subprocess.Popen(
            [sys.executable, "-m", self.program, *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def run(self, *command: str) -> dict[str, Any]:
        """What a process says before it ends well."""
        with self.start(*command) as process:
            said, _ = process.communicate(timeout=120)
            assert process.returncode == 0
        told: dict[str, Any] = json.loads(said)
        return told

    def race(self, *jobs: dict[str, Any]) -> list[str]:
        """How jobs went that were done at the same moment."""
        went: list[str] = self.run("race", json.dumps(jobs))["went"]
        return went

    @contextmanager
    def site(self) -> Iterator[str]:
        """The site, served by a process; its address."""
        with self.start("serve") as process:
            yield line_of(process)["address"]


def line_of(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next line that a process says; waits for it."""
    assert process.stdout is not None
    told: dict[str, Any] = json.loads(process.stdout.readline())
    return told


@contextmanager
def house_in(folder: Path, kind: type[Kind]) -> Iterator[Kind]:
    """SQLite in the folder, or another database on the server that the tests run on."""
    if connection.vendor == "sqlite":
        yield kind(folder, "")
        return
    name = f"{folder.name}_{os.getpid()}".lower()
    run_on_server(f'CREATE DATABASE "{name}"')
    try:
        yield kind(folder, address(connection.settings_dict, name))
    finally:
        run_on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_on_server(statement: str) -> None:
    """Run what concerns the PostgreSQL server and no database of it."""
    import psycopg

    with psycopg.connect(
        address(connection.settings_dict, "postgres"), autocommit=True
    ) as administering:
        administering.execute(statement.encode())


def address(settings: dict[str, Any], name: str) -> str:
    """The address of another database of the same server."""
    user = quote(str(settings["USER"]), safe="")
    secret = f":{quote(str(settings['PASSWORD']), safe='')}" if settings["PASSWORD"] else ""
    host = quote(str(settings["HOST"]), safe="")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{user}{secret}@{host}{port}/{name}"

"""Two at once, and a process that dies: nothing is lost, nothing is half there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


class House:
    """A database of its own and the processes that work on it."""

    def __init__(self, folder: Path, address: str) -> None:
        self.environment = {
            **os.environ,
            "SAIMA_VAR": str(folder),
            "DATABASE_URL": address,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }

    def start(self, *command: str) -> "subprocess.Popen[str]":
        """A process that works; its lines are read with ``readline``."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.together", *command],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> dict[str, Any]:
        """What a process says before it ends well."""
        process = self.start(*command)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        told: dict[str, Any] = json.loads(said)
        return told

    def race(self, *jobs: dict[str, Any]) -> list[str]:
        """How jobs went that were done at the same moment."""
        went: list[str] = self.run("race", json.dumps(jobs))["went"]
        return went


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[House]:
    """SQLite in a folder, or a second database on the server that the tests run on."""
    folder = tmp_path_factory.mktemp("house")
    if connection.vendor == "sqlite":
        made = House(folder, "")
        made.run("found")
        yield made
        return
    name = f"together_{os.getpid()}"
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        made = House(folder, address(connection.settings_dict, name))
        made.run("found")
        yield made
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address(settings: dict[str, Any], name: str) -> str:
    """The address of another database of the same server."""
    user = quote(str(settings["USER"]), safe="")
    secret = f":{quote(str(settings['PASSWORD']), safe='')}" if settings["PASSWORD"] else ""
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{user}{secret}@{settings['HOST']}{port}/{name}"


def job(person: str, act: str, number: int = 3, **more: Any) -> dict[str, Any]:
    return {
        "person": person,
        "act": act,
        "unit": "a",
        "indicator": "starts",
        "number": number,
        **more,
    }


def test_two_who_report_at_once_do_not_overwrite_each_other(house: House) -> None:
    went = house.race(
        *(job("town_reporter", "submit", number, based_on=0) for number in range(1, 5))
    )
    assert sorted(went) == ["changed_meanwhile"] * 3 + ["done"]
    assert house.run("inspect")["broken"] == "None"


def test_two_who_save_drafts_at_once_both_succeed(house: House) -> None:
    went = house.race(
        *(job("town_reporter", "draft", number, indicator="level") for number in range(4))
    )
    assert went == ["done"] * 4


def test_two_who_decide_at_once_decide_once(house: House) -> None:
    assert house.race(job("town_approver", "approve")) == ["done"]
    went = house.race(
        job("checker", "accept"),
        job("office", "return"),
        job("colleague", "accept"),
        job("office", "accept"),
    )
    assert sorted(went) == ["done", "not_now", "not_now", "not_now"]
    told = house.run("inspect")
    accepted = told["states"]["a starts"] == "accepted"
    assert told["entries"] == (1 if accepted else 0)
    assert told["broken"] == "None"


def test_a_process_that_dies_leaves_no_list_half_handed_in(house: House) -> None:
    before = house.run("inspect")
    process = house.start("hang")
    assert process.stdout is not None
    assert json.loads(process.stdout.readline()) == {"inside": 200}
    process.kill()
    process.communicate(timeout=60)
    assert house.run("inspect") == before


def test_a_process_that_dies_among_200_reports_loses_none_it_confirmed(house: House) -> None:
    before = house.run("inspect")
    process = house.start("flood")
    assert process.stdout is not None
    confirmed = [json.loads(process.stdout.readline())["reported"] for _ in range(60)]
    process.kill()
    rest, _ = process.communicate(timeout=60)
    confirmed += [json.loads(line)["reported"] for line in rest.splitlines()]
    after = house.run("inspect")
    assert set(confirmed) <= set(after["reported"])
    assert len(after["reported"]) - len(confirmed) <= 1  # committed, and killed before it said so
    assert after["reported"] == after["handed_in"]
    assert after["logged"] - before["logged"] == after["submissions"] - before["submissions"]
    assert after["broken"] == "None"


def test_after_all_this_work_goes_on(house: House) -> None:
    went = house.race(job("town_reporter", "submit", indicator="level", based_on=0))
    assert went == ["done"]


def test_two_who_seal_at_once_seal_one_after_the_other_and_nothing_twice(house: House) -> None:
    boards = house.run("show")["boards"]
    went = house.race(
        *(
            {"person": person, "act": "seal", "board": board}
            for board in boards.values()
            for person in ("office", "colleague")
        )
    )
    assert sorted(went) == ["board_state", "board_state", "done", "done"]
    told = house.run("inspect")
    assert sorted(told["seals"]) == ["2021-01", "2021-02"]
    assert told["broken"] == "None"

"""The site of the year's journey: a clock that is set from outside, and values that arrive by it.

Run as ``python -m tests.journeys.year_site COMMAND``; every command prints JSON lines.
"""

import json
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import django

from tests.together import say

if TYPE_CHECKING:  # Django is not started yet when this file is read
    from saima.actions.by import By

Orders = dict[str, Callable[..., object]]
"""What the site does when it is told to, by name."""


def prepare() -> None:
    """Make the tables and collect what the pages are drawn with."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def stage() -> None:
    """Make the tables and everything that the year begins with."""
    from tests.journeys import year

    prepare()
    year.stage()
    say(done=True)


def serve(orders: Orders) -> None:
    """Serve the site; every line that comes in is one of ``orders`` with its words, as JSON."""
    from waitress import create_server

    from saima.web.wsgi import application

    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    say(address=f"http://127.0.0.1:{server.effective_port}")
    for line in sys.stdin:
        name, *words = json.loads(line)
        say(done=str(orders[name](*words)))


def set_clock(moment: str) -> datetime:
    """Set the clock of the site; the moment by the city's clock, e.g. ``2021-04-20 10:00``."""
    from django.conf import settings

    from tests.journeys import year

    settings.CLOCK_SHIFT = year.at(moment) - datetime.now(UTC)
    return year.at(moment)


def go(moment: str) -> int:
    """Set the clock; the values that are accepted by then arrive."""
    from tests.journeys import year

    return year.arrive(set_clock(moment))


def office() -> "By":
    """The office now."""
    from saima.actions.by import By
    from saima.records.models import Person
    from saima.web.by import now

    return By(Person.objects.get(username="office"), now())


def ranks(period: str) -> None:
    """Record the superior's ranks of a quarter."""
    from tests.journeys import year

    year.bulletin(office(), period)


def paper(kind: str, title: str) -> object:
    """Issue a document; its id."""
    from tests.journeys import year

    return year.paper(office(), kind, title).pk


ORDERS: Orders = {"go": go, "ranks": ranks, "paper": paper}


def inspect() -> None:
    """Say what is in the database at the end of the year."""
    from saima.records.models import Board, Consequence, IssuedDocument
    from saima.records.queries.audit import verify_chain
    from saima.records.queries.register import gaps
    from tests.journeys.year import places

    boards = Board.objects.filter(state="sealed").order_by("sequence")
    found: dict[str, Any] = {
        "sealed": {board.period: list(places(board).items()) for board in boards},
        "consequences": [
            [one.unit, one.period, one.card, one.state]
            for one in Consequence.objects.order_by("period", "unit")
        ],
        "documents": [str(one) for one in IssuedDocument.objects.order_by("id")],
        "gaps": repr(gaps()),
        "broken": repr(verify_chain()),
    }
    say(**found)


def main(commands: Orders) -> None:
    """Run the command that was named."""
    django.setup()
    commands[sys.argv[1]]()


if __name__ == "__main__":
    main({"stage": stage, "serve": lambda: serve(ORDERS), "inspect": inspect})

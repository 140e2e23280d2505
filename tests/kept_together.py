"""Two processes with one database: what one keeps, and what the other does.

Run as ``python -m tests.kept_together COMMAND``; every command prints JSON lines.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import django

from tests.house import House
from tests.together import say


class KeptHouse(House):
    """A house whose processes do this."""

    program = "tests.kept_together"


def tables() -> None:
    """Make the tables."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    say(done=True)


def act() -> None:
    """Do something, as every action ends: with a record in the log."""
    from saima.records.chain import Happening, append

    append([Happening("round.open", datetime(2021, 5, 1, tzinfo=UTC))])
    say(done=True)


def readings() -> Iterator[list[int]]:
    """Twice how often the records were read: outside of a transaction, inside of one, outside."""
    from django.db import transaction

    from saima.records.keeping import Keeper

    keeper, numbers = Keeper[int](8), count(1)

    def read() -> list[int]:
        return [keeper.now("a", lambda: next(numbers)) for _ in range(2)]

    yield read()
    with transaction.atomic():
        yield read()
    while True:
        yield read()


def keep() -> None:
    """Say what is read at each line that comes in."""
    found = readings()
    for _ in sys.stdin:
        say(read=next(found))


def main() -> None:
    """Run the command that is named."""
    django.setup()
    {"tables": tables, "act": act, "keep": keep}[sys.argv[1]]()


if __name__ == "__main__":
    main()

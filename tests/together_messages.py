"""A process of its own that tells people and delivers, for what only happens between processes.

Run as ``python -m tests.together_messages COMMAND ...``; the address of the receiver comes from
SAIMA_MAIL_URL. Every command prints JSON lines.
"""

import sys
from collections import Counter
from collections.abc import Callable

import django

from tests.together import say

PEOPLE = 12


def found() -> None:
    """Make the tables, and twelve people with addresses of their own."""
    from django.core.management import call_command

    from saima.records.models import Person

    call_command("migrate", verbosity=0)
    for number in range(PEOPLE):
        Person.objects.create(username=f"p{number}", mail=f"p{number}@office.example")
    say(done=True)


def tell_all(event: str, kind: str = "sheet_issued") -> None:
    """Tell everybody of something that comes at once, unless another kind is named."""
    from django.db import transaction

    from saima.actions.telling import Telling, tell
    from saima.records.models import Person
    from tests.cast import NOW

    with transaction.atomic():
        people = list(Person.objects.order_by("pk"))
        tell(people, Telling(kind, event, {"title": event, "key": 1}), NOW)
    say(told=len(people))


def wait_for(later: str) -> None:
    """Deliver what is due so many minutes after the moment of the tests."""
    from dataclasses import asdict
    from datetime import timedelta

    from saima.actions.deliveries import run
    from tests.cast import NOW

    say(ready=True)
    sys.stdin.readline()
    say(**asdict(run(NOW + timedelta(minutes=int(later)))))


def inspect(event: str) -> None:
    """Say how many deliveries of an event are in which state."""
    from saima.records.models import Delivery

    rows = Delivery.objects.filter(once__endswith=f":{event}")
    say(states=dict(Counter(rows.values_list("state", flat=True))))


COMMANDS: dict[str, Callable[..., None]] = {
    "found": found,
    "tell": tell_all,
    "run": wait_for,
    "inspect": inspect,
}


def main() -> None:
    """Run the command that was named."""
    django.setup()
    name, *arguments = sys.argv[1:]
    COMMANDS[name](*arguments)


if __name__ == "__main__":
    main()

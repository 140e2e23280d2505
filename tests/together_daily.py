"""A process of its own in which the clock looks in, is killed, or looks in twice at once.

Run as ``python -m tests.together_daily COMMAND ...``; every command prints JSON lines.
"""

import json
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import django

from tests.together import say

SHEETS = 12
LATER = date(2021, 4, 29)
"""Three working days after the sheets were due: each turns orange and red and rises a level."""


def found() -> None:
    """Make the tables, the cast, sheets that are late and nodes that are late."""
    from django.core.management import call_command

    from tests.cast import make_cast, publish
    from tests.supervision_stage import issued, late_node

    call_command("migrate", verbosity=0)
    cast = make_cast()
    publish()
    for number in range(SHEETS):
        issued(cast, cause=f"other:{number}")
        late_node(cast)
    say(done=True)


def moment(hours: int = 0) -> datetime:
    """The day on which the clock looks in."""
    from tests.supervision_stage import at

    return at(LATER) + timedelta(hours=hours)


def run(hours: int = 0) -> None:
    """Look in once."""
    from saima.actions import daily

    ran = daily.run(moment(hours), retry=timedelta())
    say(busy=ran.busy, counts={one.step: dict(one.counts) for one in ran.went}, failed=ran.failed)


def broken_off() -> None:
    """Look in, and say so after every sheet that rose; the test kills it in the middle."""
    from saima.actions import daily, supervision_rising

    def rise_and_say(now: datetime) -> Mapping[str, int]:
        by, rule, known = supervision_rising.prepared(now, "small")
        for key in supervision_rising.keys_to_rise("small", rule, by.today, known):
            say(rose=supervision_rising.rise_one(by, key, rule, known))
        return {}

    daily.run(moment(), [daily.Step("supervision", rise_and_say)])


def hang() -> None:
    """Rise one sheet, and stop before the change is committed."""
    from django.db import transaction

    from saima.actions import supervision_rising

    by, rule, known = supervision_rising.prepared(moment(), "small")
    key = next(iter(supervision_rising.keys_to_rise("small", rule, by.today, known)))
    with transaction.atomic():
        say(inside=supervision_rising.rise_one(by, key, rule, known))
        sys.stdin.read()


def race() -> None:
    """Look in four times at the same moment, without the lease: nothing may rest on it."""
    from django.db import connection

    from saima.actions import daily

    start = threading.Barrier(4)
    errors: list[str] = []

    def look_in() -> None:
        start.wait()
        try:
            for step in daily.STEPS:
                went = daily.run_step(step, LATER, moment())
                errors.extend([went.error] if went.error else [])
        finally:
            connection.close()

    threads = [threading.Thread(target=look_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(errors=errors)


def inspect() -> None:
    """Say what is in the database."""
    from django.db.models import Count

    from saima.records.models import AuditRecord, Message, Supervision, SupervisionStep
    from saima.records.queries.audit import verify_chain

    once = SupervisionStep.objects.exclude(once="").values("once").annotate(count=Count("pk"))
    twice = (
        SupervisionStep.objects.exclude(once="")
        .values("sheet", "once")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    rising = Message.objects.filter(kind="sheet_rising")
    say(
        steps={row["once"]: row["count"] for row in once},
        twice=twice.count(),
        logged=AuditRecord.objects.filter(action="supervision.rise").count(),
        told=rising.filter(person__username="reporter").count(),
        late=Message.objects.filter(kind="node_late", person__username="town_reporter").count(),
        proposed=Supervision.objects.filter(state="proposed").count(),
        risen=Supervision.objects.filter(colour="red", level=1).count(),
        broken=repr(verify_chain()),
    )


COMMANDS: dict[str, Callable[..., None]] = {
    "found": found,
    "broken_off": broken_off,
    "hang": hang,
    "race": race,
    "inspect": inspect,
}


def main() -> None:
    """Run the command that was named."""
    django.setup()
    name, *arguments = sys.argv[1:]
    if name == "run":
        given: dict[str, Any] = json.loads(arguments[0]) if arguments else {}
        run(**given)
    else:
        COMMANDS[name]()


if __name__ == "__main__":
    main()

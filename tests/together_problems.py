"""A process of its own that lets problems rise, so that it can be killed in the middle.

Run as ``python -m tests.together_problems COMMAND``; every command prints JSON lines.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import django

PROBLEMS = 300
LATER = datetime(2021, 4, 20, 1, tzinfo=UTC)
"""The tenth working day after 6 April, on which a bottleneck rises to the first level."""


def found() -> None:
    """Make the tables, the cast, and 300 problems whose day has come."""
    from django.core.management import call_command

    from saima.records.models import HardProblem
    from tests.problem_stage import NOW, make_problems

    call_command("migrate", verbosity=0)
    stage = make_problems()
    HardProblem.objects.bulk_create(
        HardProblem(
            plan="small",
            number=number,
            kind="bottleneck",
            title="x",
            unit="a",
            raised_by=stage.cast.town_reporter,
            raised_at=NOW,
            raised_on=date(2021, 4, 6),
            due=date(2021, 5, 18),
            rises_on=date(2021, 4, 20),
        )
        for number in range(1, PROBLEMS + 1)
    )
    say(done=True)


def climb() -> None:
    """Let them rise, saying so after each, so that the test knows when to kill."""
    from saima.actions import hard_problems_rising as rising

    one = rising.rise_one
    rising.rise_one = lambda problem, now: said(one(problem, now))
    rising.rise(LATER)


def said(level: int | None) -> int | None:
    """Say that one rose."""
    say(level=level)
    return level


def rise(day: str) -> None:
    """Let all rise that have to by the morning of a day."""
    from saima.actions.hard_problems_rising import rise as run

    say(risen=sum(run(datetime.fromisoformat(f"{day}T01:00:00+00:00")).values()))


def inspect() -> None:
    """What stands in the records."""
    from saima.records.models import AuditRecord, HardProblem, HardProblemStep, Message
    from saima.records.queries.audit import verify_chain

    say(
        levels=sum(HardProblem.objects.values_list("level", flat=True)),
        steps=HardProblemStep.objects.filter(act="rise").count(),
        logged=AuditRecord.objects.filter(action="hard_problem.rise").count(),
        told=Message.objects.filter(kind="problem_rose", person__username="leader").count(),
        broken=str(verify_chain()),
    )


def say(**told: Any) -> None:
    """One line."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


COMMANDS: dict[str, Callable[..., None]] = {
    "found": found,
    "climb": climb,
    "rise": rise,
    "inspect": inspect,
}

if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saima.web.settings")
    django.setup()
    COMMANDS[sys.argv[1]](*sys.argv[2:])

"""A process of its own in which people decide and number documents at the same moment.

Run as ``python -m tests.together_judging COMMAND ...``; every command prints JSON lines.
"""

import json
import sys
import threading
from collections.abc import Sequence
from typing import Any

import django

from tests.together import say

DRAFTS = 8


def found() -> None:
    """Make the tables, the race with two proposed consequences, and drafts."""
    from django.core.management import call_command

    from saima.actions import register
    from saima.actions.consequences import propose
    from saima.actions.register import NewDocument
    from saima.actions.stored_files import NamedFile
    from saima.records.models import DocumentKind
    from tests.race_stage import RACE, TOWNS, make_race

    call_command("migrate", verbosity=0)
    race = make_race()
    for period in ("2021Q1", "2021Q2"):
        race.seal(period, TOWNS)
    propose(race.by("office"), RACE)
    file = NamedFile("x.pdf", b"%PDF-1.7 made up for a test")
    for _ in range(DRAFTS):
        register.draft(race.by("office"), NewDocument(DocumentKind.CIRCULAR, "x", file))
    say(done=True)


def act(job: dict[str, Any]) -> object:
    """Do one job of a race."""
    from saima.actions import consequences, register
    from saima.actions.by import By
    from saima.actions.register import Issue
    from saima.records.models import Consequence, IssuedDocument, Person
    from tests.race_stage import NOW, RACE, TODAY

    who = By(Person.objects.get(username=job["person"]), NOW)
    if job["act"] == "propose":
        return consequences.propose(who, RACE)
    if job["act"] == "issue":
        draft = IssuedDocument.objects.order_by("id")[job["draft"]]
        return register.issue(who, draft.pk, Issue("桐委办", TODAY))
    one = Consequence.objects.get(unit=job["unit"])
    if job["act"] == "confirm":
        return consequences.confirm(who, one.pk)
    return consequences.decline(who, one.pk, "另作处理")


def race(jobs: Sequence[dict[str, Any]]) -> None:
    """Do all jobs at the same moment, each on a connection of its own; say how each went."""
    from django.db import connection

    from saima.actions.refusals import Denied, Refused

    start = threading.Barrier(len(jobs))
    went = [""] * len(jobs)

    def run(place: int) -> None:
        start.wait()
        try:
            act(jobs[place])
            went[place] = "done"
        except (Denied, Refused) as refusal:
            went[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(went=went)


def inspect() -> None:
    """Say what is in the database."""
    from saima.records.models import Consequence, ConsequenceStep, IssuedDocument
    from saima.records.queries.audit import verify_chain
    from saima.records.queries.register import gaps

    numbers = IssuedDocument.objects.filter(number__isnull=False).order_by("number")
    say(
        numbers=list(numbers.values_list("number", flat=True)),
        gaps=repr(gaps()),
        states=dict(Consequence.objects.values_list("unit", "state")),
        consequences=Consequence.objects.count(),
        decisions=ConsequenceStep.objects.filter(act__in=["confirm", "decline"]).count(),
        broken=repr(verify_chain()),
    )


def main() -> None:
    """Run the command that was named."""
    django.setup()
    name, *arguments = sys.argv[1:]
    if name == "race":
        race(json.loads(arguments[0]))
    else:
        {"found": found, "inspect": inspect}[name]()


if __name__ == "__main__":
    main()

"""A process of its own with a database of its own, for what only happens between processes.

Run as ``python -m tests.together COMMAND ...``; every command prints JSON lines.
"""

import json
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import django

TOWNS = 200


def towns() -> list[dict[str, Any]]:
    """Two hundred fictitious towns that one department reports for."""
    codes = [f"t{number:03d}" for number in range(TOWNS)]
    return [
        {"code": code, "zh": code, "en": code, "kind": "town", "group": "towns"} for code in codes
    ]


def found() -> None:
    """Make the tables, the cast, and March open with 200 towns to report for."""
    from django.core.management import call_command

    from saima.actions.rounds import open_round
    from tests.cast import MARCH, UNITS, by, cast_plan, make_cast, publish

    call_command("migrate", verbosity=0)
    others = [unit for unit in UNITS if unit["kind"] != "town"]
    own = [unit for unit in UNITS if unit["kind"] == "town"]
    open_round(by(make_cast().office), publish(cast_plan(units=[*others, *own, *towns()])), MARCH)
    say(done=True)


def show() -> None:
    """Show the boards of January and February, long ago."""
    from saima.actions import sealing
    from saima.plan.periods import Period
    from saima.records.models import Person, PlanVersion
    from tests.cast import by

    office = by(Person.objects.get(username="office"))
    version = PlanVersion.objects.get()
    boards = {}
    for month in ("2021-01", "2021-02"):
        attempt = sealing.Attempt(version, Period.parse(month), office.now, "closed")
        board = sealing.compute_draft(office, attempt)
        boards[month] = sealing.show_for_objections(office, board.pk).pk
    say(boards=boards)


def stage() -> None:
    """Make the tables and everything that the journey of a month begins with."""
    from django.core.management import call_command

    from tests.journeys import month

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    month.stage()
    say(done=True)


def serve() -> None:
    """Serve the site at the moment of the cast until stopped; say its address."""
    from datetime import UTC, datetime

    from django.test import override_settings
    from waitress import create_server

    from saima.web.wsgi import application
    from tests.cast import NOW

    with override_settings(CLOCK_SHIFT=NOW - datetime.now(UTC)):
        server = create_server(application, host="127.0.0.1", port=0, threads=4)
        say(address=f"http://127.0.0.1:{server.effective_port}")
        server.run()


def act(job: dict[str, Any]) -> object:
    """Do one job of a race: what ``WORK`` says about a value, or ``MONTHS`` about a month."""
    from saima.records.models import Person
    from tests.cast import by, due

    who = by(Person.objects.get(username=job["person"]))
    if job["act"] == "seal":
        return seal_later(who, job["board"])
    if job["act"] in MONTHS:
        return MONTHS[job["act"]](who)
    return WORK[job["act"]](who, due(job["unit"], job["indicator"]).pk, job)


def submit(who: Any, key: int, job: dict[str, Any]) -> object:
    """Hand a number in."""
    from saima.actions import reporting
    from tests.cast import given

    return reporting.submit(who, key, given(job["number"], based_on=job.get("based_on")))


def draft(who: Any, key: int, job: dict[str, Any]) -> object:
    """Type a number; the page sends all cells that changed at once."""
    from saima.actions import drafts, reporting

    content = {"value": str(job["number"])}
    if job["act"] == "draft":
        return reporting.save_draft(who, key, content)
    drafts.save_drafts(who, {key: content})
    return None


def decide(who: Any, key: int, job: dict[str, Any]) -> object:
    """Approve, accept or return one value."""
    from saima.actions import review

    if job["act"] == "return":
        return review.return_(who, key, "count again")
    return review.approve(who, key) if job["act"] == "approve" else review.accept(who, key)


def accept_all(who: Any, key: int, job: dict[str, Any]) -> object:
    """Accept the first version of everything that was on the page."""
    from saima.actions import review
    from saima.records.models import DueValue

    shown = DueValue.objects.exclude(submissions=None).values_list("pk", flat=True)
    seen = dict.fromkeys(shown, 1)
    return review.accept_all(who, DueValue.objects.get(pk=key).round_id, seen=seen)


def send_once(who: Any, key: int, job: dict[str, Any]) -> object:
    """Hand a number in as a program does that repeats its call."""
    from saima.actions.handing_in import Call, once
    from saima.actions.refusals import NOT_THERE

    def hand_in() -> dict[str, Any]:
        submit(who, key, job)
        return {"number": job["number"]}

    return once(who, Call("k", b"the same call"), NOT_THERE, hand_in)


def open_april(who: Any) -> object:
    """Open the month after."""
    from saima.actions.rounds import open_round
    from saima.plan.periods import Period
    from saima.records.models import PlanVersion

    return open_round(who, PlanVersion.objects.get(), Period.parse("2021-04"))


def freeze_march(who: Any) -> object:
    """Close the month that is reported."""
    from saima.actions.rounds import freeze
    from saima.records.models import Round

    return freeze(who, Round.objects.get(month="2021-03").pk, "the year ends")


def seal_later(who: Any, board: int) -> object:
    """Seal a board when nobody can object any more."""
    from saima.actions import sealing
    from tests.cast import NOW, by

    return sealing.seal(by(who.person, NOW + timedelta(days=30)), board, "nobody objected")


WORK: dict[str, Callable[[Any, int, dict[str, Any]], object]] = {
    "submit": submit,
    **dict.fromkeys(["draft", "drafts"], draft),
    **dict.fromkeys(["approve", "accept", "return"], decide),
    "accept_all": accept_all,
    "send_once": send_once,
}
MONTHS: dict[str, Callable[[Any], object]] = {"open": open_april, "freeze": freeze_march}


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


def flood() -> None:
    """Report for one town after the other, and say so after each."""
    from saima.actions import reporting
    from saima.records.models import DueValue, Person
    from tests.cast import NOW, by, given

    person = Person.objects.get(username="reporter")
    values = DueValue.objects.filter(indicator="investment", unit__startswith="t").order_by("pk")
    for count, value in enumerate(values):
        later = by(person, NOW + timedelta(seconds=count))
        reporting.submit(later, value.pk, given(f"{count}.5"))
        say(reported=value.unit)


def hang() -> None:
    """Hand in a list of 200, and stop before the change is committed."""
    from django.db import transaction

    from saima.actions import reporting
    from saima.records.models import DueValue, Person
    from tests.cast import by, given

    person = Person.objects.get(username="reporter")
    chosen = DueValue.objects.filter(indicator="investment", unit__startswith="t")
    with transaction.atomic():
        reporting.submit_many(by(person), {value.pk: given("2.5") for value in chosen})
        say(inside=len(chosen))
        sys.stdin.read()


def inspect() -> None:
    """Say what is in the database."""
    from saima.actions.seals import check_seals
    from saima.records.models import AuditRecord, DueValue, Entry, Round, Submission
    from saima.records.queries.audit import verify_chain

    reported = DueValue.objects.exclude(reported_at=None)
    logged = AuditRecord.objects.filter(action="value.submit")
    say(
        reported=sorted(reported.filter(indicator="investment").values_list("unit", flat=True)),
        handed_in=sorted(
            Submission.objects.filter(due_value__indicator="investment").values_list(
                "due_value__unit", flat=True
            )
        ),
        submissions=Submission.objects.count(),
        rounds=list(Round.objects.order_by("month").values_list("month", "state")),
        logged=logged.count(),
        entries=Entry.objects.count(),
        states={
            f"{value.unit} {value.indicator}": value.state
            for value in DueValue.objects.exclude(state="due")
        },
        broken=repr(verify_chain()),
        seals=[one.board and one.board.period for one in check_seals() if one.sound],
    )


def say(**facts: object) -> None:
    """Print a line that the test reads."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


COMMANDS: dict[str, Callable[[], None]] = {
    "found": found,
    "stage": stage,
    "serve": serve,
    "flood": flood,
    "hang": hang,
    "inspect": inspect,
    "show": show,
}


def main() -> None:
    """Run the command that was named."""
    django.setup()
    name, *arguments = sys.argv[1:]
    if name == "race":
        race(json.loads(arguments[0]))
    else:
        COMMANDS[name]()


if __name__ == "__main__":
    main()

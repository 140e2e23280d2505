"""The site of the journey of work: its clock is set from outside, and so is the daily run.

Run as ``python -m tests.journeys.work_site COMMAND``; every command prints JSON lines.
"""

from tests.journeys.year_site import Orders, main, prepare, serve, set_clock
from tests.together import say


def stage() -> None:
    """Make the tables, the plan and the people."""
    from tests.journeys import work

    prepare()
    work.stage()
    say(done=True)


def go(moment: str) -> int:
    """Set the clock; what the towns invested by then arrives."""
    from tests.journeys import work

    return work.arrive(set_clock(moment))


def daily(moment: str) -> list[str]:
    """Set the clock and run what the clock does every day; the steps that failed."""
    from saima.actions import daily
    from saima.web.by import now

    go(moment)
    return [f"{one.step}: {one.error}" for one in daily.run(now()).went if one.error]


ORDERS: Orders = {"go": go, "daily": daily}


def inspect() -> None:
    """Say how everything stands at the end, and whether the log is whole."""
    from saima.records.models import HardProblem, Instruction, Supervision, TaskNode
    from saima.records.queries.audit import verify_chain

    say(
        targets=targets(),
        nodes=[[one.state, str(one.done_on or "")] for one in TaskNode.objects.order_by("number")],
        sheets=[
            [one.numbered, one.source, one.unit, one.state, one.colour, one.level, str(one.due)]
            for one in Supervision.objects.order_by("pk")
        ],
        rises=rises(),
        problems=[
            [one.state, one.unit, one.handler, one.level, str(one.due), str(one.closed_on)]
            for one in HardProblem.objects.all()
        ],
        instructions=[[one.unit, one.about, one.sheet_id] for one in Instruction.objects.all()],
        counted=counted(),
        deliveries=deliveries(),
        broken=repr(verify_chain()),
    )


def targets() -> dict[str, dict[str, str]]:
    """The targets of every town for the year and up to March as the ledger has them."""
    from saima.records.models import Target

    found: dict[str, dict[str, str]] = {}
    for one in Target.objects.filter(period__in=("2021", "2021-03")).order_by("pk"):
        found.setdefault(one.period, {})[one.unit] = f"{one.target:.2f}"
    return found


def rises() -> list[list[str]]:
    """What the clock lifted, with the day on which it did."""
    from django.utils.timezone import localdate

    from saima.records.models import HardProblemStep, SupervisionStep

    sheets = SupervisionStep.objects.filter(act="rise").order_by("at", "pk")
    problems = HardProblemStep.objects.filter(act="rise").order_by("at", "pk")
    return [
        *([str(one.sheet), one.once, str(localdate(one.at))] for one in sheets),
        *(["problem", str(one.level), str(localdate(one.at))] for one in problems),
    ]


def counted() -> dict[str, list[str]]:
    """The values that were counted for town a, month by month, the newest last."""
    from saima.records.models import Entry

    found: dict[str, list[str]] = {}
    for one in Entry.objects.filter(indicator="solved", unit="a").order_by("recorded_at", "pk"):
        found.setdefault(one.period, []).append(str(int(one.value or 0)))
    return found


def deliveries() -> list[list[str]]:
    """What left the house about sheets that rose: to whom, how often it was tried, how it ended."""
    from saima.records.models import Delivery

    risen = Delivery.objects.filter(messages__kind="sheet_rising").distinct().order_by("pk")
    return [
        [one.channel or str(one.person), one.once.rpartition(":")[2], str(one.attempts), one.state]
        for one in risen
    ]


if __name__ == "__main__":
    main({"stage": stage, "serve": lambda: serve(ORDERS), "inspect": inspect})

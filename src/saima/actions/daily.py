"""What the clock does every day: one step after the other, each once a day, whoever runs it.

A lease lets one process run at a time, but nothing rests on it: every step is safe to run twice, at
once, and after it was broken off, because what happened once is kept in the database by its key.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate

from saima.actions import (
    audit,
    consequences,
    deliveries,
    derivations,
    hard_problems_rising,
    late_nodes,
    reminding,
    supervision_rising,
    tolerance,
)
from saima.actions.clock import by_clock
from saima.actions.consequence_refusals import NO_SEALED_BOARD
from saima.actions.refusals import Refused
from saima.records.models import DailyRun, DailyStep, PlanVersion

LEASE = timedelta(minutes=30)
"""After this a run that was broken off no longer keeps others out."""

RETRY = timedelta(minutes=30)
"""A step that failed is tried again after this."""

LOG = logging.getLogger(__name__)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Step:
    """A step with its name; ``always``: not once a day, but whenever the clock looks in."""

    name: str
    run: Callable[[datetime], Counts]
    always: bool = False


@dataclass(frozen=True)
class Went:
    """How a step went; ``error`` says why it did not."""

    step: str
    counts: Counts = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Ran:
    """What a run did; ``busy`` where another process is at it."""

    went: tuple[Went, ...] = ()
    busy: bool = False

    @property
    def failed(self) -> bool:
        """Whether a step failed."""
        return any(one.error for one in self.went)


def watch_nodes(now: datetime) -> Counts:
    """Late nodes: messages, and proposals for supervision."""
    return asdict(late_nodes.watch(now))


def rise_sheets(now: datetime) -> Counts:
    """Supervision sheets turn and rise."""
    found = supervision_rising.rise(now)
    return {**found.colours, **{f"level {name}": count for name, count in found.levels.items()}}


def rise_problems(now: datetime) -> Counts:
    """Hard problems rise to the next level."""
    return {f"level {level}": count for level, count in hard_problems_rising.rise(now).items()}


def derive(now: datetime) -> Counts:
    """Values that are counted from tasks and hard problems."""
    return {"values": derivations.derive_all(now)}


def propose_consequences(now: datetime) -> Counts:
    """The rules look at the sealed boards of every plan; pardons that are over end."""
    by = by_clock(now)
    counts: dict[str, int] = {}
    for plan in PlanVersion.objects.order_by("code").values_list("code", flat=True).distinct():
        try:
            found = consequences.propose(by, plan)
        except Refused as refusal:
            if refusal.code != NO_SEALED_BOARD.code:
                raise
            counts["returned"] = counts.get("returned", 0) + len(tolerance.expire(by, plan))
            continue
        for name in ("new", "void", "flagged", "returned", "lapsed"):
            counts[name] = counts.get(name, 0) + len(getattr(found, name))
    return {name: count for name, count in counts.items() if count}


def remind(now: datetime) -> Counts:
    """Values that are due."""
    return {"reminded": reminding.remind(now)}


def deliver(now: datetime) -> Counts:
    """Messages that leave the house."""
    return asdict(deliveries.run(now))


STEPS: tuple[Step, ...] = (
    Step("late_nodes", watch_nodes),
    Step("supervision", rise_sheets),
    Step("hard_problems", rise_problems),
    Step("derived", derive),
    Step("consequences", propose_consequences),
    Step("reminders", remind),
    Step("deliveries", deliver, always=True),
)
"""In this order, because what is told last may follow from what is done first."""


def run(
    now: datetime,
    steps: Sequence[Step] = STEPS,
    retry: timedelta = RETRY,
    today: date | None = None,
) -> Ran:
    """Do what is still to be done today; a step that fails stops none of the others.

    ``retry``: after how long a step that failed today is tried again.
    """
    holder = uuid4().hex
    if not take_lease(holder, now):
        return Ran(busy=True)
    try:
        day = today or localdate(now)
        went = [run_step(step, day, now) for step in steps if is_due(step, day, now, retry)]
    finally:
        give_lease_back(holder)
    return Ran(tuple(went))


def take_lease(holder: str, now: datetime) -> bool:
    """Whether the lease is ours now; one that ran out, or is of another clock, is taken over."""
    with transaction.atomic():
        DailyRun.objects.get_or_create(pk=1)
        row = DailyRun.objects.select_for_update().get(pk=1)
        if row.holder and row.until is not None and now < row.until <= now + LEASE:
            return False
        row.holder, row.until = holder, now + LEASE
        row.save()
    return True


def give_lease_back(holder: str) -> None:
    """Let the next one run."""
    DailyRun.objects.filter(pk=1, holder=holder).update(holder="", until=None)


def is_due(step: Step, day: date, now: datetime, retry: timedelta) -> bool:
    """Whether a step is still to be done today."""
    row = DailyStep.objects.filter(day=day, step=step.name).first()
    if row is None or step.always:
        return True
    return row.done_at is None and row.tried_at + retry <= now


def run_step(step: Step, day: date, now: datetime) -> Went:
    """Run a step and write down how it went, also where it fails."""
    try:
        went = Went(step.name, dict(step.run(now)))
    except Exception as failure:
        LOG.exception("the step %s of the daily run failed", step.name)
        went = Went(step.name, error=f"{type(failure).__name__}: {failure}"[:500])
    keep(step, day, now, went)
    return went


def keep(step: Step, day: date, now: datetime, went: Went) -> None:
    """The row of the step, and a record of the log where anything was done or went wrong."""
    with transaction.atomic():
        DailyStep.objects.get_or_create(day=day, step=step.name, defaults={"tried_at": now})
        row = DailyStep.objects.select_for_update().get(day=day, step=step.name)
        row.tried_at, row.tries = now, row.tries + 1
        row.error, row.counts = went.error, dict(went.counts)
        row.done_at = None if went.error else now
        row.save()
        if went.error or not step.always or any(went.counts.values()):
            audit.record(
                by_clock(now),
                "daily.step",
                row,
                step=step.name,
                day=day,
                counts=went.counts,
                error=went.error,
            )

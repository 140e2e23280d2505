"""How far a task is against its nodes: planned and done share, light, likely finish (domain 1.4).

Scores come from indicators alone; this reads plain numbers and days and gives plain numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from saima.engine.lights import GREEN, light_behind
from saima.plan.rules import Lights

NOT_PLANNED = "none"


@dataclass(frozen=True)
class NodeDays:
    """A node: its ``weight`` in the task, the planned day, the day it was done and accepted.

    ``reported_on`` is the day on which the unit reported what nobody has accepted or returned yet.
    """

    weight: Decimal
    due: date
    done_on: date | None = None
    reported_on: date | None = None

    @property
    def ended_on(self) -> date | None:
        """The day on which the unit was through with it, whether or not it is accepted."""
        return self.done_on or self.reported_on

    @property
    def waits(self) -> bool:
        """Whether it was reported by its day and only waits for its checker."""
        reported = None if self.done_on else self.reported_on
        return reported is not None and reported <= self.due

    def late(self, today: date) -> bool:
        """Whether its day is over and it is neither accepted nor waits."""
        return self.done_on is None and self.due < today and not self.waits

    def days_late(self, today: date) -> int:
        """The days that it is late; those after the report are the checker's and do not count."""
        return ((self.reported_on or today) - self.due).days if self.late(today) else 0


@dataclass(frozen=True)
class TaskStanding:
    """Shares of the whole weight (0..1) that should be and are done; days late of the latest node.

    ``waiting`` is the part of ``planned`` that was reported in time and is not accepted yet.
    ``behind`` in percentage points, negative where ahead. ``light`` is ``none`` without nodes.
    ``finish`` is when the last node is likely done at today's delay, None without nodes.
    """

    planned: float
    done: float
    waiting: float
    behind: float
    light: str
    late_nodes: int
    days_late: int
    finish: date | None


NOTHING_PLANNED = TaskStanding(0.0, 0.0, 0.0, 0.0, NOT_PLANNED, 0, 0, None)


def standing(rule: Lights, nodes: Iterable[NodeDays], today: date) -> TaskStanding:
    """How a task stands on ``today``.

    A node counts as planned from the day after it was due, so that its own day is not late. With a
    late node a task is at least under watch, whatever its share, because a light weight must not
    hide it. What was reported in time counts neither as done nor as behind until it is accepted or
    returned, because a unit must not lose its light by a slow checker. The forecast moves the last
    open node by the largest delay of the open nodes, or by the delay of the last one that was
    reported or accepted where none is late.
    """
    rows = list(nodes)
    whole = weight(rows)
    if not whole:
        return NOTHING_PLANNED
    over = [node for node in rows if node.due < today]
    late = [node for node in over if node.late(today)]
    planned = weight(over)
    waiting = weight(node for node in over if node.waits)
    done = weight(node for node in rows if node.done_on is not None)
    behind = float((planned - waiting - done) * 100 / whole)
    light = light_behind(rule, behind)
    if late and light == GREEN:
        light = "watch"
    days_late = max((node.days_late(today) for node in late), default=0)
    return TaskStanding(
        planned=float(planned / whole),
        done=float(done / whole),
        waiting=float(waiting / whole),
        behind=behind,
        light=light,
        late_nodes=len(late),
        days_late=days_late,
        finish=finish(rows, today),
    )


def weight(nodes: Iterable[NodeDays]) -> Decimal:
    """What some nodes weigh together."""
    return sum((node.weight for node in nodes), Decimal())


def finish(nodes: list[NodeDays], today: date) -> date:
    """The likely day of the last node: today's delay carried on; the real one where all is done.

    What was reported is done on the day of the report here, also where nobody has accepted it: how
    long its checker takes says nothing about the nodes that follow.
    """
    ended = [(node.due, node.ended_on) for node in nodes if node.ended_on is not None]
    still = [node.due for node in nodes if node.ended_on is None]
    if not still:
        return max(day for _, day in ended)
    delay = max((today - due).days for due in still)
    if delay <= 0 and ended:
        due, day = max(ended, key=lambda pair: pair[0])
        delay = (day - due).days
    last = max(still)
    return last + timedelta(days=max(delay, 0))

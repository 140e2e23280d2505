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
    """A node: its ``weight`` in the task, the planned day, the day it was done and accepted."""

    weight: Decimal
    due: date
    done_on: date | None = None


@dataclass(frozen=True)
class TaskStanding:
    """Shares of the whole weight (0..1) that should be and are done; days late of the latest node.

    ``behind`` in percentage points, negative where ahead. ``light`` is ``none`` without nodes.
    ``finish`` is when the last node is likely done at today's delay, None without nodes.
    """

    planned: float
    done: float
    behind: float
    light: str
    late_nodes: int
    days_late: int
    finish: date | None


NOTHING_PLANNED = TaskStanding(0.0, 0.0, 0.0, NOT_PLANNED, 0, 0, None)


def standing(rule: Lights, nodes: Iterable[NodeDays], today: date) -> TaskStanding:
    """How a task stands on ``today``.

    A node counts as planned from the day after it was due, so that its own day is not late. With a
    late node a task is at least under watch, whatever its share, because a light weight must not
    hide it. The forecast moves the last open node by the largest delay of the open nodes, or by the
    last accepted node's delay where none is late.
    """
    rows = list(nodes)
    whole = sum((node.weight for node in rows), Decimal())
    if not whole:
        return NOTHING_PLANNED
    late = [node for node in rows if node.done_on is None and node.due < today]
    planned = sum((node.weight for node in rows if node.due < today), Decimal()) / whole
    done = sum((node.weight for node in rows if node.done_on is not None), Decimal()) / whole
    behind = float((planned - done) * 100)
    light = light_behind(rule, behind)
    if late and light == GREEN:
        light = "watch"
    days_late = max(((today - node.due).days for node in late), default=0)
    return TaskStanding(
        planned=float(planned),
        done=float(done),
        behind=behind,
        light=light,
        late_nodes=len(late),
        days_late=days_late,
        finish=finish(rows, today),
    )


def finish(nodes: list[NodeDays], today: date) -> date:
    """The likely day of the last node: today's delay carried on; the real one where all is done."""
    done = [node for node in nodes if node.done_on is not None]
    still = [node for node in nodes if node.done_on is None]
    if not still:
        return max(node.done_on for node in done if node.done_on is not None)
    delay = max((today - node.due).days for node in still)
    if delay <= 0 and done:
        latest = max(done, key=lambda node: node.due)
        delay = (latest.done_on - latest.due).days if latest.done_on else 0
    last = max(node.due for node in still)
    return last + timedelta(days=max(delay, 0))

"""Which tasks are critical: what is likely to end too late, or what all that follows waits for."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from saima.engine.task_lights import NodeDays, TaskStanding

SOON = 14
"""Days ahead within which a step that others wait for is critical."""


class Critical(StrEnum):
    """Why a task is critical; empty where it is not."""

    NOT = ""
    FINISH = "finish"
    WAITED_FOR = "waited_for"


def critical(standing: TaskStanding, due: date, nodes: Iterable[NodeDays], today: date) -> Critical:
    """Whether a task that is under way is critical on ``today``, and why.

    ``FINISH``: at today's delay its last node is likely done after the task's day ``due``.
    ``WAITED_FOR``: the earliest open node is due today or within the next 14 days, no other open
    node is due on or before its day, and open nodes follow it: everything after it waits for it.
    A reported node is not open: the unit has done its part.
    """
    if standing.finish is not None and standing.finish > due:
        return Critical.FINISH
    still = sorted(node.due for node in nodes if node.ended_on is None)
    if len(still) > 1 and still[0] < still[1] and 0 <= (still[0] - today).days <= SOON:
        return Critical.WAITED_FOR
    return Critical.NOT

"""Programmes with how many tasks hang on each line and how far these are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saima.plan.rules import Lights
from saima.records.models import Programme, Task, TaskState
from saima.records.queries.lit_tasks import LitTask, lit_among


@dataclass(frozen=True)
class Progress:
    """Tasks of a line that are not cancelled: how many, how far in sum, how many in which light."""

    tasks: int = 0
    done: float = 0.0
    red: int = 0
    yellow: int = 0
    completed: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.tasks + other.tasks,
            self.done + other.done,
            self.red + other.red,
            self.yellow + other.yellow,
            self.completed + other.completed,
        )

    @property
    def mean(self) -> float | None:
        """The mean progress; None without a task."""
        return self.done / self.tasks if self.tasks else None


def programmes(plan: str) -> list[Programme]:
    """All programmes and lines in their order."""
    return list(Programme.objects.filter(plan=plan).order_by("position", "pk"))


def progress(tasks: QuerySet[Task], plan: str, rule: Lights, today: date) -> dict[int, Progress]:
    """How far those of ``tasks`` are that hang on a line, by its id; two queries."""
    rows = tasks.filter(programme__isnull=False).exclude(state=TaskState.CANCELLED)
    lines: dict[int, list[LitTask]] = {}
    for task in lit_among(rows, plan, rule, today):
        if task.programme is not None:
            lines.setdefault(task.programme, []).append(task)
    return {line: progress_of(hanging) for line, hanging in lines.items()}


def progress_of(tasks: Sequence[LitTask]) -> Progress:
    """How far the tasks of one line are."""
    lights = Counter(task.light for task in tasks)
    return Progress(
        len(tasks),
        sum(task.done for task in tasks),
        lights["red"],
        lights["yellow"],
        sum(task.state == TaskState.COMPLETED for task in tasks),
    )

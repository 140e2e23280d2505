"""Programmes with how many tasks hang on each line and how far these are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saima.plan.rules import Lights
from saima.records.models import Programme, Task, TaskState
from saima.records.queries.lit_tasks import lit_tasks


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


def progress(tasks: QuerySet[Task], rule: Lights, today: date) -> dict[int, Progress]:
    """How far the tasks of each line are, by its id; one query."""
    rows = tasks.filter(programme__isnull=False).exclude(state=TaskState.CANCELLED)
    found: dict[int, Progress] = {}
    for task in lit_tasks(rows, rule, today):
        if task.programme is not None:
            one = Progress(
                1,
                task.done,
                int(task.light == "red"),
                int(task.light == "yellow"),
                int(task.state == TaskState.COMPLETED),
            )
            found[task.programme] = found.get(task.programme, Progress()) + one
    return found

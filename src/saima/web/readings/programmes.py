"""The tree of programmes with how many tasks hang on each line and how far these are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.task_sight import seen_by
from saima.plan.plan import Plan
from saima.records.models import Programme
from saima.records.queries.programmes import Progress, programmes, progress


@dataclass(frozen=True)
class Line:
    """A programme or one of its lines; ``progress`` counts the tasks of everything below it."""

    row: Programme
    name: str
    depth: int
    progress: Progress
    lines: tuple["Line", ...]
    open_names: int

    @property
    def flat(self) -> tuple["Line", ...]:
        """Everything below, in order."""
        return tuple(one for line in self.lines for one in (line, *line.flat))


def read_programmes(by: By, plan: Plan, language: str) -> tuple[Line, ...]:
    """Every programme with its lines; two queries."""
    rows = programmes(plan.code)
    own = progress(seen_by(by), plan.code, plan.lights, by.today)
    children: dict[int | None, list[Programme]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return tree(children, own, None, language)


def tree(
    children: Mapping[int | None, Sequence[Programme]],
    own: Mapping[int, Progress],
    parent: int | None,
    language: str,
    depth: int = 0,
) -> tuple[Line, ...]:
    """The lines below a programme, with what hangs on them."""
    found = []
    for row in children.get(parent, ()):
        below = tree(children, own, row.pk, language, depth + 1)
        whole = sum((line.progress for line in below), own.get(row.pk, Progress()))
        names = int(row.open_name) + sum(line.open_names for line in below)
        found.append(Line(row, row.name(language), depth, whole, below, names))
    return tuple(found)

"""Where a piece of a plan stands in its files, and findings that point to such a piece."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from saima.plan.label import Label
from saima.plan.problems import Problem, ProblemKind

ModelPath = tuple[str | int, ...]
"""The way to a piece from the plan, such as ``("indicators", 3, "scoring", "cap")``."""


@dataclass(frozen=True)
class Place:
    """A line of a file; the file is relative to the plan."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


LISTS = frozenset(
    {
        *("adjustments", "cases", "consequences", "groups", "hard_problems"),
        *("indicators", "nodes", "targets", "units"),
    }
)
"""The lists whose items stand at a line of their own, so that a key is named from the item on."""

Places = Mapping[ModelPath, Place]
NOWHERE = Place("")
NONE_YET = Label(zh="（尚无）", en="(none yet)")


@dataclass(frozen=True)
class Finding:
    """What a check found at ``path``.

    ``other`` is a second piece that belongs to it; its place becomes the fact ``{other}``.
    """

    kind: ProblemKind
    path: ModelPath
    facts: Mapping[str, object] = field(default_factory=dict)
    other: ModelPath | None = None


def find(kind: ProblemKind, *path: str | int, **facts: object) -> Finding:
    """Make a finding; the facts fill the sentences of its kind."""
    return Finding(kind, path, facts)


def place_of(places: Places, path: ModelPath) -> Place:
    """The place of the piece, or of the nearest piece around it that has one."""
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return NOWHERE


def problem_at(place: Place, kind: ProblemKind, **facts: object) -> Problem:
    """Make a problem at a known place."""
    return Problem(kind, place.file, place.line, facts)


def located(finding: Finding, places: Places) -> Problem:
    """Turn a finding into a problem with file and line."""
    facts = dict(finding.facts)
    if finding.other is not None:
        facts["other"] = place_of(places, finding.other)
    return problem_at(place_of(places, finding.path), finding.kind, **facts)


def key_name(path: ModelPath) -> str:
    """A piece as its writer sees it, such as ``scoring.cap`` or ``table[2]`` of an indicator."""
    name = ""
    for step in path[2:] if path and path[0] in LISTS else path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name or str(path[0] if path else "plan")


def in_reading_order(problems: Collection[Problem]) -> list[Problem]:
    """File by file and line by line, as somebody mends them."""
    return sorted(problems, key=lambda problem: (problem.file, problem.line or 0))


def nearest(word: str, known: Collection[str], *, first: int = 6) -> str | Label:
    """The known words most like ``word``; without any likeness the ``first`` of them."""
    close = difflib.get_close_matches(word, known, n=3)
    if close:
        return ", ".join(close)
    if not known:
        return NONE_YET
    return ", ".join(list(known)[:first]) + (", ..." if len(known) > first else "")

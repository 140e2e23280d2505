"""A long list of the same problem helps nobody: the first twenty are told, the others counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from saima.plan.problems import Problem, ProblemKind, problem_kind

MOST_LISTED = 20
MOST_CHARACTERS = 60

AND_MORE = problem_kind(
    "and_more",
    en=(
        "and {count} more like the ones before",
        "mend the listed ones first",
        "then check again",
    ),
    zh=(
        "同类问题还有 {count} 处未列出",
        "先改正已列出的问题",
        "再检查一次",
    ),
)


@dataclass(frozen=True)
class Place:
    """Where a problem was found, and what its sentences need to know."""

    file: str
    row: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def listed(kind: ProblemKind, places: Iterable[Place], total: int | None = None) -> list[Problem]:
    """Make problems of the first places; one more says how many of the ``total`` are left out.

    Without ``total`` the places are counted.
    """
    remaining = iter(places)
    shown = list(islice(remaining, MOST_LISTED))
    left_out = sum(1 for _ in remaining) if total is None else total - len(shown)
    problems = [Problem(kind, place.file, place.row, shortened(place.facts)) for place in shown]
    if left_out > 0:
        problems.append(Problem(AND_MORE, shown[-1].file, facts={"count": left_out}))
    return problems


def shortened(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts with long texts cut off, because a cell can hold a novel."""
    return {
        name: f"{fact[:MOST_CHARACTERS]}…"
        if isinstance(fact, str) and len(fact) > MOST_CHARACTERS
        else fact
        for name, fact in facts.items()
    }

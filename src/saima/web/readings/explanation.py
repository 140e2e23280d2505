"""How a number came about: the engine's explanation as nested steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from saima.actions.boards import Explanation, Part, YearBoards
from saima.plan.periods import Period
from saima.plan.tree import ROOT, Indicator, Node
from saima.plan.units import Unit


@dataclass(frozen=True)
class Line:
    """A part below the explained one; ``depth`` 1 is right below."""

    part: Part
    depth: int

    @property
    def linked(self) -> bool:
        """Whether the part has a page of its own."""
        return self.part.kind in ("node", "indicator") and self.part.code != ROOT


@dataclass(frozen=True)
class Reading:
    """The explained part, what it is made of, when the newest value in it was recorded."""

    explanation: Explanation
    part: Part
    thing: Node | Indicator | None
    lines: tuple[Line, ...]
    stamp: datetime | None = None


def read_explanation(boards: YearBoards, period: Period, unit: Unit, code: str) -> Reading:
    """Explain the total, a node or an indicator of ``unit``.

    Raises NothingToExplain when there is no such result.
    """
    explanation = boards.explain(period, unit.code, code)
    part = explanation.part
    below = tuple(lines(part.children, 1))
    codes = {part.code, *(line.part.code for line in below)}
    stamps = boards.stamps(period)
    return Reading(
        explanation=explanation,
        part=part,
        thing=thing_of(boards, code),
        lines=below,
        stamp=max(
            (at for each in codes if (at := stamps.get((unit.code, each)))),
            default=None,
        ),
    )


def lines(parts: tuple[Part, ...], depth: int) -> Iterator[Line]:
    """The parts with everything below them, in plan order."""
    for part in parts:
        yield Line(part, depth)
        yield from lines(part.children, depth + 1)


def thing_of(boards: YearBoards, code: str) -> Node | Indicator | None:
    """The node or indicator of a code; None for the total."""
    plan = boards.plan
    return plan.indicator_by_code.get(code) or plan.node_by_code.get(code)

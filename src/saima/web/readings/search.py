"""Find any unit or indicator by name or code."""

from dataclasses import dataclass

from saima.plan.plan import Plan
from saima.plan.tree import Indicator
from saima.plan.units import Unit


@dataclass(frozen=True)
class Found:
    """What was found; everything for an empty query."""

    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.units) + len(self.indicators)


def search(plan: Plan, query: str) -> Found:
    """Units and indicators whose code or name in either language contains every word."""
    words = query.casefold().split()

    def fits(*texts: str) -> bool:
        text = " ".join(texts).casefold()
        return all(word in text for word in words)

    return Found(
        tuple(unit for unit in plan.units if unit.group and fits(unit.code, unit.zh, unit.en)),
        tuple(each for each in plan.indicators if fits(each.code, each.label.zh, each.label.en)),
    )

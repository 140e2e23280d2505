"""Counting projects 项目计件 (domain 1.2 M14)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import WEIGHT_POSITIVE, Guard, ScoringMethod


class Counting(ScoringMethod):
    """``each`` points for every counted item, within floor and cap."""

    title: ClassVar[Label] = Label(zh="项目计件法", en="Counting")
    words: ClassVar[Label] = Label(
        zh="每一件（个）得规定分值，有上限。",
        en="Points for each counted item, within floor and cap.",
    )

    method: Literal["counting"] = "counting"
    each: float
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """Points per item become a share of the weight; ``each`` below zero counts down."""
        del direction
        return "clamp(each * value / weight, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """Points per item need a weight to become a share of."""
        return (WEIGHT_POSITIVE,)

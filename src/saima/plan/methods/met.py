"""Met or not 目标完成计分法 (domain 1.2 M4)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod, rank


class Met(ScoringMethod):
    """Full points when the target is met, else none.

    With ``share`` below 1 the rest is earned by rank among the units that met it
    (GDP example: 8 % = 4 of 10 points, beyond it the other 6 by rank).
    """

    title: ClassVar[Label] = Label(zh="目标完成计分法", en="Met or not")
    words: ClassVar[Label] = Label(
        zh="完成目标得分，未完成不得分；可规定达标得部分分，其余按名次得分。",
        en="Points when the target is met, none otherwise; a part may depend on the rank.",
    )
    ranged: ClassVar[bool] = True

    method: Literal["met"] = "met"
    share: float = 1.0
    step: float = 0.05

    def formula(self, direction: str) -> str:
        """Rank counts only where a share is left for it, and only among those that met."""
        if self.share >= 1:
            return "where(meets, 1, 0)"
        best = "outside" if direction == "range" else "value"
        way = "lower" if direction == "range" else direction
        by_rank = f"clamp(1 - step * ({rank(way, f'only(meets, {best})')} - 1), 0, 1)"
        return f"where(meets, share + (1 - share) * {by_rank}, 0)"

"""Difference 差额法 for growth rates and targets that may be zero or negative (domain 1.2 M3)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import WEIGHT_POSITIVE, Guard, ScoringMethod, ahead


class Difference(ScoringMethod):
    """Full points at the target, ``per_point`` points more or less per unit of value."""

    title: ClassVar[Label] = Label(zh="差额法", en="Difference")
    words: ClassVar[Label] = Label(
        zh="达到目标得满分，每高（低）一个点加（减）规定分值，不超过上限、不低于下限。",
        en="Full points at the target, plus or minus points for each unit above or below it.",
    )
    ranged: ClassVar[bool] = True

    method: Literal["difference"] = "difference"
    per_point: float
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """``per_point`` is in points, the rate is a share: hence the division by the weight."""
        return f"clamp(1 + per_point * {ahead(direction)} / weight, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """Points per unit need a weight to become a share of."""
        return (WEIGHT_POSITIVE,)

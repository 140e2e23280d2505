"""Base plus or minus per point 达标得基础分 (domain 1.2 M2; golden G3, G4)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import WEIGHT_POSITIVE, Guard, ScoringMethod, ahead


class BasePlus(ScoringMethod):
    """``base`` of the weight at the target, plus or minus ``per_point`` points per unit of it."""

    title: ClassVar[Label] = Label(zh="达标基础分增减法", en="Base plus or minus")
    words: ClassVar[Label] = Label(
        zh="达到目标得基础分，每高（低）一个点加（减）规定分值，不超过上限、不低于下限。",
        en="The base share at the target, plus or minus points for each unit above or below it.",
    )
    ranged: ClassVar[bool] = True

    method: Literal["base_plus"] = "base_plus"
    base: float = 0.8
    per_point: float
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """``per_point`` is in points, the rate is a share: hence the division by the weight."""
        return f"clamp(base + per_point * {ahead(direction)} / weight, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """Points per unit need a weight to become a share of."""
        return (WEIGHT_POSITIVE,)

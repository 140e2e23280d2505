"""Z-score: distance from the group mean in standard deviations."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import INFINITY, ScoringMethod


class ZScore(ScoringMethod):
    """``centre`` at the mean, ``spread`` more per standard deviation on the better side.

    The deviation is the population's (divided by n). ``constant`` where all values are equal.
    """

    title: ClassVar[Label] = Label(zh="标准分法", en="Z-score")
    words: ClassVar[Label] = Label(
        zh="按偏离同组平均值的标准差个数得分。",
        en="Scored by the number of standard deviations from the group's mean.",
    )

    method: Literal["z_score"] = "z_score"
    centre: float = 0.0
    spread: float = 1.0
    floor: float = -INFINITY
    cap: float = INFINITY
    constant: float = 0.0

    def formula(self, direction: str) -> str:
        """Turn the sign where lower is better."""
        distance = "mean(value) - value" if direction == "lower" else "value - mean(value)"
        inner = f"centre + spread * ({distance}) / deviation(value)"
        return f"where(highest(value) == lowest(value), constant, clamp({inner}, floor, cap))"

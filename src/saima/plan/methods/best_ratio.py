"""Ratio to the best 标杆比值法 (domain 1.2 M6; golden G6)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import Guard, ScoringMethod, ratio_to_best


class BestRatio(ScoringMethod):
    """Value divided by the best value of the peers; 逆向: best divided by value."""

    title: ClassVar[Label] = Label(zh="标杆比值法", en="Ratio to the best")
    words: ClassVar[Label] = Label(
        zh="以同组最好值为标杆，按与标杆的比值得分。",
        en="Scored by the ratio to the best value of the group.",
    )

    method: Literal["best_ratio"] = "best_ratio"
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """Turn the ratio where lower is better."""
        return f"clamp({ratio_to_best(direction)}, floor, 1)"

    def guards(self) -> tuple[Guard, ...]:
        """Ratios to a best value, or of a value, that is not positive mean nothing."""
        return (
            Guard("highest(value) > 0", "best_not_positive"),
            Guard("value >= 0", "value_negative"),
        )

"""Completion 完成率法 (domain 1.2 M1; golden G1, G2)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import TARGET_POSITIVE, Guard, ScoringMethod


class Completion(ScoringMethod):
    """Share of the target that is reached, within floor and cap; 逆向: 2 - value / target."""

    title: ClassVar[Label] = Label(zh="完成率法", en="Completion")
    words: ClassVar[Label] = Label(
        zh="按完成率得分：完成值除以目标值，不低于下限、不高于上限。",
        en="Scored by completion: value divided by target, within floor and cap.",
    )

    method: Literal["completion"] = "completion"
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """Mirror the ratio for indicators where lower is better, so that it stays linear."""
        ratio = "2 - value / target" if direction == "lower" else "value / target"
        return f"clamp({ratio}, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """A target of zero or less has no completion (domain: use the difference method)."""
        return (TARGET_POSITIVE,)

"""Improvement in rank 进位奖励 (domain 1.2 M11)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import WEIGHT_POSITIVE, Guard, ScoringMethod, rank


class Improvement(ScoringMethod):
    """``per_place`` points for each place gained against the period before.

    ``of: rank`` where the value is a rank given from outside, ``of: value`` where Saima ranks the
    values in the group.
    """

    title: ClassVar[Label] = Label(zh="进位奖励法", en="Improvement in rank")
    words: ClassVar[Label] = Label(
        zh="较上期每进一位加规定分值，退位减分或不得分，有上限。",
        en="Points for each place gained against the period before, within floor and cap.",
    )
    rising: ClassVar[bool] = True

    method: Literal["improvement"] = "improvement"
    of: Literal["rank", "value"] = "rank"
    base: float = 0.0
    per_place: float
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """Places gained are the old rank minus the new one."""
        if self.of == "rank":
            gained = "previous_value - value"
        else:
            gained = f"{rank(direction, 'previous_value')} - {rank(direction)}"
        return f"clamp(base + per_place * ({gained}) / weight, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """Points per place need a weight to become a share of."""
        return (WEIGHT_POSITIVE,)

    def lowest_is_best(self) -> bool:
        """A rank given from outside is best at 1."""
        return self.of == "rank"

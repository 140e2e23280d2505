"""Points by rank 排名赋分 (domain 1.2 M5; golden G5)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod, rank


class RankPoints(ScoringMethod):
    """The first gets full points, each place after it ``step`` less, or the ``table`` by place.

    ``given`` true: the value is the rank itself (given from outside). Beyond the table each place
    adds ``then``.
    """

    title: ClassVar[Label] = Label(zh="排名赋分法", en="Rank points")
    words: ClassVar[Label] = Label(
        zh="第一名得满分，其后每退一位减规定比例，或按名次分值表得分。",
        en="Full points for the first place, less for each place after it, or by a table.",
    )

    method: Literal["rank_points"] = "rank_points"
    step: float = 0.05
    floor: float = 0.0
    table: tuple[float, ...] = ()
    then: float = 0.0
    given: bool = False

    def formula(self, direction: str) -> str:
        """A table where there is one, else a straight line."""
        place = "value" if self.given else rank(direction)
        if self.table:
            return f"clamp(lookup(table, {place}, then), floor, 1)"
        return f"clamp(1 - step * ({place} - 1), floor, 1)"

    def lowest_is_best(self) -> bool:
        """A rank given from outside is best at 1."""
        return self.given

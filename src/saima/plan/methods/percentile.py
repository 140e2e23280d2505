"""Percentile: the share of peers that are worse."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod


class Percentile(ScoringMethod):
    """1 for the best of the group, 0 for the worst, tied units share the middle; alone: 1."""

    title: ClassVar[Label] = Label(zh="百分位法", en="Percentile")
    words: ClassVar[Label] = Label(
        zh="按同组中被超过的单位所占比例得分，并列取中间。",
        en="Scored by the share of the group that is worse; tied units share the middle.",
    )

    method: Literal["percentile"] = "percentile"

    def formula(self, direction: str) -> str:
        """Mid-ranks, so that ties neither gain nor lose."""
        place = f"mid_rank_{'lowest' if direction == 'lower' else 'highest'}(value)"
        return f"where(count(value) == 1, 1, (count(value) - {place}) / (count(value) - 1))"

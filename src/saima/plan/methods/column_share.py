"""Share of the column's sum (Kracka et al. 2010; weighted product model)."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import Guard, ScoringMethod


class ColumnShare(ScoringMethod):
    """Value divided by the sum over the peers; 逆向: of the reciprocals."""

    title: ClassVar[Label] = Label(zh="占比法", en="Share of the sum")
    words: ClassVar[Label] = Label(
        zh="按占同组合计的比重得分。",
        en="Scored by the share of the group's sum.",
    )

    method: Literal["column_share"] = "column_share"

    def formula(self, direction: str) -> str:
        """Reciprocals where lower is better, as in the paper; the sum is over positive values."""
        if direction == "lower":
            return "(1 / value) / total(1 / only(value > 0, value))"
        return "value / total(only(value > 0, value))"

    def guards(self) -> tuple[Guard, ...]:
        """Shares need positive values."""
        return (Guard("value > 0", "value_not_positive"),)

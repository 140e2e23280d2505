"""Min-max 极差标准化 between the group's worst and best value."""

from typing import ClassVar, Literal

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod, best, worst


class MinMax(ScoringMethod):
    """0 for the worst value of the group, 1 for the best; ``constant`` where all are equal."""

    title: ClassVar[Label] = Label(zh="极差法", en="Min-max")
    words: ClassVar[Label] = Label(
        zh="同组最差值得零分，最好值得满分，其间按比例。",
        en="Nothing for the worst value of the group, full points for the best.",
    )

    method: Literal["min_max"] = "min_max"
    constant: float = 1.0

    def formula(self, direction: str) -> str:
        """A constant column has no position, so the plan states the rate."""
        top, bottom = best(direction), worst(direction)
        return f"where({top} == {bottom}, constant, (value - {bottom}) / ({top} - {bottom}))"

"""Grade conversion 等次折算 (domain 1.2 M13)."""

from typing import ClassVar, Literal

from pydantic import Field

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod


class Grades(ScoringMethod):
    """The value is a grade 1, 2, 3, ... (1 the best); ``table`` gives the rate of each."""

    title: ClassVar[Label] = Label(zh="等次折算法", en="Grade conversion")
    words: ClassVar[Label] = Label(
        zh="按评定等次折算得分：第一等次、第二等次依次对应规定比例。",
        en="Each grade is worth a stated share of the points.",
    )

    method: Literal["grades"] = "grades"
    table: tuple[float, ...] = Field(min_length=1)

    def formula(self, direction: str) -> str:
        """Grades worse than the last in the table stay at the last rate."""
        del direction
        return "lookup(table, value, 0)"

    def lowest_is_best(self) -> bool:
        """Grade 1 is the best."""
        return True

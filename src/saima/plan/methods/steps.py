"""Steps 分段阶梯 (domain 1.2 M12)."""

from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from saima.plan.label import Label
from saima.plan.methods.base import TARGET_POSITIVE, Guard, ScoringMethod
from saima.plan.problems import problem_kind, refusal

FALLING_STEPS = problem_kind(
    "falling_steps",
    en=(
        "the step from {bound:g} does not lie above the one before it",
        "expected the values in the table to rise from row to row",
        "put the rows in order, and each value only once",
    ),
    zh=("分段起点 {bound:g} 不高于前一段", "表中数值应逐行递增", "请按顺序排列，且不要重复"),
)


class Steps(ScoringMethod):
    """``table``: pairs [from this value on, rate], rising; below the first one ``below``."""

    title: ClassVar[Label] = Label(zh="分段阶梯法", en="Steps")
    words: ClassVar[Label] = Label(
        zh="数值落在哪一段就得该段规定的分。",
        en="The step that the value falls into decides the points.",
    )
    rising: ClassVar[bool] = False
    ranged: ClassVar[bool] = True

    method: Literal["steps"] = "steps"
    table: tuple[tuple[float, float], ...] = Field(min_length=1)
    below: float = 0.0
    of: Literal["value", "completion"] = "value"

    @model_validator(mode="after")
    def rising_bounds(self) -> "Steps":
        """Bounds must rise, or a value would belong to two steps."""
        for (before, _), (bound, _) in pairwise(self.table):
            if bound <= before:
                raise refusal(FALLING_STEPS, bound=bound)
        return self

    def formula(self, direction: str) -> str:
        """The rates in the table decide which way is better."""
        if self.of == "value":
            return "steps(table, value, below)"
        ratio = "2 - value / target" if direction == "lower" else "value / target"
        return f"steps(table, {ratio}, below)"

    def guards(self) -> tuple[Guard, ...]:
        """Steps of the completion need a target that can be divided by."""
        return () if self.of == "value" else (TARGET_POSITIVE,)

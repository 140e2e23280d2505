"""Goalposts, linear or logarithmic (UNDP Human Development Index technical notes)."""

from typing import ClassVar, Literal

from pydantic import model_validator

from saima.plan.label import Label
from saima.plan.methods.base import Guard, ScoringMethod
from saima.plan.methods.efficacy import EQUAL_ENDS
from saima.plan.problems import problem_kind, refusal

LOG_OF_NOTHING = problem_kind(
    "log_of_nothing",
    en=(
        "an end of a logarithmic scale is {end:g}",
        "expected low and high above 0",
        "correct the end, or remove log",
    ),
    zh=("对数尺度的端点为 {end:g}", "low 与 high 应大于 0", "请改正端点，或去掉 log"),
)


class Goalposts(ScoringMethod):
    """Position between two fixed ends, within floor and cap; ``log`` compares logarithms.

    ``low`` is the end worth nothing, ``high`` the end worth full points; where lower is better
    give them that way round (low 100, high 0).
    """

    title: ClassVar[Label] = Label(zh="门柱法", en="Goalposts")
    words: ClassVar[Label] = Label(
        zh="在两个固定端点之间按位置得分，可取对数。",
        en="Scored by the position between two fixed ends, on a linear or logarithmic scale.",
    )

    method: Literal["goalposts"] = "goalposts"
    low: float
    high: float
    log: bool = False
    cap: float = 1.0
    floor: float = 0.0

    @model_validator(mode="after")
    def ends_apart(self) -> "Goalposts":
        """The ends must differ, and be positive on a logarithmic scale."""
        if self.low == self.high:
            raise refusal(EQUAL_ENDS, end=self.low)
        if self.log and min(self.low, self.high) <= 0:
            raise refusal(LOG_OF_NOTHING, end=min(self.low, self.high))
        return self

    def formula(self, direction: str) -> str:
        """The direction is in the order of the ends."""
        del direction
        if self.log:
            position = "(log(value) - log(low)) / (log(high) - log(low))"
        else:
            position = "(value - low) / (high - low)"
        return f"clamp({position}, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """A logarithm needs a positive value."""
        return (Guard("value > 0", "value_not_positive"),) if self.log else ()

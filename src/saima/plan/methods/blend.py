"""Level and growth together 总量+增量 (domain 1.2 M10)."""

from typing import ClassVar, Literal

from pydantic import Field

from saima.plan.label import Label
from saima.plan.methods.base import (
    TARGET_POSITIVE,
    Guard,
    ScoringMethod,
    best,
    rank,
    ratio_to_best,
    worst,
)


class Blend(ScoringMethod):
    """``alpha`` of the level plus the rest of the growth against last year.

    Level: ``completion`` of the target or ``best_ratio``. Growth (in percent, computed from the
    values of both years): position in the group (``min_max``) or its place (``rank``).
    """

    title: ClassVar[Label] = Label(zh="总量增量法", en="Level and growth")
    words: ClassVar[Label] = Label(
        zh="总量得分与增量（同比增幅）得分按比例相加，兼顾大小单位。",
        en="Part of the points for the level, part for growth against last year.",
    )
    rising: ClassVar[bool] = True

    method: Literal["blend"] = "blend"
    alpha: float = Field(default=0.5, ge=0, le=1)
    level: Literal["completion", "best_ratio"] = "completion"
    growth: Literal["min_max", "rank"] = "min_max"
    step: float = 0.05
    cap: float = 1.0
    floor: float = 0.0

    def formula(self, direction: str) -> str:
        """Both parts in the same direction."""
        return f"alpha * {self.level_part(direction)} + (1 - alpha) * {self.growth_part(direction)}"

    def level_part(self, direction: str) -> str:
        """The text for the level."""
        if self.level == "completion":
            ratio = "2 - value / target" if direction == "lower" else "value / target"
            return f"clamp({ratio}, floor, cap)"
        return f"clamp({ratio_to_best(direction)}, floor, 1)"

    def growth_part(self, direction: str) -> str:
        """The text for the growth; equal growth everywhere gives everybody full points."""
        if self.growth == "rank":
            return f"clamp(1 - step * ({rank(direction, 'growth')} - 1), 0, 1)"
        top, bottom = best(direction, "growth"), worst(direction, "growth")
        return f"where({top} == {bottom}, 1, (growth - {bottom}) / ({top} - {bottom}))"

    def guards(self) -> tuple[Guard, ...]:
        """Growth needs a positive value of last year, completion a positive target."""
        last_year = Guard("last_year > 0", "last_year_not_positive")
        if self.level == "completion":
            return (TARGET_POSITIVE, last_year)
        return (
            Guard("highest(value) > 0", "best_not_positive"),
            Guard("value >= 0", "value_negative"),
            last_year,
        )

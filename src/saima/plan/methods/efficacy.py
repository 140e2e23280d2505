"""Efficacy coefficient 功效系数法 (domain 1.2 M7; golden G7, G8)."""

from typing import ClassVar, Literal

from pydantic import model_validator

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod, best, worst
from saima.plan.problems import problem_kind, refusal

ONE_END = problem_kind(
    "one_end",
    en=(
        "only one of satisfied and refused is given",
        "expected both ends or neither",
        "add the other end, or remove this one",
    ),
    zh=("满意值与不允许值只给出一个", "两端应同时给出或都不给出", "请补上另一端，或删去这一端"),
)
EQUAL_ENDS = problem_kind(
    "equal_ends",
    en=("both ends are {end:g}", "expected two different ends", "correct one of the ends"),
    zh=("两端都是 {end:g}", "两端应不相等", "请改正其中一端"),
)


class Efficacy(ScoringMethod):
    """``low`` percent at the worst end, ``low + span`` percent at the best end.

    Ends are the group's worst and best value, or declared: ``satisfied`` 满意值 and
    ``refused`` 不允许值 (then clamped). Equal ends give full points.
    """

    title: ClassVar[Label] = Label(zh="功效系数法", en="Efficacy coefficient")
    words: ClassVar[Label] = Label(
        zh="在最差值与最好值（或不允许值与满意值）之间按比例得分，底分加区间分。",
        en="Scored by the position between the worst and the best value, on top of a base.",
    )

    method: Literal["efficacy"] = "efficacy"
    low: float = 60.0
    span: float = 40.0
    satisfied: float | None = None
    refused: float | None = None

    @model_validator(mode="after")
    def both_ends(self) -> "Efficacy":
        """Ends are declared together or not at all."""
        if (self.satisfied is None) != (self.refused is None):
            raise refusal(ONE_END)
        if self.satisfied is not None and self.satisfied == self.refused:
            raise refusal(EQUAL_ENDS, end=self.satisfied)
        return self

    def formula(self, direction: str) -> str:
        """Position between the ends; declared ends can be exceeded, so they are clamped."""
        if self.satisfied is None:
            top, bottom = best(direction), worst(direction)
            position = f"where({top} == {bottom}, 1, (value - {bottom}) / ({top} - {bottom}))"
            return f"(low + span * {position}) / 100"
        position = "(value - refused) / (satisfied - refused)"
        return f"clamp((low + span * {position}) / 100, 0, 1)"

"""Efficacy coefficient 功效系数法 (domain 1.2 M7; golden G7, G8)."""

from typing import ClassVar, Literal

from pydantic import model_validator

from saima.plan.label import Label
from saima.plan.methods.base import ScoringMethod, best, worst


class Efficacy(ScoringMethod):
    """``low`` percent at the worst end, ``low + span`` percent at the best end.

    Ends are the group's worst and best value, or declared: ``satisfied`` 满意值 and
    ``refused`` 不允许值 (then clamped). Equal ends give full points.
    """

    title: ClassVar[Label] = Label(zh="功效系数法", en="Efficacy coefficient")
    words: ClassVar[Label] = Label(
        zh="在最差值与最好值(或不允许值与满意值)之间按比例得分,底分加区间分。",
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
            message = "give both satisfied and refused, or neither"
            raise ValueError(message)
        return self

    def formula(self, direction: str) -> str:
        """Position between the ends; declared ends can be exceeded, so they are clamped."""
        if self.satisfied is None:
            top, bottom = best(direction), worst(direction)
            position = f"where({top} == {bottom}, 1, (value - {bottom}) / ({top} - {bottom}))"
            return f"(low + span * {position}) / 100"
        position = "(value - refused) / (satisfied - refused)"
        return f"clamp((low + span * {position}) / 100, 0, 1)"

"""What every scoring method has: parameters, a formula as text, guards, words, promises.

The formula is data: ``saima.engine.formula`` turns it into frame expressions and the
explanation prints the same text with its numbers, so there is one arithmetic only.

Names in a formula: the method's own parameters; ``value``, ``target``, ``weight``, ``field``,
``last_year``, ``growth`` (percent against last year), ``previous_value``, ``outside`` (distance
outside a target range), ``meets`` (target met). Functions: ``clamp(x, low, high)``,
``where(condition, a, b)``, ``only(condition, x)`` (else nothing), ``log(x)``; over the unit's
peers ``highest(x)``, ``lowest(x)``, ``mean(x)``, ``deviation(x)``, ``total(x)``, ``count(x)``,
``rank_highest(x)``, ``rank_lowest(x)``, ``mid_rank_highest(x)``, ``mid_rank_lowest(x)``; over a
parameter that is a table ``lookup(table, x, then)``, ``steps(table, x, below)``,
``by_field(table, x, field)``.
"""

from dataclasses import dataclass
from typing import ClassVar

from saima.plan.label import Label, PlanPart

INFINITY = float("inf")


@dataclass(frozen=True)
class Guard:
    """A condition that must hold, else the score is undefined and carries ``code`` as its note."""

    condition: str
    code: str


TARGET_POSITIVE = Guard("target > 0", "target_not_positive")
WEIGHT_POSITIVE = Guard("weight > 0", "weight_not_positive")


class ScoringMethod(PlanPart):
    """Base of all methods. ``rate`` 1 is full points; points = weight x rate.

    ``rising`` promises that a better value never lowers the rate.
    """

    title: ClassVar[Label]
    words: ClassVar[Label]
    rising: ClassVar[bool] = True
    ranged: ClassVar[bool] = False

    def formula(self, direction: str) -> str:
        """Give the rate as text for ``higher``, ``lower`` or ``range``."""
        raise NotImplementedError

    def guards(self) -> tuple[Guard, ...]:
        """Conditions under which the formula is defined."""
        return ()

    def lowest_is_best(self) -> bool:
        """Whether the formula only makes sense where lower is better (ranks, grades)."""
        return False


def ahead(direction: str) -> str:
    """The text for how far the value is on the good side of the target."""
    return {"lower": "(target - value)", "range": "(0 - outside)"}.get(
        direction, "(value - target)"
    )


def best(direction: str, operand: str = "value") -> str:
    """The text for the best value among the peers."""
    return f"lowest({operand})" if direction == "lower" else f"highest({operand})"


def worst(direction: str, operand: str = "value") -> str:
    """The text for the worst value among the peers."""
    return f"highest({operand})" if direction == "lower" else f"lowest({operand})"


def ratio_to_best(direction: str) -> str:
    """The text for the ratio to the best value; the best itself has 1, even when it is zero."""
    if direction == "lower":
        return "where(value == lowest(value), 1, lowest(value) / value)"
    return "value / highest(value)"


def rank(direction: str, operand: str = "value") -> str:
    """The text for the place among the peers, the best is 1, ties share the better place."""
    return f"rank_lowest({operand})" if direction == "lower" else f"rank_highest({operand})"

"""Which light lies how far behind the plan: the thresholds of a plan, read in one place.

A table of steps serves both a frame's column and a single number, so that no page can draw a
line elsewhere than the scores do (domain 1.4; golden G14).
"""

from dataclasses import dataclass

import narwhals as nw

from saima.plan.rules import Lights

GREEN = "green"
FARTHEST = "red"


@dataclass(frozen=True)
class Step:
    """A light up to ``limit`` percentage points behind; ``inclusive``: the limit is still in it."""

    light: str
    limit: float
    inclusive: bool


def steps(rule: Lights) -> tuple[Step, ...]:
    """The lights between green and the farthest one, the nearest first."""
    return (
        Step("watch", rule.yellow_from, inclusive=False),
        Step("yellow", rule.red_above, inclusive=True),
    )


def light_column(rule: Lights, behind: nw.Expr) -> nw.Expr:
    """The light of those who are behind, for a column of percentage points."""
    light: nw.Expr = nw.lit(FARTHEST)
    for step in reversed(steps(rule)):
        within = behind <= step.limit if step.inclusive else behind < step.limit
        light = nw.when(within).then(nw.lit(step.light)).otherwise(light)
    return light


def light_behind(rule: Lights, behind: float) -> str:
    """The light of one number of percentage points behind; green where it is not positive."""
    if behind <= 0:
        return GREEN
    for step in steps(rule):
        if behind < step.limit or (step.inclusive and behind == step.limit):
            return step.light
    return FARTHEST

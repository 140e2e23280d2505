"""Targets: what a unit is to reach, how firmly, by when and along which curve."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from saima.plan.label import PlanPart
from saima.plan.periods import PeriodText
from saima.plan.problems import problem_kind, refusal

TARGET_KINDS = problem_kind(
    "target_kinds",
    en=(
        "the target is not exactly one of a value, a range and another indicator",
        "expected exactly one of value, low/high and relative_to",
        "keep the one that the rule means",
    ),
    zh=(
        "目标未能唯一确定为数值、区间或参照指标",
        "value、low/high、relative_to 三者应恰有其一",
        "请只保留规则所指的一项",
    ),
)
CROSSED_RANGE = problem_kind(
    "crossed_range",
    en=("low {low:g} is above high {high:g}", "expected low to be at most high", "exchange them"),
    zh=("下限 {low:g} 大于上限 {high:g}", "下限应不大于上限", "请对调两数"),
)

LINEAR = tuple(month / 12 for month in range(1, 13))
FLAT = (1.0,) * 12


class Comparison(StrEnum):
    """When a value meets a target. 以上 includes the number, 超 excludes it (domain intro)."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANK_WITHIN = "rank_within"
    WITHIN = "within"


class Modality(StrEnum):
    """How firmly a target is promised, strongest first (domain intro)."""

    MUST = "must"
    COMMIT = "commit"
    STRIVE = "strive"
    STRETCH = "stretch"


class Phase(StrEnum):
    """Named curves of the planned cumulative share over the months."""

    LINEAR = "linear"
    FLAT = "flat"


Curve = Annotated[tuple[float, ...], Field(min_length=12, max_length=12)]


class Target(PlanPart):
    """The year's target of an indicator, as the rules state it for the whole body.

    ``value`` is in the indicator's measurement unit. ``relative_to`` names an indicator whose
    value of the same unit and period is the target instead. ``low`` and ``high`` bound a range
    (direction ``range``). ``every_unit`` true: each unit is to reach ``value`` by itself. ``split``
    false: the units' targets need not add up to ``value``, ``split_reason`` says why.
    """

    value: float | None = None
    compare: Comparison = Comparison.AT_LEAST
    modality: Modality = Modality.COMMIT
    deadline: date | None = None
    phase: Phase | Curve | None = None
    relative_to: str | None = None
    low: float | None = None
    high: float | None = None
    every_unit: bool = False
    split: bool = True
    split_reason: str | None = None

    @property
    def bounded(self) -> bool:
        """Whether the target is a range; one end may be open."""
        return self.low is not None or self.high is not None

    @model_validator(mode="after")
    def one_kind(self) -> "Target":
        """A target is a number, a range or another indicator: exactly one of them."""
        if (self.value is not None) + self.bounded + (self.relative_to is not None) != 1:
            raise refusal(TARGET_KINDS)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise refusal(CROSSED_RANGE, low=self.low, high=self.high)
        return self


class UnitTarget(PlanPart):
    """A row of ``targets.csv``: one unit's share of a target.

    ``period`` is the year (then phased by the curve) or a shorter period (taken as it is).
    A later ``version`` replaces an earlier one and says why.
    """

    unit: str
    indicator: str
    period: PeriodText
    target: float
    version: int = Field(default=1, ge=1)
    reason: str | None = None

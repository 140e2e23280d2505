"""The rows of a demo year: the columns of ``saima.engine.columns`` plus ``source``.

``recorded_at`` is local time as ISO text; ``source`` always says that the row is fictitious.
"""

from dataclasses import dataclass, field

FICTITIOUS = "演示(虚构) demo (fictitious)"


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One reported value; a later row of the same unit, indicator and period replaces it."""

    unit: str
    indicator: str
    period: str
    value: float
    numerator: float | None
    denominator: float | None
    field: int | None
    recorded_at: str
    source: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target that the plan itself does not state."""

    unit: str
    indicator: str
    period: str
    target: float
    recorded_at: str
    source: str


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A bonus, deduction or veto; ``kind`` is a code of the plan, ``source`` the document."""

    unit: str
    period: str
    kind: str
    points: float
    recorded_at: str
    source: str


@dataclass(frozen=True, slots=True)
class DemoYear:
    """Everything that a fictitious year consists of."""

    observations: list[ObservationRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    adjustments: list[AdjustmentRow] = field(default_factory=list)

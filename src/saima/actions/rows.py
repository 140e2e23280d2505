"""The rows of an outcome as pages read them; the columns are those of the engine's frames."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One indicator of one unit in one period; shares are 1 = 100 %, ``growth`` is in percent."""

    group: str | None
    unit: str
    indicator: str
    value: float | None
    target: float | None
    completion: float | None
    method: str
    rate: float | None
    weight: float | None
    points: float | None
    note: str | None
    observed_unit: str | None
    annual_target: float | None
    planned: float | None
    light: str | None
    last_year: float | None
    growth: float | None
    previous_value: float | None
    field: int | None

    @property
    def done(self) -> float | None:
        """The share of the year's target reached so far, as the lights see it."""
        if self.completion is None or self.planned is None:
            return None
        return self.completion * self.planned

    @property
    def lost(self) -> float | None:
        """Points that were there to be had and were not."""
        if self.points is None or self.weight is None:
            return None
        return max(self.weight - self.points, 0.0)


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One chapter, contest or sub-track of one unit in one period."""

    group: str | None
    unit: str
    node: str
    rate: float | None
    weight: float | None
    points: float | None
    note: str | None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One unit's total in one period; ``reason`` says why it has no rank."""

    group: str | None
    unit: str
    total: float | None
    rank: float | None
    field: int | None
    previous_rank: float | None
    movement: float | None
    base: float | None
    bonus: float | None
    deduction: float | None
    eligible: bool | None
    quarters: float | None
    year_end: float | None
    overall_rank: float | None
    overall_field: int | None
    gap_above: float | None
    gap_below: float | None
    reason: str | None
    reason_indicator: str | None

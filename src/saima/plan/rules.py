"""The rules around the tree: rounding, ranking, the year, lights, adjustments, consequences."""

from enum import StrEnum

from pydantic import Field, model_validator

from saima.plan.label import Label, PlanPart
from saima.plan.periods import PeriodKind
from saima.plan.problems import problem_kind, refusal

YEAR_SHARES = problem_kind(
    "year_shares",
    en=(
        "quarters {quarters:g} and year_end {year_end:g} add up to {sum:g}",
        "expected the shares of the year to add up to 1",
        "change one of them",
    ),
    zh=(
        "quarters {quarters:g} 与 year_end {year_end:g} 合计为 {sum:g}",
        "全年各部分比例合计应为 1",
        "请修改其中一项",
    ),
)
CROSSED_LIGHTS = problem_kind(
    "crossed_lights",
    en=(
        "yellow_from {yellow:g} is above red_above {red:g}",
        "expected yellow to begin before red",
        "exchange or change them",
    ),
    zh=(
        "yellow_from {yellow:g} 大于 red_above {red:g}",
        "黄灯界限应不大于红灯界限",
        "请对调或修改",
    ),
)


class Decimals(PlanPart):
    """Decimals kept of indicator points and shown of totals (domain 1.2, Rounding)."""

    points: int = Field(default=4, ge=0, le=9)
    total: int = Field(default=2, ge=0, le=9)


class RankOn(StrEnum):
    """Whether equal published totals tie, or hidden digits decide."""

    ROUNDED = "rounded"
    EXACT = "exact"


class Ties(StrEnum):
    """How tied units are ranked: 1,2,2,4 / 1,2,2,3 / 1,2.5,2.5,4."""

    MIN = "min"
    DENSE = "dense"
    AVERAGE = "average"


class Ranking(PlanPart):
    """``tie_break`` lists node codes, ``bonus`` or ``deduction``: compared in that order."""

    on: RankOn = RankOn.ROUNDED
    ties: Ties = Ties.MIN
    tie_break: tuple[str, ...] = ()


class YearScore(PlanPart):
    """The year's total = quarters * mean(Q1..Q4) + year_end * year-end total (domain 1.5)."""

    quarters: float = Field(ge=0, le=1)
    year_end: float = Field(ge=0, le=1)
    clause: str | None = None
    proposed: bool = False

    @model_validator(mode="after")
    def whole(self) -> "YearScore":
        """The two shares make one."""
        whole = self.quarters + self.year_end
        if abs(whole - 1) > 1e-9:
            raise refusal(YEAR_SHARES, quarters=self.quarters, year_end=self.year_end, sum=whole)
        return self


class Lights(PlanPart):
    """Percentage points behind the plan from which the light changes (domain 1.4, 银川).

    On schedule green; behind by less than ``yellow_from`` watch; up to and including
    ``red_above`` yellow; more than that red.
    """

    yellow_from: float = Field(default=10, ge=0)
    red_above: float = Field(default=30, ge=0)

    @model_validator(mode="after")
    def ordered(self) -> "Lights":
        """Yellow lies before red."""
        if self.yellow_from > self.red_above:
            raise refusal(CROSSED_LIGHTS, yellow=self.yellow_from, red=self.red_above)
        return self


class Objections(PlanPart):
    """Working days of each step of an objection 申诉 (domain 1.5): to file it, answer it, appeal.

    A board is not sealed while it can be objected to, nor while an objection can be appealed;
    ``seal_before_appeal`` lets a board be sealed then, and an appeal upheld later makes a new
    edition of it.
    """

    file: int = Field(default=5, ge=1, le=60)
    answer: int = Field(default=10, ge=1, le=60)
    appeal: int = Field(default=5, ge=1, le=60)
    seal_before_appeal: bool = False
    clause: str | None = None
    proposed: bool = False


class Effect(StrEnum):
    """What an adjustment does to the total."""

    BONUS = "bonus"
    DEDUCTION = "deduction"
    VETO = "veto"


class Adjustment(PlanPart):
    """A kind of bonus, deduction or veto; ``cap`` bounds its points in a year.

    A veto costs the eligibility for awards, not the points (domain 1.1).
    """

    code: str
    label: Label
    effect: Effect
    cap: float | None = Field(default=None, ge=0)
    clause: str | None = None


class Watch(StrEnum):
    """Which rank a consequence looks at: of the total, or of an indicator given from outside."""

    TOTAL = "total"
    INDICATOR = "indicator"


class Place(StrEnum):
    """Which end of the ranking counts."""

    TOP = "top"
    BOTTOM = "bottom"


class RankedField(StrEnum):
    """Whether the rank inside the group or over all units counts."""

    GROUP = "group"
    ALL = "all"


class BoundaryTies(StrEnum):
    """Units tied across the boundary: all of them count, or none (domain 1.4 c)."""

    ALL = "all"
    NONE = "none"


class Consequence(PlanPart):
    """``place`` ``count`` of the field, ``running`` periods in a row -> ``measures`` (S48, S54).

    ``cards`` are the colours by how often the run has fired: first, next, and so on (the last
    one stays). ``chain_years`` lets the last period of a year count with the first of the next.
    ``smallest_field``: smaller fields do not fire. ``only_missed``: the unit must have missed the
    target as well (红黑榜 double condition).
    """

    code: str
    label: Label
    watch: Watch = Watch.TOTAL
    groups: tuple[str, ...] = ()
    tag: str | None = None
    period: PeriodKind = PeriodKind.QUARTER
    field: RankedField = RankedField.GROUP
    place: Place = Place.BOTTOM
    count: int = Field(default=2, ge=1)
    running: int = Field(default=2, ge=1)
    boundary_ties: BoundaryTies = BoundaryTies.ALL
    chain_years: bool = True
    smallest_field: int = Field(default=1, ge=1)
    only_missed: bool = False
    measures: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    lapses_after: int = Field(default=1, ge=1)
    clause: str | None = None
    proposed: bool = False

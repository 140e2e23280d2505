"""The tree of goals: chapter > contest > indicator, any depth (design section 3)."""

from enum import StrEnum

from pydantic import Field

from saima.plan.derivation import Derivation
from saima.plan.label import Label, PlanPart
from saima.plan.methods import Scoring
from saima.plan.targets import Target

ROOT = "total"


class Direction(StrEnum):
    """Which way is better: 正向, 逆向, 区间."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"


class Collect(StrEnum):
    """How the values of several months become one value of a period.

    ``flow`` adds up; ``cumulative`` is reported year-to-date; ``level`` takes the latest;
    ``average`` is the mean; ``ratio`` divides two sums; ``rank`` is given from outside.
    """

    FLOW = "flow"
    CUMULATIVE = "cumulative"
    LEVEL = "level"
    AVERAGE = "average"
    RATIO = "ratio"
    RANK = "rank"

    @property
    def accumulates(self) -> bool:
        """Whether the value grows over the year, so that a year's target is phased."""
        return self in (Collect.FLOW, Collect.CUMULATIVE)


class Frequency(StrEnum):
    """How often a value is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Span(StrEnum):
    """Which months a period's value covers: from January, or only its own months."""

    TO_DATE = "to_date"
    WITHIN = "within"


class Policy(StrEnum):
    """What becomes of a score that cannot be computed; stated, never silent.

    ``problem``: no total, unranked with the reason. ``zero``: no points. ``full``: all points.
    ``group_mean``: the mean rate of the group. ``reweight``: left out, the siblings' weights grow.
    """

    PROBLEM = "problem"
    ZERO = "zero"
    FULL = "full"
    GROUP_MEAN = "group_mean"
    REWEIGHT = "reweight"


class Combine(StrEnum):
    """How the children of a node become its rate."""

    SUM = "sum"
    MEAN = "mean"
    GEOMETRIC = "geometric"
    TOPSIS = "topsis"


class Weighting(StrEnum):
    """Where the weights of a node's children come from."""

    FIXED = "fixed"
    EQUAL = "equal"
    ENTROPY = "entropy"
    CRITIC = "critic"
    AHP = "ahp"


class Normalise(StrEnum):
    """What TOPSIS starts from: the children's values by vector length, or their rates."""

    VECTOR = "vector"
    RATE = "rate"


class ZeroRule(StrEnum):
    """What a zero (or less) among the factors of a geometric mean does."""

    PROBLEM = "problem"
    ZERO = "zero"


Weight = float | dict[str, float]


class Aggregation(PlanPart):
    """How a node's children are put together."""

    combine: Combine = Combine.SUM
    weighting: Weighting = Weighting.FIXED
    comparisons: tuple[tuple[str, ...], ...] = ()
    normalise: Normalise = Normalise.RATE
    zero: ZeroRule = ZeroRule.PROBLEM


class Node(PlanPart):
    """A chapter, contest or sub-track.

    ``weight``: points per group, one number for all groups, or nothing where the weight is the sum
    of the children's (``combine: sum``). ``floor`` and ``cap`` bound its rate.
    """

    code: str
    label: Label
    parent: str = ROOT
    weight: Weight | None = None
    aggregation: Aggregation = Aggregation()
    floor: float | None = None
    cap: float | None = None
    clause: str | None = None
    proposed: bool = False


class Holding(PlanPart):
    """A unit that answers for the whole body's value of an indicator (S28, S46).

    ``lead`` marks the one lead unit; co-units have a share of the weight of their own.
    """

    unit: str
    weight: float = Field(gt=0)
    lead: bool = True


class Indicator(PlanPart):
    """A measured goal. ``measure`` is the measurement unit (亿元), ``parent`` a node code.

    ``january`` false: national statistics publish January and February together (domain fact 6),
    so nothing is due in January and February's value covers both months. ``multiplier`` turns a
    quotient (``ratio``, or a value divided by the ``denominator`` indicator) into the measure: 100
    for percent. ``derived``: counted from the records, so that nobody is asked for it.
    """

    code: str
    label: Label
    parent: str
    measure: Label
    decimals: int = Field(default=2, ge=0, le=6)
    direction: Direction = Direction.HIGHER
    collect: Collect = Collect.FLOW
    frequency: Frequency = Frequency.MONTH
    january: bool = True
    span: Span | None = None
    reporter: str = "self"
    source: Label | None = None
    evidence: Label | None = None
    weight: Weight = Field(default_factory=dict)
    held_by: tuple[Holding, ...] = ()
    except_units: tuple[str, ...] = ()
    scoring: Scoring
    denominator: str | None = None
    multiplier: float = 1.0
    target: Target | None = None
    missing: Policy | None = None
    undefined: Policy | None = None
    superior: Label | None = None
    tags: tuple[str, ...] = ()
    lights: bool = True
    clause: str | None = None
    note: Label | None = None
    proposed: bool = False
    guarded: bool = False
    derived: Derivation | None = None

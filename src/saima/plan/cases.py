"""Cases: worked examples that an official can write, and that show what the rules give.

A case is one period with its inputs and the scores that are expected of them; running it is the
engine's work.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, TypeVar

from pydantic import Field, PrivateAttr, ValidationInfo, field_validator

from saima.plan.label import Label, PlanPart
from saima.plan.periods import PeriodText
from saima.plan.places import NOWHERE, Finding, ModelPath, Place, find, nearest
from saima.plan.plan import Plan
from saima.plan.problems import problem_kind

DUPLICATE_CASE = problem_kind(
    "duplicate_case",
    en=(
        'the case name "{name}" is used again',
        "expected a name of its own for each case",
        "rename one of them",
    ),
    zh=("案例名称“{name}”重复", "每个案例应有自己的名称", "请改名"),
)
UNKNOWN_IN_CASE = problem_kind(
    "unknown_in_case",
    en=(
        'the case names the {what} "{code}", which the plan does not have',
        "expected a code such as {options}",
        "correct the code, or add it to the plan",
    ),
    zh=(
        "案例中的{what}“{code}”不在方案内",
        "应为例如 {options} 的代码",
        "请改正代码，或在方案中补上",
    ),
)


class CaseObservation(PlanPart):
    """An observed value; ``period`` is the case's own where it is left out."""

    unit: str
    indicator: str
    period: PeriodText | None = None
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    field: int | None = Field(default=None, ge=1)
    recorded_at: str | None = None


class CaseTarget(PlanPart):
    """A unit's target; ``period`` is the case's own where it is left out."""

    unit: str
    indicator: str
    period: PeriodText | None = None
    target: float


class CaseAdjustment(PlanPart):
    """A bonus, deduction or veto; ``kind`` is the code of one of the plan's adjustments."""

    unit: str
    period: PeriodText | None = None
    kind: str
    points: float = 0.0


class ExpectedScore(PlanPart):
    """What is expected of one indicator of a unit; only what is given is compared."""

    value: float | None = None
    target: float | None = None
    completion: float | None = None
    rate: float | None = None
    weight: float | None = None
    points: float | None = None
    light: str | None = None
    note: str | None = None


class ExpectedNode(PlanPart):
    """What is expected of one node of a unit."""

    rate: float | None = None
    weight: float | None = None
    points: float | None = None


class ExpectedUnit(PlanPart):
    """What is expected of a unit. ``unranked`` true: it has no total and no rank."""

    total: float | None = None
    rank: float | None = None
    overall_rank: float | None = None
    base: float | None = None
    bonus: float | None = None
    deduction: float | None = None
    eligible: bool | None = None
    unranked: bool | None = None
    indicators: dict[str, ExpectedScore] = Field(default_factory=dict)
    nodes: dict[str, ExpectedNode] = Field(default_factory=dict)


Row = TypeVar("Row", CaseObservation, CaseTarget, CaseAdjustment)


class Case(PlanPart):
    """One worked example.

    ``base: plan`` lets the plan's own unit targets hold as well; the case's rows go before them.
    ``tolerance`` is the largest difference that still counts as equal. Where the case was read is
    in ``file`` and ``line``, which do not count when cases are compared.
    """

    name: str = Field(max_length=200)
    clause: str | None = None
    period: PeriodText
    base: Literal["plan"] | None = None
    tolerance: float = Field(default=0.0001, ge=0)
    observations: tuple[CaseObservation, ...] = ()
    targets: tuple[CaseTarget, ...] = ()
    adjustments: tuple[CaseAdjustment, ...] = ()
    expected: dict[str, ExpectedUnit] = Field(min_length=1)

    _place: Place = PrivateAttr(default=NOWHERE)

    @field_validator("observations", "targets", "adjustments")
    @classmethod
    def dated(cls, rows: tuple[Row, ...], info: ValidationInfo) -> tuple[Row, ...]:
        """Rows without a period are of the case's own."""
        period = info.data.get("period")
        return tuple(
            row if row.period else row.model_copy(update={"period": period}) for row in rows
        )

    @property
    def file(self) -> str:
        """The file that the case was read from, relative to the plan."""
        return self._place.file

    @property
    def line(self) -> int | None:
        """The line that the case begins in."""
        return self._place.line

    def at(self, place: Place) -> "Case":
        """Give the same case with its place."""
        placed = self.model_copy()
        placed._place = place
        return placed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(self.name)


WORDS = {
    "unit": Label(zh="单位", en="unit"),
    "indicator": Label(zh="指标", en="indicator"),
    "node": Label(zh="节点", en="node"),
    "adjustment": Label(zh="加减分项", en="adjustment"),
}


def check_cases(plan: Plan, cases: Sequence[Case]) -> Iterator[Finding]:
    """Names that are used twice, and codes that the plan does not have."""
    seen: set[str] = set()
    for position, case in enumerate(cases):
        if case.name in seen:
            yield find(DUPLICATE_CASE, "cases", position, "name", name=case.name)
        seen.add(case.name)
        for what, code, path in named(case):
            known = known_codes(plan, what)
            if code not in known:
                yield find(
                    UNKNOWN_IN_CASE,
                    "cases",
                    position,
                    *path,
                    what=WORDS[what],
                    code=code,
                    options=nearest(code, known),
                )


def known_codes(plan: Plan, what: str) -> Collection[str]:
    """The codes of units, indicators, nodes or adjustments."""
    if what == "adjustment":
        return [adjustment.code for adjustment in plan.adjustments]
    by_code: dict[str, Collection[str]] = {
        "unit": plan.unit_by_code,
        "indicator": plan.indicator_by_code,
        "node": plan.node_by_code,
    }
    return by_code[what]


def named(case: Case) -> Iterator[tuple[str, str, ModelPath]]:
    """Every code in a case: what it names, the code, where it stands."""
    inputs: dict[str, Sequence[CaseObservation | CaseTarget]] = {
        "observations": case.observations,
        "targets": case.targets,
    }
    for key, rows in inputs.items():
        for index, row in enumerate(rows):
            yield "unit", row.unit, (key, index, "unit")
            yield "indicator", row.indicator, (key, index, "indicator")
    for index, adjustment in enumerate(case.adjustments):
        yield "unit", adjustment.unit, ("adjustments", index, "unit")
        yield "adjustment", adjustment.kind, ("adjustments", index, "kind")
    for unit, wanted in case.expected.items():
        yield "unit", unit, ("expected", unit)
        for what, codes in (("indicator", wanted.indicators), ("node", wanted.nodes)):
            for code in codes:
                yield what, code, ("expected", unit, f"{what}s", code)

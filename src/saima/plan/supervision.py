"""The rules of supervision 督办: limits by urgency, when a sheet turns, to whom it rises."""

from enum import StrEnum

from pydantic import Field, model_validator

from saima.plan.label import Label, PlanPart
from saima.plan.problems import problem_kind, refusal

CROSSED_COLOURS = problem_kind(
    "crossed_colours",
    en=(
        "orange at {orange} is after red at {red}",
        "expected a sheet to turn orange before it turns red",
        "exchange or change them",
    ),
    zh=(
        "橙色 {orange} 晚于红色 {red}",
        "督查单应先转橙色、后转红色",
        "请对调或修改",
    ),
)
CROSSED_LEVELS = problem_kind(
    "crossed_levels",
    en=(
        "the level {code} comes after {after} working days, the one before it after {before}",
        "expected every level to come later than the one before",
        "change the days, or the order of the levels",
    ),
    zh=(
        "层级 {code} 为逾期 {after} 个工作日，上一层级为 {before} 个工作日",
        "后一层级应晚于前一层级",
        "请修改天数，或调整层级顺序",
    ),
)
LEVEL_TWICE = problem_kind(
    "level_twice",
    en=("the level {code} is there twice", "expected each code once", "rename one of them"),
    zh=("层级 {code} 重复", "每个代码只能出现一次", "请修改其中一个"),
)


class Urgency(StrEnum):
    """What decides how long a sheet may take (domain 1.5, local norms)."""

    DOCUMENT = "document"
    MINUTES = "minutes"
    URGENT = "urgent"
    ORDINARY = "ordinary"
    DIFFICULT = "difficult"


class Limits(PlanPart):
    """Working days by urgency: 公文 30, 会议纪要 20, 批示急件 5, 一般 15, 疑难 30."""

    document: int = Field(default=30, ge=1, le=250)
    minutes: int = Field(default=20, ge=1, le=250)
    urgent: int = Field(default=5, ge=1, le=250)
    ordinary: int = Field(default=15, ge=1, le=250)
    difficult: int = Field(default=30, ge=1, le=250)

    def of(self, urgency: Urgency) -> int:
        """The working days of an urgency."""
        days: int = getattr(self, urgency.value)
        return days


class StartColour(StrEnum):
    """The colour that a sheet is issued with: severe matters begin at orange or red (三明)."""

    BLUE = "blue"
    ORANGE = "orange"
    RED = "red"


class RisesTo(StrEnum):
    """Who is told when a sheet reaches a level."""

    UNIT = "unit"
    OFFICE = "office"
    LEADERS = "leaders"


class SupervisionLevel(PlanPart):
    """A level that an unsolved sheet rises to, ``after`` working days after its due day."""

    code: str = Field(max_length=24)
    label: Label
    after: int = Field(ge=0, le=250)
    tells: tuple[RisesTo, ...] = (RisesTo.UNIT,)


USUAL_LEVELS = (
    SupervisionLevel(
        code="unit_leader",
        label=Label(zh="单位主要负责人", en="head of the unit"),
        after=3,
        tells=(RisesTo.UNIT, RisesTo.OFFICE),
    ),
    SupervisionLevel(
        code="leading_group",
        label=Label(zh="领导小组", en="leading group"),
        after=10,
        tells=(RisesTo.UNIT, RisesTo.OFFICE, RisesTo.LEADERS),
    ),
)


class Supervision(PlanPart):
    """Limits, colours and levels, all in working days (holidays and make-up days as decreed).

    ``orange`` and ``red`` count from the due day on which a sheet turns: -2 is two working days
    before it, 0 the day itself, 1 the working day after it. ``starts`` lists the colours that a
    sheet may be issued with. ``late_node``: a node that is so many working days late is proposed
    for supervision by the daily run. ``organ`` stands before the numbers, 督办〔2021〕1号.
    """

    organ: str = Field(default="督办", max_length=32, pattern=r"^[^0-9〔〕\[\]()（）]+$")
    limits: Limits = Limits()
    orange: int = Field(default=-2, ge=-250, le=250)
    red: int = Field(default=1, ge=-250, le=250)
    starts: tuple[StartColour, ...] = Field(default=tuple(StartColour), min_length=1)
    levels: tuple[SupervisionLevel, ...] = USUAL_LEVELS
    late_node: int = Field(default=5, ge=1, le=250)
    clause: str | None = None
    proposed: bool = False

    @model_validator(mode="after")
    def ordered(self) -> "Supervision":
        """Orange comes before red, and each level after the one before it."""
        if self.orange > self.red:
            raise refusal(CROSSED_COLOURS, orange=self.orange, red=self.red)
        seen: set[str] = set()
        before: int | None = None
        for level in self.levels:
            if level.code in seen:
                raise refusal(LEVEL_TWICE, code=level.code)
            if before is not None and level.after <= before:
                raise refusal(CROSSED_LEVELS, code=level.code, after=level.after, before=before)
            seen.add(level.code)
            before = level.after
        return self

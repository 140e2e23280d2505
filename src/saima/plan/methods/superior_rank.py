"""The superior's rank table 上级名次分值表 (domain 1.3; golden G12, G13)."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from saima.plan.label import Label, PlanPart
from saima.plan.methods.base import INFINITY, WEIGHT_POSITIVE, Guard, ScoringMethod
from saima.plan.problems import problem_kind, refusal

FALLING_BANDS = problem_kind(
    "falling_bands",
    en=(
        "the bands of the table do not rise in field_at_most",
        "expected smaller fields first and the band without field_at_most last",
        "put the bands in order, and each size only once",
    ),
    zh=(
        "表中各档的 field_at_most 未递增",
        "应先列单位数少的档，不限单位数的档列在最后",
        "请按顺序排列，且不要重复",
    ),
)


class FieldBand(PlanPart):
    """Points by place for fields of up to ``field_at_most`` (nothing: any size).

    Places beyond ``points`` add ``then`` for each further place.
    """

    field_at_most: int | None = Field(default=None, ge=1)
    points: tuple[float, ...] = Field(min_length=1)
    then: float = 0.0


class SuperiorRank(ScoringMethod):
    """``base`` of the weight plus the points of the place in the superior's field."""

    title: ClassVar[Label] = Label(zh="上级名次分值法", en="Superior's rank table")
    words: ClassVar[Label] = Label(
        zh="按在上级排名中的名次和参评单位数查分值表加减分。",
        en="Points by the place in the superior's ranking and the size of its field.",
    )

    method: Literal["superior_rank"] = "superior_rank"
    base: float = 0.0
    table: tuple[FieldBand, ...] = Field(min_length=1)
    cap: float = INFINITY
    floor: float = -INFINITY

    @model_validator(mode="after")
    def ordered(self) -> "SuperiorRank":
        """Smaller fields first; the last band may be open."""
        sizes = [
            INFINITY if band.field_at_most is None else band.field_at_most for band in self.table
        ]
        if sizes != sorted(set(sizes)):
            raise refusal(FALLING_BANDS)
        return self

    def formula(self, direction: str) -> str:
        """The value is the rank, so its direction is always lower."""
        del direction
        return "clamp(base + by_field(table, value, field) / weight, floor, cap)"

    def guards(self) -> tuple[Guard, ...]:
        """A rank lies between 1 and the size of its field."""
        return (
            WEIGHT_POSITIVE,
            Guard("value >= 1", "rank_outside_field"),
            Guard("value <= field", "rank_outside_field"),
        )

    def lowest_is_best(self) -> bool:
        """Rank 1 is the best."""
        return True

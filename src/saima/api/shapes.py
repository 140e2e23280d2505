"""What goes in and out, as the OpenAPI document shows it. Numbers are JSON strings of digits.

Because a number such as 0.1 must arrive as it was written; boards, which are computed, have
JSON numbers.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints, model_validator

MOST_VALUES = 500
LARGEST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Code = Annotated[str, StringConstraints(max_length=64, pattern=r"^[\w.:-]*$")]
Number = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=24, decimal_places=6)]


class RoundOut(Schema):
    """A month that is collected."""

    id: int
    plan: str
    month: str
    state: str
    due_on: date
    check_on: date
    freeze_on: date
    show_on: date


class RoundPage(Schema):
    """A page of rounds."""

    items: list[RoundOut]
    next: str | None = None


class DueOut(Schema):
    """A due value; ``version`` is the newest one that was reported, 0 for none."""

    id: int
    round: int
    unit: str
    indicator: str
    period: str
    reporter: str
    checker: str
    state: str
    deadline: date
    on_time: bool | None
    complete: bool
    evidence: str
    version: int


class DuePage(Schema):
    """A page of due values."""

    items: list[DueOut]
    next: str | None = None


class ValueIn(Schema):
    """What is reported for one due value.

    ``value``, or ``numerator`` and ``denominator`` for a ratio, with ``field`` for a rank; or one
    of the ticks. ``sentence`` answers warnings; ``based_on`` is the version the sender saw.
    """

    model_config = ConfigDict(extra="forbid")

    due: Id
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    field: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    not_applicable: bool = False
    unchanged: bool = False
    sentence: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")] = ""
    source: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] = ""
    based_on: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class ValuesIn(Schema):
    """Values that are handed in together: all of them or none."""

    model_config = ConfigDict(extra="forbid")

    values: Annotated[list[ValueIn], Field(min_length=1, max_length=MOST_VALUES)]

    @model_validator(mode="after")
    def once_each(self) -> Self:
        """Refuse two values for one due value, because nobody could tell which one counts."""
        if len({one.due for one in self.values}) < len(self.values):
            message = "a due value may be given only once"
            raise ValueError(message)
        return self


class Handed(Schema):
    """A value as it was handed in."""

    due: int
    version: int
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    field: int | None
    not_applicable: bool
    unchanged: bool
    findings: list[str]


class HandedIn(Schema):
    """Everything that was handed in."""

    values: list[Handed]


class EntryOut(Schema):
    """A row of the ledger; ``replaces`` is the row that it corrects."""

    id: int
    plan: str
    unit: str
    indicator: str
    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    field: int | None
    not_applicable: bool
    source: str
    recorded_at: datetime
    why: str
    replaces: int | None


class LedgerPage(Schema):
    """A page of the ledger, oldest rows first."""

    items: list[EntryOut]
    next: str | None = None
    as_of: datetime


class BoardRow(Schema):
    """A unit's total and rank; ``reason`` says why it has no rank."""

    unit: str
    group: str | None
    total: float | None
    rank: float | None
    field: int | None
    previous_rank: float | None
    movement: float | None
    base: float | None
    bonus: float | None
    deduction: float | None
    reason: str | None
    reason_indicator: str | None


class BoardOut(Schema):
    """A board of a period, best ranks first, units without rank last."""

    plan: str
    version: int
    hash: str
    period: str
    as_of: datetime
    rows: list[BoardRow]


class PartOut(Schema):
    """A number and how it came about: the formula, its numbers, the parts below it."""

    kind: str
    code: str
    points: float | None
    weight: float | None
    rate: float | None
    value: float | None
    target: float | None
    formula: str
    written: str
    note: str
    clause: str | None
    children: list["PartOut"]


class ExplanationOut(Schema):
    """How a unit's total, node or indicator came about."""

    period: str
    unit: str
    group: str
    total: float | None
    rank: float | None
    field: int
    reason: str | None
    part: PartOut


class UnitOut(Schema):
    """A unit of the plan."""

    code: str
    zh: str
    en: str
    group: str | None
    kind: str


class IndicatorOut(Schema):
    """An indicator of the plan."""

    code: str
    zh: str
    en: str
    parent: str
    measure: str
    decimals: int
    direction: str
    collect: str
    frequency: str
    reporter: str
    method: str


class PlanOut(Schema):
    """The plan that counts for a year, without its rules."""

    code: str
    version: int
    year: int
    hash: str
    zh: str
    en: str
    fictitious: bool
    groups: list[str]
    units: list[UnitOut]
    indicators: list[IndicatorOut]

"""The form in which a month's values are asked for and given back: its columns, as data.

A workbook and a CSV file have the same columns; a column is known by its title in either language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saima.plan.label import Label
from saima.plan.tree import Collect

SHEET = Label(zh="填报", en="Values")
ABOUT = Label(zh="填报说明", en="How to fill it in")


class Field(StrEnum):
    """A column of the form."""

    KEY = "key"
    POSITION = "position"
    INDICATOR = "indicator"
    UNIT = "unit"
    PERIOD = "period"
    MEASURE = "measure"
    LAST = "last"
    LAST_YEAR = "last_year"
    TARGET = "target"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    SIZE = "field"
    NOT_APPLICABLE = "not_applicable"
    UNCHANGED = "unchanged"
    SENTENCE = "sentence"
    SOURCE = "source"
    REMARK = "remark"


NUMBERS = (Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR, Field.SIZE)
TICKS = (Field.NOT_APPLICABLE, Field.UNCHANGED)
TEXTS = (Field.SENTENCE, Field.SOURCE)
INPUTS = (*NUMBERS, *TICKS, *TEXTS)
YES = Label(zh="是", en="yes")
LONGEST: Mapping[Field, int] = {Field.SENTENCE: 500, Field.SOURCE: 200}


@dataclass(frozen=True)
class Column:
    """A column: its title, what stands in the row of measures under it, its width in letters."""

    field: Field
    title: Label
    under: Label
    width: int = 12


def column(field: Field, zh: str, en: str, under: tuple[str, str], width: int = 12) -> Column:
    """A column from its words in both languages."""
    return Column(field, Label(zh=zh, en=en), Label(zh=under[0], en=under[1]), width)


IN_MEASURE = ("按计量单位", "in the measure")
COUNTED = ("个", "a count")
TICKED = ("填“是”", "yes")

COLUMNS: tuple[Column, ...] = (
    column(Field.KEY, "编号", "Key", ("请勿改动", "leave as it is"), 10),
    column(Field.POSITION, "序号", "No.", ("—", "—"), 6),
    column(Field.INDICATOR, "指标", "Indicator", ("—", "—"), 26),
    column(Field.UNIT, "单位", "Unit", ("—", "—"), 16),
    column(Field.PERIOD, "周期", "Period", ("—", "—"), 10),
    column(Field.MEASURE, "计量单位", "Measure", ("—", "—"), 10),
    column(Field.LAST, "上期", "Period before", IN_MEASURE),
    column(Field.LAST_YEAR, "上年同期", "Last year", IN_MEASURE),
    column(Field.TARGET, "目标", "Target", IN_MEASURE),
    column(Field.VALUE, "数值", "Value", IN_MEASURE, 14),
    column(Field.NUMERATOR, "分子", "Numerator", ("按计量口径", "as defined"), 14),
    column(Field.DENOMINATOR, "分母", "Denominator", ("按计量口径", "as defined"), 14),
    column(Field.SIZE, "参评数", "Size of the field", COUNTED, 9),
    column(Field.NOT_APPLICABLE, "不适用", "Not applicable", TICKED, 9),
    column(Field.UNCHANGED, "无变化", "Nothing changed", TICKED, 9),
    column(Field.SENTENCE, "说明", "Explanation", ("文字", "text"), 30),
    column(Field.SOURCE, "数据来源", "Source", ("文字", "text"), 18),
    column(Field.REMARK, "核对结果", "Remarks", ("系统填写", "filled by the system"), 44),
)
COLUMN_OF: Mapping[Field, Column] = {each.field: each for each in COLUMNS}


def field_of_title(title: str) -> Field | None:
    """The column that has this title in either language, or None."""
    for each in COLUMNS:
        if title.strip() in (each.title.zh, each.title.en):
            return each.field
    return None


def asked_for(collect: Collect) -> tuple[Field, ...]:
    """The number columns that a value of this sort is made of."""
    if collect is Collect.RATIO:
        return (Field.NUMERATOR, Field.DENOMINATOR)
    return (Field.VALUE, Field.SIZE) if collect is Collect.RANK else (Field.VALUE,)


@dataclass(frozen=True)
class Key:
    """What a row of the form is for: the round's mark, the due value, the version there was."""

    mark: str
    due: int
    version: int

    def __str__(self) -> str:
        return f"r{self.mark}-{self.due}-{self.version}"

    @classmethod
    def parse(cls, text: str) -> "Key | None":
        """Read a key as it stands in a file; None where it is none."""
        match = re.fullmatch(r"r([0-9a-f]{8})-([0-9]{1,18})-([0-9]{1,9})", text.strip())
        return None if match is None else cls(match[1], int(match[2]), int(match[3]))

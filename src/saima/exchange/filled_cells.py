"""What a filled row says: its cells as a reading and ticks, or what is wrong with each cell.

Numbers are read as they are in the grid (``typed_numbers``), so that a pasted block and a file
mean the same.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from saima.engine.plausible import Reading
from saima.exchange.filled import FilledRow
from saima.exchange.filled_kinds import (
    CELL_ALONE,
    CELL_AS_FORMULA,
    CELL_BOTH,
    CELL_NOT_ASKED,
    CELL_NOT_COUNT,
    CELL_NOT_TICK,
    CELL_TOO_LONG,
)
from saima.exchange.listing import MOST_CHARACTERS
from saima.exchange.typed_numbers import typed_number
from saima.plan.form import COLUMN_OF, INPUTS, LONGEST, NUMBERS, TEXTS, TICKS, Field, asked_for
from saima.plan.label import Label
from saima.plan.problems import Problem, ProblemKind, Problems
from saima.plan.tree import Indicator

YES = frozenset({"是", "√", "✓", "yes", "y", "true", "1", "x"})
NO = frozenset({"否", "no", "n", "false", "0"})
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


@dataclass(frozen=True)
class Answer:
    """What a row says; ``problems`` by the column in which they stand."""

    reading: Reading = field(default_factory=Reading)
    not_applicable: bool = False
    unchanged: bool = False
    sentence: str = ""
    source: str = ""
    problems: Mapping[Field, Problem] = field(default_factory=dict)


def answer_of(row: FilledRow, indicator: Indicator) -> Answer:
    """Read a row for its indicator."""
    reader = CellReader(row, indicator)
    numbers = {each: reader.number(each) for each in NUMBERS}
    ticks = {each: reader.tick(each) for each in TICKS}
    texts = {each: reader.text(each) for each in TEXTS}
    reader.check_together(ticks)
    size = numbers[Field.SIZE]
    return Answer(
        Reading(
            numbers[Field.VALUE],
            numbers[Field.NUMERATOR],
            numbers[Field.DENOMINATOR],
            None if size is None else int(size),
        ),
        ticks[Field.NOT_APPLICABLE],
        ticks[Field.UNCHANGED],
        texts[Field.SENTENCE],
        texts[Field.SOURCE],
        reader.problems,
    )


class CellReader:
    """Reads the cells of one row and collects what is wrong with them."""

    def __init__(self, row: FilledRow, indicator: Indicator) -> None:
        self.row = row
        self.indicator = indicator
        self.asked = asked_for(indicator.collect)
        self.problems: dict[Field, Problem] = {}

    def fail(self, field: Field, kind: ProblemKind, **facts: object) -> None:
        """Remember a problem of a cell."""
        known = {
            "value": self.row.texts.get(field, "")[:MOST_CHARACTERS],
            "asked": self.asked_words(),
        }
        self.problems.setdefault(field, Problem(kind, facts=known | facts))

    def asked_words(self) -> Label:
        """The titles of the number columns that are asked for."""
        found = [COLUMN_OF[field].title for field in self.asked]
        return Label(zh="、".join(t.zh for t in found), en=" and ".join(t.en for t in found))

    def number(self, field: Field) -> Decimal | None:
        """A number cell in the indicator's measure; None where it is empty or wrong."""
        text = self.row.texts.get(field)
        if text is None:
            return None
        if field not in self.asked:
            self.fail(field, CELL_NOT_ASKED)
            return None
        # Both parts of a ratio are counted in units of their own, which no measure names.
        measure = self.indicator.measure.zh if field is Field.VALUE else ""
        try:
            number = number_of(text, measure, share=field in self.row.percents)
        except Problems as wrong:
            self.problems.setdefault(field, wrong.problems[0])
            return None
        if field is Field.SIZE and (number < 1 or number != number.to_integral_value()):
            self.fail(field, CELL_NOT_COUNT)
            return None
        return number

    def tick(self, field: Field) -> bool:
        """A cell that says yes or nothing."""
        text = unicodedata.normalize("NFKC", self.row.texts.get(field, "")).strip().lower()
        if text and text not in YES | NO:
            self.fail(field, CELL_NOT_TICK)
        return text in YES

    def text(self, field: Field) -> str:
        """A text cell that no spreadsheet takes for a formula."""
        text = self.row.texts.get(field, "").removeprefix("'")
        if text.startswith(FORMULA_SIGNS):
            self.fail(field, CELL_AS_FORMULA, sign=text[0])
        elif len(text) > LONGEST[field]:
            self.fail(field, CELL_TOO_LONG, count=len(text), limit=LONGEST[field])
        return text

    def check_together(self, ticks: Mapping[Field, bool]) -> None:
        """A tick says that there is no number; a text alone says nothing."""
        ticked = [field for field, yes in ticks.items() if yes]
        numbers = [field for field in NUMBERS if field in self.row.texts]
        if ticked and (numbers or len(ticked) > 1):
            self.fail(ticked[0], CELL_BOTH)
        if not ticked and not numbers:
            alone = next(field for field in INPUTS if field in self.row.texts)
            self.fail(alone, CELL_ALONE)


def number_of(text: str, measure: str, *, share: bool) -> Decimal:
    """A cell's text as a number in ``measure``; ``share``: stored as a share, shown as percent.

    What is shown counts: 0.05 shown as 5 % is 5 where the measure is percent. Raises Problems.
    """
    if re.match(r"\s*(?:[=@＝＠]|[+-]\s*[A-Za-z(=@])", text):
        raise Problems([Problem(CELL_AS_FORMULA, facts={"sign": text.strip()[0]})])
    if share and NUMBER.fullmatch(text):
        text = f"{Decimal(text) * 100:f}%"
    number = typed_number(text, measure)
    return Decimal(0) if number is None else number

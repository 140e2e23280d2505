"""Periods: ``2021-03``, ``2021Q1``, ``2021H1``, ``2021`` (design section 6).

A month has an ordinal (year * 12 + month - 1), so that spans, last year and the period before
are plain arithmetic.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, total_ordering
from typing import Annotated

from pydantic import AfterValidator

from saima.plan.problems import problem_kind, refusal

NOT_A_PERIOD = problem_kind(
    "not_a_period",
    en=(
        '"{text}" is not a period',
        "expected a month, a quarter, a half-year or a year",
        "write it as 2021-03, 2021Q1, 2021H1 or 2021",
    ),
    zh=("“{text}”不是周期", "应为月、季、半年或年", "请写成 2021-03、2021Q1、2021H1 或 2021"),
)


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Number of months in a period of this kind."""
        return MONTHS[self]


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
PATTERN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A month, quarter, half-year or year; ordered by its last month, then by length."""

    year: int
    kind: PeriodKind
    index: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period as written in data and on the command line.

        Raises ValueError with the four accepted forms for anything else.
        """
        match = PATTERN.fullmatch(text.strip())
        if match is None or not 1900 <= int(match[1]) <= 2999:
            message = f"{text!r} is not a period; write 2021-03, 2021Q1, 2021H1 or 2021"
            raise ValueError(message)
        year, month, quarter, half = match.groups()
        if month:
            return cls(int(year), PeriodKind.MONTH, int(month))
        if quarter:
            return cls(int(year), PeriodKind.QUARTER, int(quarter))
        if half:
            return cls(int(year), PeriodKind.HALF, int(half))
        return cls(int(year), PeriodKind.YEAR, 1)

    @classmethod
    def of(cls, year: int, kind: PeriodKind, index: int = 1) -> "Period":
        """Make the ``index``-th period of ``kind`` in ``year``; other years when out of range."""
        per_year = 12 // kind.months
        shift, position = divmod(index - 1, per_year)
        return cls(year + shift, kind, position + 1)

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        """The period as it is written in data."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.year}-{self.index:02d}"
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        return f"{self.year}{self.kind.value[0].upper()}{self.index}"

    def __lt__(self, other: "Period") -> bool:
        return (self.end, self.kind.months) < (other.end, other.kind.months)

    @cached_property
    def last_month(self) -> int:
        """The number (1..12) of the period's last month in its year."""
        return self.index * self.kind.months

    @cached_property
    def end(self) -> int:
        """Ordinal of the last month."""
        return self.year * 12 + self.last_month - 1

    @cached_property
    def start(self) -> int:
        """Ordinal of the first month."""
        return self.end - self.kind.months + 1

    @property
    def year_start(self) -> int:
        """Ordinal of January of the period's year."""
        return self.year * 12

    def previous(self) -> "Period":
        """The period of the same kind just before."""
        return Period.of(self.year, self.kind, self.index - 1)

    def last_year(self) -> "Period":
        """The same period one year earlier."""
        return Period(self.year - 1, self.kind, self.index)

    def inside(self, kind: PeriodKind) -> "tuple[Period, ...]":
        """The shorter periods of ``kind`` that this one is made of, oldest first."""
        count = self.kind.months // kind.months
        first = (self.last_month - self.kind.months) // kind.months + 1
        return tuple(Period.of(self.year, kind, first + offset) for offset in range(count))


def year_periods(year: int) -> tuple[Period, ...]:
    """All nineteen periods of a year: months, quarters, halves, the year."""
    return tuple(
        Period.of(year, kind, index)
        for kind in PeriodKind
        for index in range(1, 12 // kind.months + 1)
    )


def readable(text: str) -> str:
    """Let a text pass that is a period, so that a plan or case never carries another one."""
    try:
        Period.parse(text)
    except ValueError:
        raise refusal(NOT_A_PERIOD, text=text) from None
    return text


PeriodText = Annotated[str, AfterValidator(readable)]
"""A period as written in files."""

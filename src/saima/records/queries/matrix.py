"""Thousands of due values at once: what a table of cells shows of each, one database row a unit.

The database puts the cells of a unit together, because a row of its own for each of thousands
costs more than everything else on the page: while one page fetches them, others wait.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import (
    Aggregate,
    CharField,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from saima.engine.schedule import due_periods
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.records.models import Draft, DueValue, Person, Submission

PART, CELL = "\x1f", "\x1e"
"""Between the parts of a cell and between cells; control characters that no code contains."""

KEPT = 1000
"""How many units with their cells are kept, a few kilobytes each."""

NUMBERS = ("value", "numerator", "denominator", "field")


class Slot(NamedTuple):
    """A due value as a cell; numbers as texts, empty where there are none.

    ``version`` of the newest submission is empty where nothing was handed in.
    """

    reporter: str
    key: str
    state: str
    version: str
    value: str
    numerator: str
    denominator: str
    field: str
    not_applicable: str
    period: str
    indicator: str


class Joined(Aggregate):
    """The texts of a group, one after the other with ``CELL`` between them."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL calls it otherwise."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **more)


class Parted(Func):
    """Texts with ``PART`` between them, in one flat operation: nested ones overflow SQLite."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()

    def __init__(self, *parts: Any) -> None:
        joint = Value(PART)
        super().__init__(*[one for part in parts for one in (joint, part)][1:])


def slots(rows: QuerySet[DueValue]) -> Iterator[tuple[str, tuple[Slot, ...]]]:
    """Units with their cells among ``rows``, once for each who reports some; one query."""
    newest = Submission.objects.filter(due_value=OuterRef("pk")).order_by("-version")
    parts = Parted(*(as_text(name) for name in ("version", *NUMBERS, "not_applicable")))
    handed = Subquery(newest.annotate(parts=parts).values("parts")[:1], output_field=TextField())
    nothing = Value(PART * (len(NUMBERS) + 1))
    cell = Parted(
        Cast("pk", CharField()), F("state"), Coalesce(handed, nothing), F("period"), F("indicator")
    )
    found = rows.order_by().values("unit", "reporter").annotate(cells=Joined(cell, Value(CELL)))
    for unit, reporter, cells in found.values_list("unit", "reporter", "cells"):
        yield unit, parsed(reporter, cells)


@lru_cache(maxsize=KEPT)
def parsed(reporter: str, cells: str) -> tuple[Slot, ...]:
    """Cells that the database put together; kept, because most units stay as they are."""
    # The code comes last, so that it may contain anything.
    return tuple(Slot(reporter, *one.split(PART, 9)) for one in cells.split(CELL))


def as_text(name: str) -> Coalesce:
    """A field as text, empty where it is null."""
    return Coalesce(Cast(name, CharField()), Value(""))


def drafted(person: Person, rows: QuerySet[DueValue]) -> dict[str, dict[str, str]]:
    """What a person has typed for ``rows``, by the key of the slot; one query."""
    drafts = Draft.objects.filter(person=person, due_value__in=rows.order_by().values("pk"))
    return {str(key): content for key, content in drafts.values_list("due_value", "content")}


def asked_periods(indicator: Indicator, year: int) -> list[Period]:
    """The periods of a year for which an indicator is reported."""
    return list(due_periods(indicator, year))

"""Long lists in pages of 50; the page stands in the address beside the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet

Row = TypeVar("Row")
Line = TypeVar("Line")
PAGE = 50
NAME = "page"


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """One page of a list: its rows, which page of how many, the first and last row's number."""

    rows: Sequence[Row]
    page: int
    pages: int
    count: int
    first: int
    last: int

    def of(self, rows: Sequence[Line]) -> "Paged[Line]":
        """The same page with its rows as they are shown."""
        return replace(self, rows=rows)  # type: ignore[return-value, arg-type]


def paged(
    rows: "QuerySet[Any] | Sequence[Row]", asked: Mapping[str, str], size: int = PAGE
) -> Paged[Any]:
    """The page of ``rows`` that the address asks for; the last one where there is no such page.

    Two queries for rows of the database: how many there are, and those of the page.
    """
    found = Paginator(rows, size).get_page(asked.get(NAME, "1")[:9])
    return Paged(
        rows=list(found.object_list),
        page=found.number,
        pages=found.paginator.num_pages,
        count=found.paginator.count,
        first=found.start_index(),
        last=found.end_index(),
    )

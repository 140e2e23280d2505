"""Columns that a table can be sorted by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Value = float | int | str | None


@dataclass(frozen=True)
class Order:
    """What a table is sorted by, as written in the address: ``total`` or ``-total``."""

    key: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str, allowed: Iterable[str], default: str) -> "Order":
        """Read the address; anything unknown is the default."""
        key = text.removeprefix("-")
        if key not in set(allowed):
            return cls(default.removeprefix("-"), default.startswith("-"))
        return cls(key, text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True)
class Heading:
    """A column's head. ``better`` says which order a first click gives: best first."""

    key: str
    title: str
    measure: str = ""
    numeric: bool = True
    descending_first: bool = True
    order: Order | None = None

    @property
    def aria(self) -> str:
        """The value of ``aria-sort``."""
        if self.order is None or self.order.key != self.key:
            return "none"
        return "descending" if self.order.descending else "ascending"

    @property
    def next(self) -> str:
        """What the address says after a click."""
        if self.order is not None and self.order.key == self.key:
            return str(Order(self.key, not self.order.descending))
        return str(Order(self.key, self.descending_first))


def sorted_by(
    items: Sequence[Item], value: Callable[[Item], Value], *, descending: bool
) -> list[Item]:
    """Items in order of ``value``; those without one come last either way."""
    present = [item for item in items if value(item) is not None]
    absent = [item for item in items if value(item) is None]
    present.sort(key=value, reverse=descending)  # type: ignore[arg-type]
    return present + absent

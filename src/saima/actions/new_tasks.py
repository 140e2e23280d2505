"""A task as it is written: typed in a form, read from a file, or taken from the records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from saima.records.models import TaskOrigin


@dataclass(frozen=True)
class NewNode:
    """A node; ``number`` None takes the next one, ``checker`` empty is the office."""

    title: str
    due: date
    weight: Decimal = Decimal(1)
    starts: date | None = None
    checker: str = ""
    number: int | None = None


@dataclass(frozen=True)
class NewCoUnit:
    """A unit that helps, with its share in percent (0: none declared)."""

    unit: str
    share: Decimal = Decimal(0)


@dataclass(frozen=True)
class NewTask:
    """A task as it is typed or imported; ``code`` empty takes the next free one.

    ``programme`` is an id, ``tags`` are pairs of kind and word.
    """

    title: str
    unit: str
    starts: date
    due: date
    nodes: tuple[NewNode, ...] = ()
    code: str = ""
    text: str = ""
    programme_id: int | None = None
    contest: str = ""
    leader: str = ""
    owner: str = ""
    origin: str = TaskOrigin.SET
    co_units: tuple[NewCoUnit, ...] = ()
    indicators: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()

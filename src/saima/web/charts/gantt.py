"""The geometry of the battle map 作战图: days become pixels, tasks become rows of pages.

Pure arithmetic: no wording, no colours, no records. The drawing on the server uses it as it is, and
the script in the browser gets its numbers; whatever is placed on a map is placed here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
DECEMBER = 12


class Zoom(StrEnum):
    """What about fills the screen."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


DAY_WIDTH = {Zoom.MONTH: 26.0, Zoom.QUARTER: 9.0, Zoom.YEAR: 2.25}
"""Pixels of a day: 31, 92 and 366 days take some 820 pixels, what 1366 leave beside the names."""

ROW, DENSE, GROUP, DENSE_GROUP = 24, 5, 24, 12
"""Heights: of a row with its name, of one of a hundred on a screen, of heads of groups in both.

A hundred rows of 5 and eight heads of 12 take 596 pixels, what 1366 x 768 leave under the head.
"""

YEARS_AROUND = 1
"""How many years before and after the plan's year a map shows; what lies outside is cut."""


@dataclass(frozen=True)
class Scale:
    """Days from ``first`` to ``last``, both included, ``day`` pixels each."""

    first: date
    last: date
    day: float

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        """The pixels of all days."""
        return self.days * self.day

    def number(self, day: date) -> int:
        """The number of a day from 0; of a day outside, that of the nearest one inside."""
        return min(max((day - self.first).days, 0), self.days - 1)

    def left(self, day: date) -> float:
        """Where a day begins."""
        return self.number(day) * self.day

    def middle(self, day: date) -> float:
        """Where the mark of a day stands."""
        return (self.number(day) + 0.5) * self.day

    def right(self, day: date) -> float:
        """Where a day ends."""
        return (self.number(day) + 1) * self.day

    def at(self, x: float) -> date:
        """The day under ``x``; the nearest one for an ``x`` outside."""
        return self.first + timedelta(days=min(max(int(x // self.day), 0), self.days - 1))

    def bar(self, starts: date, due: date) -> tuple[float, float]:
        """Left edge and width of a bar; the day on which it is due belongs to it."""
        left = self.left(starts)
        return left, max(self.right(due) - left, self.day)

    def fitted(self, width: float) -> "Scale":
        """The same days over ``width`` pixels."""
        return Scale(self.first, self.last, width / self.days)


@dataclass(frozen=True)
class Tick:
    """A stretch of the axis that begins with ``day``, in pixels."""

    day: date
    x: float
    width: float


def span(days: Iterable[date], year: int) -> tuple[date, date]:
    """The whole months that hold ``days``, at most from the year before to the year after.

    Without any day it is the year itself.
    """
    known = list(days) or [date(year, 1, 1), date(year, 12, 31)]
    earliest, latest = date(year - YEARS_AROUND, 1, 1), date(year + YEARS_AROUND, 12, 31)
    first = min(max(min(known), earliest), latest)
    last = max(min(max(known), latest), earliest)
    return first.replace(day=1), next_month(last) - DAY


def next_month(day: date) -> date:
    """The first day of the month after that of ``day``."""
    if day.month == DECEMBER:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def months(scale: Scale) -> list[Tick]:
    """The months of a scale, the first and the last of them cut to it."""
    return list(ticks(scale, scale.first, next_month))


def years(scale: Scale) -> list[Tick]:
    """The years of a scale, cut to it."""
    return list(ticks(scale, scale.first, lambda day: date(day.year + 1, 1, 1)))


def weeks(scale: Scale) -> list[Tick]:
    """The weeks of a scale from Monday to Sunday, cut to it."""
    return list(ticks(scale, scale.first, lambda day: day + (7 - day.weekday()) * DAY))


def ticks(scale: Scale, day: date, following: Callable[[date], date]) -> Iterator[Tick]:
    """Stretches of the axis from ``day``, each up to the day that ``following`` gives."""
    while day <= scale.last:
        end = min(following(day) - DAY, scale.last)
        x = scale.left(day)
        yield Tick(day, x, scale.right(end) - x)
        day = end + DAY


@dataclass(frozen=True)
class Placed:
    """A line of a page: the head of ``group``, or of its tasks the one of number ``task``."""

    group: int
    task: int | None
    y: float
    height: float
    again: bool = False


@dataclass(frozen=True)
class Measures:
    """Heights of a row, of the head of a group, and of what a page has for both."""

    row: float
    head: float
    room: float


def pages(counts: Sequence[int], measures: Measures) -> list[list[Placed]]:
    """The tasks of groups, ``counts`` of them each, as lines of pages.

    A head never stands alone at the foot of a page, and a group that goes on over a page has its
    head ``again`` there. Groups without tasks are left out.
    """
    made: list[list[Placed]] = [[]]
    y = 0.0
    for group, count in enumerate(counts):
        for task in range(count):
            needed = measures.row + (measures.head if task == 0 else 0)
            turned = bool(made[-1]) and y + needed > measures.room
            if turned:
                made.append([])
                y = 0.0
            if task == 0 or turned:
                made[-1].append(Placed(group, None, y, measures.head, again=task > 0))
                y += measures.head
            made[-1].append(Placed(group, task, y, measures.row))
            y += measures.row
    return made

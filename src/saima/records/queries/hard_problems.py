"""Hard problems as they are listed, counted and burnt down.

Everything is counted in SQL, because a city has fifty thousand of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from saima.records.models import HardProblem, HardProblemState
from saima.records.models.hard_problems import OPEN_PROBLEM

OPEN, ALL = "open", "all"
"""States to look for beside those of a problem: everything open (the usual), everything."""

AGES = ((0, 10), (11, 30), (31, 60), (61, None))
"""Days since a problem was raised, both ends included; the last has no end."""


@dataclass(frozen=True)
class Search:
    """What is looked for; what is left empty is not asked. ``state``: one, ``open`` or ``all``."""

    kind: str = ""
    state: str = OPEN
    level: int | None = None
    unit: str = ""
    handler: str = ""
    late: bool = False
    age: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Totals:
    """How many are open and late, by level and by age (as ``AGES``); how many are to be checked."""

    open: int = 0
    late: int = 0
    levels: dict[int, int] = field(default_factory=dict)
    ages: tuple[int, ...] = ()
    came_back: int = 0


def problems(plan: str, units: Sequence[str] | None) -> QuerySet[HardProblem]:
    """The problems of a plan; of ``units``, which raised or solve them, or of all (None)."""
    rows = HardProblem.objects.filter(plan=plan)
    if units is None:
        return rows
    return rows.filter(Q(unit__in=units) | Q(handler__in=units))


def search(rows: QuerySet[HardProblem], asked: Search, today: date) -> QuerySet[HardProblem]:
    """Those that fit, the most urgent first."""
    exact = {
        "kind": asked.kind,
        "unit": asked.unit,
        "handler": asked.handler,
        "state": "" if asked.state in (OPEN, ALL) else asked.state,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.state == OPEN or asked.late or asked.age is not None:
        rows = rows.filter(state__in=OPEN_PROBLEM)
    if asked.level is not None:
        rows = rows.filter(level=asked.level)
    if asked.late:
        rows = rows.filter(due__lt=today)
    if asked.age is not None and 0 <= asked.age < len(AGES):
        rows = rows.filter(of_age(asked.age, today))
    if asked.text:
        words = Q(title__icontains=asked.text) | Q(organisation__icontains=asked.text)
        if asked.text.isdecimal():
            words |= Q(number=int(asked.text[:9]))
        rows = rows.filter(words)
    return rows.order_by("due", "number")


def of_age(position: int, today: date) -> Q:
    """Raised so many days ago."""
    least, most = AGES[position]
    found = Q(raised_on__lte=today - timedelta(days=least))
    return found if most is None else found & Q(raised_on__gte=today - timedelta(days=most))


def totals(rows: QuerySet[HardProblem], today: date) -> Totals:
    """The counts over these rows; two queries."""
    still = rows.filter(state__in=OPEN_PROBLEM).order_by()
    asked = {
        "all": Count("pk"),
        "late": Count("pk", filter=Q(due__lt=today)),
        "back": Count("pk", filter=Q(reopened__gt=0)),
        **{f"age{place}": Count("pk", filter=of_age(place, today)) for place in range(len(AGES))},
    }
    counts = still.aggregate(**asked)
    levels = still.values_list("level").annotate(number=Count("pk")).order_by("level")
    return Totals(
        counts["all"],
        counts["late"],
        dict(levels),
        tuple(counts[f"age{place}"] for place in range(len(AGES))),
        counts["back"],
    )


@dataclass(frozen=True)
class Burning:
    """What a unit or kind has raised and closed of what is burnt down, in cases."""

    code: str
    raised: int
    closed: int
    late: int

    @property
    def open(self) -> int:
        """Cases that are not closed."""
        return self.raised - self.closed


@dataclass(frozen=True)
class BurnDown:
    """Cases by day and by unit and kind; ``raised`` and ``closed`` by day, in order."""

    raised: tuple[tuple[date, int], ...]
    closed: tuple[tuple[date, int], ...]
    units: tuple[Burning, ...]
    kinds: tuple[Burning, ...]


def burn_down(
    rows: QuerySet[HardProblem], kinds: Iterable[str], deadline: date, today: date
) -> BurnDown:
    """How the cases of these kinds were raised and closed; three queries.

    A case is late where the deadline has passed and it is open, or where it was closed after it.
    """
    counted = rows.filter(kind__in=list(kinds)).exclude(state=HardProblemState.DECLINED).order_by()
    late = Q(closed_on__gt=deadline)
    if today > deadline:
        late |= ~Q(state=HardProblemState.CLOSED)
    sums = counted.values_list("kind", "handler").annotate(
        raised=Sum("quantity"),
        closed=Sum("quantity", filter=Q(state=HardProblemState.CLOSED), default=0),
        late=Sum("quantity", filter=late, default=0),
    )
    found: list[tuple[str, str, int, int, int]] = list(sums)
    return BurnDown(
        by_day(counted, "raised_on"),
        by_day(counted.filter(state=HardProblemState.CLOSED), "closed_on"),
        burning((handler, *cases) for _, handler, *cases in found),
        burning((kind, *cases) for kind, _, *cases in found),
    )


def by_day(rows: QuerySet[HardProblem], name: str) -> tuple[tuple[date, int], ...]:
    """Cases by the day in a column, in order.

    Grouped by kind as well, because the index that holds all of it begins with the kind; in the
    order of days alone the database would look up every row.
    """
    cases: Counter[date] = Counter()
    for _, day, count in rows.values_list("kind", name).annotate(cases=Sum("quantity")):
        cases[day] += count
    return tuple(sorted(cases.items()))


def burning(found: Iterable[tuple[Any, ...]]) -> tuple[Burning, ...]:
    """Cases by a code, those with most open first; rows of one code are added up."""
    every: dict[str, list[int]] = {}
    for code, *cases in found:
        known = every.setdefault(code, [0, 0, 0])
        every[code] = [one + more for one, more in zip(known, cases, strict=True)]
    lines = (Burning(code, *cases) for code, cases in every.items())
    return tuple(sorted(lines, key=lambda one: (-one.open, one.code)))

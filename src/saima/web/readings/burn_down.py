"""The burn-down: open cases day by day against the common deadline, by unit and by kind (S137)."""

from dataclasses import dataclass
from datetime import date, timedelta

from saima.actions.by import By
from saima.plan.hard_problems import HardProblemKind
from saima.plan.plan import Plan
from saima.records.keeping import Keeper
from saima.records.queries.hard_problems import BurnDown, Burning, burn_down, problems
from saima.web.readings.hard_problems import own_units, unit_name

MOST_POINTS = 60
"""Points of the line; between them the days are left out."""


@dataclass(frozen=True)
class Day:
    """Open cases at the end of a day, and what the ideal line says; None where it says nothing."""

    day: date
    open: int | None
    ideal: float | None


@dataclass(frozen=True)
class BurningLine:
    """A unit or kind with its name; ``share`` closed, in percent."""

    name: str
    code: str
    burning: Burning
    share: float


@dataclass(frozen=True)
class BurnDownReading:
    """Everything on the page; ``behind`` is how many cases more are open than the ideal line."""

    kinds: tuple[HardProblemKind, ...]
    deadline: date
    days: tuple[Day, ...]
    units: tuple[BurningLine, ...]
    by_kind: tuple[BurningLine, ...]
    open: int
    closed: int
    late: int
    behind: int | None
    today: date


def deadlines(plan: Plan) -> dict[date, tuple[HardProblemKind, ...]]:
    """The common deadlines of the plan with their kinds, the earliest first."""
    found: dict[date, list[HardProblemKind]] = {}
    for kind in plan.hard_problems:
        if kind.deadline is not None:
            found.setdefault(kind.deadline, []).append(kind)
    return {day: tuple(found[day]) for day in sorted(found)}


BURNT: Keeper[BurnDown] = Keeper(32)


def read_burn_down(by: By, plan: Plan, deadline: date, language: str) -> BurnDownReading:
    """The burn-down against one deadline; the ideal line falls evenly to nothing on that day."""
    kinds = deadlines(plan)[deadline]
    units, codes = own_units(by, plan), tuple(kind.code for kind in kinds)
    found = BURNT.now(
        (plan.code, units, codes, deadline, by.today),
        lambda: burn_down(problems(plan.code, units), codes, deadline, by.today),
    )
    labels = {kind.code: kind.label.text(language) for kind in kinds}
    days = line(dict(found.raised), dict(found.closed), deadline, by.today)
    ideal_today = next((one.ideal for one in days if one.day == by.today), None)
    still = sum(one.open for one in found.kinds)
    return BurnDownReading(
        kinds,
        deadline,
        days,
        tuple(named(one, unit_name(plan, one.code, language) or "–") for one in found.units),
        tuple(named(one, labels[one.code]) for one in found.kinds),
        still,
        sum(one.closed for one in found.kinds),
        sum(one.late for one in found.kinds),
        None if ideal_today is None else still - round(ideal_today),
        by.today,
    )


def named(one: Burning, name: str) -> BurningLine:
    """A unit or kind with its share."""
    return BurningLine(name, one.code, one, 100 * one.closed / one.raised if one.raised else 0.0)


def line(
    raised: dict[date, int], closed: dict[date, int], deadline: date, today: date
) -> tuple[Day, ...]:
    """Open cases from the first day to today, and the ideal line from all cases to the deadline."""
    if not raised:
        return ()
    first, last = min(raised), max(deadline, today)
    whole = sum(raised.values())
    span = (deadline - first).days or 1
    step = max(1, -(-(last - first).days // MOST_POINTS))
    wanted = {first + timedelta(days=day) for day in range(0, (last - first).days + 1, step)}
    wanted |= {today, deadline, last}
    days, still = [], 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        still += raised.get(day, 0) - closed.get(day, 0)
        if day in wanted:
            ideal = whole * (1 - (day - first).days / span) if day <= deadline else None
            days.append(Day(day, still if day <= today else None, ideal))
    return tuple(days)

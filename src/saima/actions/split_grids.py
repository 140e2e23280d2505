"""The grid of a split: everything that was typed, and what it means in decimals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from saima.actions.refusals import Refused, refused
from saima.actions.split_cells import (
    HUNDRED,
    SUPERIOR_CELL,
    WEIGHT_CELL,
    WHOLE_ROW,
    YEAR_CELL,
    ZERO,
    checked,
    plain,
    round_to,
    unit_label,
)
from saima.actions.split_frames import Frame
from saima.actions.split_refusals import (
    CELL_DECIMALS,
    CURVE_WRONG,
    MONTHS_END,
    MONTHS_FALL,
    NO_LAST_YEAR,
)
from saima.engine.splits import MONTHS, Shares, curve_of, even_curve, is_curve
from saima.exchange.typed_numbers import typed_number
from saima.plan.label import Label
from saima.plan.problems import Problem, Problems
from saima.plan.units import Unit


class Method(StrEnum):
    """How the year's target is split over the units."""

    EQUAL = "equal"
    WEIGHTS = "weights"
    LAST_YEAR = "last_year"
    CAPACITY = "capacity"
    TYPED = "typed"


class Path(StrEnum):
    """How a unit's target is spread over the months."""

    PLAN = "plan"
    EVEN = "even"
    LAST_YEAR = "last_year"
    OWN_LAST_YEAR = "own_last_year"
    TYPED = "typed"


@dataclass(frozen=True)
class Typed:
    """Everything of the form as it was typed, so that nothing is lost."""

    method: str = Method.EQUAL
    path: str = Path.PLAN
    more: str = ""
    superior: str = ""
    curve: str = ""
    weights: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A whole split: the year's target and the twelve months to date of every unit."""

    method: Method
    years: Mapping[str, Decimal]
    months: Mapping[str, tuple[Decimal, ...]]
    curve: Shares
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    superior: Decimal | None = None

    @property
    def sum(self) -> Decimal:
        """What the units are asked for together."""
        return sum(self.years.values(), ZERO)


def read_grid(frame: Frame, typed: Typed) -> Grid:
    """The whole grid as decimals. Raises Refused with everything that is wrong with its cells."""
    problems: list[Problem] = []
    years: dict[str, Decimal] = {}
    months: dict[str, tuple[Decimal, ...]] = {}
    weights: dict[str, Decimal] = {}
    for unit in frame.units:
        name = unit_label(unit)
        found = list(row_of(frame, typed, unit, problems))
        if None not in found:
            years[unit.code], *rest = (one for one in found if one is not None)
            months[unit.code] = tuple(rest)
            problems += path_problems(name, years[unit.code], months[unit.code])
        text = typed.weights.get(unit.code, "").strip()
        if text and typed.method not in (Method.EQUAL, Method.TYPED):
            weights[unit.code] = checked(text, name, WEIGHT_CELL, problems) or ZERO
    superior = None
    if typed.superior.strip():
        superior = checked(typed.superior, WHOLE_ROW, SUPERIOR_CELL, problems)
    if problems:
        raise Refused(problems)
    method = Method(typed.method) if typed.method in set(Method) else Method.TYPED
    shared = curve_by(frame, typed)
    return Grid(method, years, months, shared, weights, superior)


def row_of(
    frame: Frame, typed: Typed, unit: Unit, problems: list[Problem]
) -> Iterator[Decimal | None]:
    """The year and the months of a unit; None for a cell that is remarked."""
    cells = (typed.years.get(unit.code, ""), *padded(typed.months.get(unit.code, ())))
    for place, text in enumerate(cells):
        cell = YEAR_CELL if place == 0 else Label(zh=f"{place}月累计", en=f"month {place}")
        found = checked(text, unit_label(unit), cell, problems)
        if found is not None and round_to(found, frame.decimals) != found:
            facts = {"row": unit_label(unit), "cell": cell, "value": text.strip()}
            problems.append(Problem(CELL_DECIMALS, facts={**facts, "decimals": frame.decimals}))
        yield found


def padded(texts: Sequence[str]) -> tuple[str, ...]:
    """Twelve texts, empty where fewer were typed."""
    return (*texts, *[""] * MONTHS)[:MONTHS]


def path_problems(unit: Label, year: Decimal, months: Sequence[Decimal]) -> Iterator[Problem]:
    """What is wrong with the months of a unit."""
    for place in range(1, MONTHS):
        if months[place] < months[place - 1]:
            before, after = plain(months[place - 1]), plain(months[place])
            facts = {"row": unit, "month": place + 1, "before": before, "after": after}
            yield Problem(MONTHS_FALL, facts=facts)
    if months[-1] != year:
        facts = {"row": unit, "found": plain(months[-1]), "year": plain(year)}
        yield Problem(MONTHS_END, facts=facts)


def read_curve(text: str) -> Shares:
    """Twelve cumulative shares or percentages, parted by blanks or commas. Raises Refused."""
    parts = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    try:
        numbers = [typed_number(part, "%") or ZERO for part in parts]
    except Problems as wrong:
        raise refused(CURVE_WRONG, found=text.strip()[:80] or "–") from wrong
    in_percent = bool(numbers) and numbers[-1] == HUNDRED
    shares = tuple(one / HUNDRED if in_percent else one for one in numbers)
    if not is_curve(shares):
        raise refused(CURVE_WRONG, found=text.strip()[:80] or "–")
    return shares


def curve_by(frame: Frame, typed: Typed) -> Shares:
    """The curve that is shared by all units. Raises Refused for one that cannot be used."""
    if typed.path in (Path.LAST_YEAR, Path.OWN_LAST_YEAR):
        own = [frame.last_year.get(unit.code, ()) for unit in frame.units]
        rows = [months for months in own if any(months)]
        if not rows:
            raise refused(NO_LAST_YEAR, year=frame.plan.year - 1)
        return curve_of([sum(month, ZERO) for month in zip(*rows, strict=True)])
    if typed.path == Path.TYPED:
        return read_curve(typed.curve)
    return even_curve() if typed.path == Path.EVEN else frame.curve

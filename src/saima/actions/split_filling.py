"""Fill the grid of a split: the year's targets by a method, the months by a path."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from saima.actions.refusals import Refused, refused
from saima.actions.split_cells import (
    HUNDRED,
    MORE_CELL,
    WEIGHT_CELL,
    WHOLE_ROW,
    YEAR_CELL,
    ZERO,
    checked,
    number,
    plain,
    round_to,
    text_of,
    texts,
    unit_label,
)
from saima.actions.split_frames import Frame
from saima.actions.split_grids import Method, Path, Typed, curve_by
from saima.actions.split_refusals import NO_LAST_YEAR, WEIGHTS_NEEDED
from saima.engine.splits import apportion, cumulative, curve_of
from saima.plan.problems import Problem


def spread(frame: Frame, typed: Typed) -> Typed:
    """Fill the year's targets by the method and then the months by the path.

    Raises Refused for weights, a percentage or a curve that cannot be used.
    """
    if typed.method != Method.TYPED:
        weights = weights_by(frame, typed)
        more = number(typed.more, WHOLE_ROW, MORE_CELL, ZERO)
        total = round_to(frame.whole * (1 + more / HUNDRED), frame.decimals)
        parts = apportion(total, weights, frame.decimals)
        typed = replace(
            typed,
            weights={} if typed.method == Method.EQUAL else texts(weights),
            years={code: text_of(part, frame.decimals) for code, part in parts.items()},
        )
    return fill_months(frame, typed)


def weights_by(frame: Frame, typed: Typed) -> dict[str, Decimal]:
    """What the units are weighed by. Raises Refused where there is nothing to weigh them by."""
    if typed.method == Method.EQUAL:
        return {unit.code: Decimal(1) for unit in frame.units}
    given = any(text.strip() for text in typed.weights.values())
    if typed.method == Method.LAST_YEAR and not given:
        if not any(frame.past.values()):
            raise refused(NO_LAST_YEAR, year=frame.plan.year - 1)
        return frame.past
    problems: list[Problem] = []
    found = {}
    for unit in frame.units:
        text = typed.weights.get(unit.code, "")
        found[unit.code] = checked(text, unit_label(unit), WEIGHT_CELL, problems) or ZERO
    if problems:
        raise Refused(problems)
    if not any(found.values()):
        raise refused(WEIGHTS_NEEDED)
    return found


def fill_months(frame: Frame, typed: Typed) -> Typed:
    """Fill the months of every unit whose year's target can be read. Raises as ``spread``."""
    shared = curve_by(frame, typed)
    problems: list[Problem] = []
    months = dict(typed.months)
    for unit in frame.units:
        year = checked(typed.years.get(unit.code, ""), unit_label(unit), YEAR_CELL, problems)
        own = frame.last_year.get(unit.code, ())
        alone = typed.path == Path.OWN_LAST_YEAR and any(own)
        path = curve_of(own) if alone else shared
        if year is not None:
            row = cumulative(year, path, frame.decimals)
            months[unit.code] = tuple(text_of(month, frame.decimals) for month in row)
    if problems:
        raise Refused(problems)
    return replace(typed, months=months, curve=curve_text(shared))


def curve_text(shares: Sequence[Decimal]) -> str:
    """A curve as it is typed: percentages, to the sixth decimal."""
    return " ".join(plain(round_to(share * HUNDRED, 6)) for share in shares)

"""Splits of targets in the demo's year: one adopted in February, a draft that waits; fictitious."""

from dataclasses import replace
from decimal import Decimal

from saima.actions import splits
from saima.actions.split_cells import plain
from saima.actions.split_filling import fill_months, spread
from saima.actions.split_grids import Method, Path, Typed, read_grid
from saima.records.queries.splits import year_targets
from saima.web.demo_judged import Year

ADOPTED, DRAFTED = "filed-investment-towns", "starts"
SUPERIOR = "150"
"""What the superior asks of the city in the story; the city asks itself for 180."""


def split_in_spring(year: Year) -> None:
    """The office splits the filed investment as the plan's table has it; a leader signs."""
    office = year.by("office", "2021-02-18 10:00")
    frame = splits.framed(year.version.code, ADOPTED)
    targets = year_targets(frame.plan, ADOPTED)
    years = {unit.code: plain(targets[unit.code, ADOPTED]) for unit in frame.units}
    typed = Typed(method=Method.TYPED, path=Path.PLAN, superior=SUPERIOR, years=years)
    grid = read_grid(frame, fill_months(frame, typed))
    reason = "（演示）180亿元分解到11个镇街、12个月"
    made = splits.draw_up(office, year.version.code, ADOPTED, grid, reason)
    leader = year.by("leader", "2021-02-20 16:30")
    splits.adopt(leader, made.pk, splits.mark_of(made), reason)


def draft_in_winter(year: Year) -> None:
    """A draft for the starts asks for a tenth on top and waits for a signature."""
    office = year.by("office", "2022-01-07 17:20")
    frame = splits.framed(year.version.code, DRAFTED)
    now = year_targets(frame.plan, DRAFTED)
    weights = {unit.code: plain(now[unit.code, DRAFTED]) for unit in frame.units}
    typed = Typed(method=Method.CAPACITY, path=Path.LAST_YEAR, more="10", weights=weights)
    if not any(frame.past.values()):
        typed = replace(typed, path=Path.EVEN)
    grid = read_grid(frame, spread(frame, typed))
    if grid.sum <= frame.whole * Decimal("1.05"):
        message = "the demo's draft asks for more than the city's target"
        raise ValueError(message)
    reason = "（演示）按可开工地块分解，上浮10%"
    splits.draw_up(office, year.version.code, DRAFTED, grid, reason)

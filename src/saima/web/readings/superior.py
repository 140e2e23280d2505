"""The superior's ranks of the whole body: by item and period, with runs and bindings."""

from collections.abc import Mapping
from dataclasses import dataclass

from saima.actions.by import By
from saima.actions.superior import Binding, LastPlaces, bound, last_places
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Indicator
from saima.records.models import SuperiorRank
from saima.records.queries.superior import GivenRank, given_ranks, register


@dataclass(frozen=True)
class RankLine:
    """An item with its newest rank in each period, and its runs of last places."""

    indicator: Indicator
    ranks: tuple[GivenRank | None, ...]
    last: LastPlaces | None


@dataclass(frozen=True)
class SuperiorReading:
    """All items by the periods of the plan's year, and the register, the newest row first."""

    periods: tuple[Period, ...]
    lines: tuple[RankLine, ...]
    register: tuple[SuperiorRank, ...]
    bindings: tuple[Binding, ...]

    @property
    def misbound(self) -> int:
        """How many items have no lead or several."""
        return sum(one.state.value != "bound" for one in self.bindings)


def read_superior(by: By, plan: Plan) -> SuperiorReading:
    """The register of a plan; the number of questions does not grow with it."""
    items = [one for one in plan.indicators if one.collect is Collect.RANK]
    given = given_ranks([plan.code], plan.city or "", [one.code for one in items])
    known = {rank.period for ranks in given.values() for rank in ranks}
    periods = sorted((one for one in known if one.year == plan.year), key=order)
    runs = {one.indicator.code: one for one in last_places(by, plan.code)}
    return SuperiorReading(
        tuple(periods),
        tuple(line(one, given[one.code], periods, runs) for one in items),
        tuple(register(plan.code).select_related("by", "replaces").order_by("-id")),
        bound(by, plan.code),
    )


def order(period: Period) -> tuple[int, int, int]:
    """Periods by their end, the shorter one first."""
    return (period.year, period.last_month, period.kind.months)


def line(
    indicator: Indicator,
    ranks: list[GivenRank],
    periods: list[Period],
    runs: Mapping[str, LastPlaces],
) -> RankLine:
    """An item beside all periods that any item has a rank in."""
    by_period = {rank.period: rank for rank in ranks}
    found = tuple(by_period.get(period) for period in periods)
    return RankLine(indicator, found, runs.get(indicator.code))

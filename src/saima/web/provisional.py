"""Provisional values on boards: who may switch them on, and what stands beside the ranks then.

Handed in and not accepted, they are shown beside the accepted ones and never among them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from saima.actions.boards import provisional_boards
from saima.actions.permissions import Right, Standing
from saima.actions.rows import TotalRow
from saima.plan.periods import Period
from saima.plan.tree import Indicator
from saima.records.models import Person
from saima.records.queries.provisional import Provisional, provisional
from saima.web.by import by_of
from saima.web.place import Place

NAME = "provisional"
ON = "1"


@dataclass(frozen=True)
class Choice:
    """The switch; ``next`` is what the address says after a click (None: nothing)."""

    on: bool

    @property
    def next(self) -> str | None:
        """The other choice."""
        return None if self.on else ON


def standing_of(request: HttpRequest) -> Standing:
    """What the reader may do; nothing without signing in."""
    return by_of(request).standing if isinstance(request.user, Person) else Standing()


def is_collecting(place: Place) -> bool:
    """Whether values of the period are on their way now; of the past nobody can tell."""
    return place.moment is None and bool(place.progress and place.progress.collecting)


def asked_for(request: HttpRequest) -> Choice:
    """What the address says."""
    return Choice(request.GET.get(NAME) == ON)


def board_choice(request: HttpRequest, place: Place) -> Choice | None:
    """The switch of a board; None for readers who may not see every unit's values.

    Because a rank tells of all units at once.
    """
    if not is_collecting(place) or not standing_of(request).everywhere(Right.VALUE_READ):
        return None
    return asked_for(request)


def totals_beside(place: Place) -> Mapping[str, TotalRow]:
    """The totals as they would be if everything that was handed in were accepted as it is."""
    values = provisional(place.version.code)
    return provisional_boards(place.version, values).totals(place.period)


def indicator_choice(request: HttpRequest, place: Place) -> Choice | None:
    """The switch of an indicator; None for readers who may see nobody's values."""
    if not is_collecting(place) or not standing_of(request).may_somewhere(Right.VALUE_READ):
        return None
    return asked_for(request)


def values_beside(
    request: HttpRequest, place: Place, indicator: Indicator
) -> Mapping[str, Provisional]:
    """The provisional values of an indicator that the reader may see, by unit; the newest period's.

    Only of periods that end within the one of the page.
    """
    found = provisional(
        place.version.code, visible=standing_of(request).visible(), indicator=indicator.code
    )
    months = {one.month for one in place.progress.collecting} if place.progress else set()
    return {
        unit: value
        for (unit, _code, period), value in sorted(found.items(), key=lambda item: item[0][2])
        if ends_in(period, months)
    }


def ends_in(period: str, months: set[str]) -> bool:
    """Whether the last month of ``period`` is one of ``months``."""
    found = Period.parse(period)
    return f"{found.year}-{found.last_month:02d}" in months

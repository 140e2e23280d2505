"""Where a reader stands: which plan, which period, in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saima.actions.boards import YearBoards, live_boards
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.records.models import PlanVersion
from saima.records.queries.ledger import last_month, last_recorded
from saima.records.queries.plans import current_version, latest_version
from saima.records.queries.rounds import open_rounds

More = ParamSpec("More")
Page = Callable[Concatenate[HttpRequest, "Place", More], HttpResponse]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Place:
    """The plan of the period's year with its live boards, the period and the language.

    ``latest`` is the last month that anybody reported, ``recorded_at`` when that was.
    """

    version: PlanVersion
    boards: YearBoards
    period: Period
    latest: Period
    recorded_at: datetime | None
    language: str

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.boards.plan

    @property
    def month(self) -> Period:
        """The last month of the period."""
        return Period.of(self.period.year, PeriodKind.MONTH, self.period.last_month)

    @property
    def time_passed(self) -> float:
        """The share of the year that is over at the end of the period."""
        return self.period.last_month / 12

    def months(self) -> tuple[Period, ...]:
        """The months of the year up to the end of the period."""
        year = Period.of(self.period.year, PeriodKind.YEAR)
        return year.inside(PeriodKind.MONTH)[: self.period.last_month]

    def unit(self, code: str) -> str:
        """A unit's name in the reader's language; the code where the plan has no such unit."""
        unit = self.plan.unit_by_code.get(code)
        return unit.name(self.language) if unit else code

    def label(self, code: str) -> str:
        """The name of a node or indicator in the reader's language."""
        found = self.plan.indicator_by_code.get(code) or self.plan.node_by_code.get(code)
        return found.label.text(self.language) if found else code


def on_a_period(page: Page[More]) -> View:
    """Turn a page that asks for a ``Place`` into a view that is asked for a period."""

    def view(
        request: HttpRequest, period: Period, *args: More.args, **kwargs: More.kwargs
    ) -> HttpResponse:
        return page(request, place_at(period), *args, **kwargs)

    view.__doc__ = page.__doc__
    return view


def place_at(period: Period) -> Place:
    """The place of a period; Http404 when no plan covers its year."""
    version = current_version(period.year)
    if version is None:
        raise Http404(_("There is no plan for the year %(year)s.") % {"year": period.year})
    month = last_month(version.code, version.year)
    recorded_at = last_recorded(version.code)
    return Place(
        version=version,
        boards=live_boards(version),
        period=period,
        latest=Period.parse(month) if month else Period.of(period.year, PeriodKind.MONTH),
        recorded_at=recorded_at and localtime(recorded_at),
        language=get_language() or "zh-hans",
    )


def latest_period() -> Period | None:
    """The month to begin with: the last one reported; None without any plan.

    A month that is still being collected gives way to the one before, whose board is whole.
    """
    version = latest_version()
    if version is None:
        return None
    month = last_month(version.code, version.year)
    if month is None:
        return Period.of(version.year, PeriodKind.MONTH)
    latest = Period.parse(month)
    collecting = open_rounds().filter(plan=version.code, month=month).exists()
    return latest.previous() if collecting and latest.index > 1 else latest

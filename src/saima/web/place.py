"""Where a reader stands: which plan, which period, in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saima.actions.audit import exported
from saima.actions.boards import YearBoards, live_boards
from saima.plan.periods import Period, PeriodKind
from saima.plan.plan import Plan
from saima.records.models import Person, PlanVersion
from saima.records.queries.collecting import Collected, collected
from saima.records.queries.ledger import Reach, reach
from saima.records.queries.plans import current_version, latest_version
from saima.web.as_of import NAME, AsOf, asked_moment
from saima.web.by import by_of, now
from saima.web.readings.progress import Progress, progress_of

More = ParamSpec("More")
Page = Callable[Concatenate[HttpRequest, "Place", More], HttpResponse]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Place:
    """The plan of the period's year with its live boards, the period and the language.

    ``latest`` is the last month that anybody reported, ``recorded_at`` when that was, ``rounds``
    the months that were opened; all as of the moment that was ``asked`` for (None: a page that
    has no such choice). ``at`` is that moment, or now.
    """

    version: PlanVersion
    boards: YearBoards
    period: Period
    latest: Period
    recorded_at: datetime | None
    language: str
    rounds: tuple[Collected, ...] = ()
    asked: AsOf | None = None
    at: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """The moment that the page is asked for; None for now."""
        return self.asked.moment if self.asked else None

    @property
    def progress(self) -> Progress | None:
        """Why the period is no verdict yet; None where it is whole."""
        return self.progress_of(self.period)

    def progress_of(self, period: Period) -> Progress | None:
        """The same of another period of the year; None on pages that do not ask."""
        if self.at is None:
            return None
        reported = self.latest if self.recorded_at else None
        return progress_of(period, self.rounds, reported, localdate(self.at))

    def address(self, name: str, *args: object, **query: object) -> str:
        """The address of another page of this place; it carries the moment."""
        asked = self.asked.query if self.asked else {}
        found = reverse(name, args=[self.period, *args])
        given = {key: value for key, value in query.items() if value is not None}
        more = urlencode({**given, **asked}, safe=":")
        return f"{found}?{more}" if more else found

    @property
    def stamp(self) -> datetime | None:
        """When the newest value of the period was recorded."""
        return max(self.boards.stamps(self.period).values(), default=None)

    @property
    def ranked_until(self) -> Period:
        """The last whole month of the year up to the period's end; the first without any.

        Ranks over the year are drawn up to it, because an unfinished order is no place.
        """
        whole = [month for month in self.months() if self.progress_of(month) is None]
        return (whole or self.months())[-1 if whole else 0]

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
        return page(request, place_at(period, request.GET.get(NAME, "")), *args, **kwargs)

    view.__doc__ = page.__doc__
    return view


def as_a_file(page: Page[More]) -> View:
    """The same for what is downloaded: Http404 for a moment that is not taken.

    Because a file of the present would pass for one of that moment.
    """

    def checked(
        request: HttpRequest, place: Place, /, *args: More.args, **kwargs: More.kwargs
    ) -> HttpResponse:
        if place.asked and place.asked.problem:
            raise Http404(place.asked.problem.text(place.language))
        answer = page(request, place, *args, **kwargs)
        if answer.status_code == HTTPStatus.OK:
            log(request, place)
        return answer

    checked.__doc__ = page.__doc__
    return on_a_period(checked)


def log(request: HttpRequest, place: Place) -> None:
    """A table that somebody takes home stands in the log; a drawing is part of its page."""
    match = request.resolver_match
    form = match.kwargs.get("form") if match else None
    if match and form and isinstance(request.user, Person):
        exported(by_of(request), f"{match.url_name}.{form}", period=str(place.period))


def place_at(period: Period, as_of: str = "") -> Place:
    """The place of a period as of a moment; Http404 when no plan covers its year."""
    present = now()
    asked = asked_moment(as_of, present, period.year)
    version = current_version(period.year, asked.moment)
    if version is None:
        raise Http404(_("There is no plan for the year %(year)s.") % {"year": period.year})
    found = reach(version.code, version.year, asked.moment)
    return Place(
        version=version,
        boards=live_boards(version, asked.moment),
        period=period,
        latest=latest_month(period.year, found.month),
        recorded_at=found.recorded_at and localtime(found.recorded_at),
        language=get_language() or "zh-hans",
        rounds=collected(version.code, asked.moment),
        asked=asked,
        at=asked.moment or present,
    )


def latest_month(year: int, month: str | None) -> Period:
    """A month from its text; January where nobody has reported any."""
    return Period.parse(month) if month else Period.of(year, PeriodKind.MONTH)


def latest_period() -> Period | None:
    """The month to begin with; None without any plan."""
    version = latest_version()
    if version is None:
        return None
    return month_to_begin_with(version, reach(version.code, version.year))


def month_to_begin_with(version: PlanVersion, found: Reach) -> Period:
    """The last whole month of a plan; where none is whole, the last one that anybody reported."""
    latest = latest_month(version.year, found.month)
    rounds, today = collected(version.code), localdate(now())
    reported = latest if found.month else None
    whole = (
        Period.of(latest.year, PeriodKind.MONTH, index)
        for index in range(latest.index, 0, -1)
        if not progress_of(Period.of(latest.year, PeriodKind.MONTH, index), rounds, reported, today)
    )
    return next(whole, latest)

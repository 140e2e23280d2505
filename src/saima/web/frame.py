"""What stands around every page: periods to switch to, places to go, notices."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saima.plan.periods import Period, PeriodKind
from saima.web.clock import clock
from saima.web.place import Place
from saima.web.remembered import remembered


@dataclass(frozen=True)
class Switch:
    """A period to switch to; ``reported`` false: nobody has reported anything in it yet."""

    period: Period
    address: str
    current: bool
    reported: bool


@dataclass(frozen=True)
class Way:
    """An entry of the navigation."""

    name: str
    words: str | Promise
    address: str
    current: bool


WAYS = (
    ("home", _("The year")),
    ("board", _("Ranking")),
    ("heat", _("Heat table")),
    ("show", _("Monthly show")),
    ("search", _("Units and indicators")),
    ("method", _("The method")),
)
MATCHES = {"unit": "board", "explain": "board", "indicator": "search"}


def page(request: HttpRequest, place: Place, template: str, **context: Any) -> HttpResponse:
    """Render ``template`` inside the frame."""
    wrong = place.asked is not None and place.asked.problem is not None
    context = {**frame(request, place), **context}
    return render(request, f"saima/{template}.html", context, status=400 if wrong else 200)


def frame(request: HttpRequest, place: Place) -> dict[str, Any]:
    """The context of the frame."""
    match = request.resolver_match
    name = match.url_name if match and match.url_name else "home"
    active = MATCHES.get(name, name)
    kept = {"board": remembered(request, place)}
    ways = tuple(
        Way(key, words, place.address(key, **kept.get(key, {})), key == active)
        for key, words in WAYS
    )
    return {
        "place": place,
        "plan": place.plan,
        "ways": ways,
        "quarters": quarters(request, place),
        "halves": switches(request, place, PeriodKind.HALF),
        "whole_year": switches(request, place, PeriodKind.YEAR)[0],
        "earlier": neighbour(request, place, -1),
        "later": neighbour(request, place, 1),
        "progress": place.progress,
        "clock": clock(request, place),
    }


def quarters(request: HttpRequest, place: Place) -> list[tuple[Switch, tuple[Switch, ...]]]:
    """Each quarter with its months."""
    months = switches(request, place, PeriodKind.MONTH)
    return [
        (quarter, months[3 * position : 3 * position + 3])
        for position, quarter in enumerate(switches(request, place, PeriodKind.QUARTER))
    ]


def switches(request: HttpRequest, place: Place, kind: PeriodKind) -> tuple[Switch, ...]:
    """All periods of a kind in the year."""
    year = Period.of(place.period.year, PeriodKind.YEAR)
    return tuple(switch(request, place, period) for period in year.inside(kind))


def switch(request: HttpRequest, place: Place, period: Period) -> Switch:
    """A period to switch to on the same page, with the same filters."""
    return Switch(
        period=period,
        address=same_page(request, period),
        current=period == place.period,
        reported=period.start <= place.latest.end,
    )


def neighbour(request: HttpRequest, place: Place, step: int) -> Switch | None:
    """The period before or after, inside the year."""
    period = Period.of(place.period.year, place.period.kind, place.period.index + step)
    return switch(request, place, period) if period.year == place.period.year else None


def same_page(request: HttpRequest, period: Period) -> str:
    """The address of this page in another period."""
    match = request.resolver_match
    if match is None or not match.url_name or "period" not in match.kwargs:
        return reverse("home", args=[period])
    address = reverse(match.url_name, kwargs={**match.kwargs, "period": period})
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address

"""Find a unit or an indicator."""

from django.http import HttpRequest, HttpResponse

from saima.web.frame import page
from saima.web.place import Place, on_a_period
from saima.web.readings.board import group_codes
from saima.web.readings.directory import directory
from saima.web.readings.search import search as find


@on_a_period
def search(request: HttpRequest, place: Place) -> HttpResponse:
    """What fits the words in the address; everything without any."""
    query = request.GET.get("q", "").strip()
    found = find(place.plan, query)
    return page(
        request,
        place,
        "search",
        query=query,
        found=found,
        contests=directory(place.boards, place.period, found.indicators),
        groups=group_codes(place.plan),
        totals=place.boards.totals(place.period),
    )

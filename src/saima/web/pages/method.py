"""The plan's rules in words."""

from django.http import HttpRequest, HttpResponse

from saima.web.frame import page
from saima.web.place import Place, on_a_period
from saima.web.readings.board import group_codes
from saima.web.readings.method import read_method


@on_a_period
def method(request: HttpRequest, place: Place) -> HttpResponse:
    """Groups, weights, methods, lights, ranking, consequences."""
    return page(
        request,
        place,
        "method",
        method=read_method(place.boards, place.period),
        groups=group_codes(place.plan),
    )

"""The monthly show 月度亮晒."""

from django.http import HttpRequest, HttpResponse

from saima.web.exports.files import download
from saima.web.exports.show import show_export
from saima.web.frame import page
from saima.web.place import Place, as_a_file, on_a_period
from saima.web.readings.show import read_show


@on_a_period
def show(request: HttpRequest, place: Place) -> HttpResponse:
    """Every indicator of the city in the last month of the period."""
    lines = read_show(place.boards, place.month, place.language)
    stamp = max((line.stamp for line in lines if line.stamp), default=None)
    return page(request, place, "show", lines=lines, stamp=stamp)


@as_a_file
def table(_request: HttpRequest, place: Place, form: str) -> HttpResponse:
    """The same table as a file."""
    lines = read_show(place.boards, place.month, place.language)
    return download(show_export(place, lines), form)

"""The chart program of this server, and charts as SVG for paper and for readers without scripts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saima.web.charts import paper
from saima.web.charts.bump import bump_chart
from saima.web.charts.dots import dots_chart
from saima.web.charts.program import program_file, program_name
from saima.web.charts.trend import trend_chart
from saima.web.pages.indicators import asked, known_indicator
from saima.web.pages.units import known_unit
from saima.web.place import Place, as_a_file
from saima.web.readings.indicator import read_indicator
from saima.web.readings.unit import read_ranks

FOREVER = "public, max-age=31536000, immutable"


def program(request: HttpRequest, name: str) -> HttpResponse:
    """The chart program; its name carries its version, so it never changes."""
    if name != program_name():
        raise Http404
    file = program_file(settings.CHART_CACHE)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body, encoding = file.with_suffix(".js.gz").read_bytes(), {"Content-Encoding": "gzip"}
    else:
        body, encoding = file.read_bytes(), {}
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding", **encoding}
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers=headers)


@as_a_file
def ranks(_request: HttpRequest, place: Place, unit: str) -> HttpResponse:
    """A unit's ranks over the periods."""
    reading = read_ranks(place.boards, place.ranked_until, known_unit(place, unit), place.language)
    if not reading.drawable:
        raise Http404(nothing())
    return paper.answer(bump_chart(reading))


@as_a_file
def trend(request: HttpRequest, place: Place, indicator: str) -> HttpResponse:
    """An indicator's months against its plan."""
    known = known_indicator(place, indicator)
    reading = read_indicator(place.boards, place.period, known, asked(request), place.language)
    if not reading.months:
        raise Http404(nothing())
    return paper.answer(trend_chart(known, reading.months, place.language))


@as_a_file
def dots(request: HttpRequest, place: Place, indicator: str) -> HttpResponse:
    """All units of an indicator on one line."""
    known = known_indicator(place, indicator)
    reading = read_indicator(place.boards, place.period, known, asked(request), place.language)
    if reading.subjects < 2:
        raise Http404(nothing())
    return paper.answer(dots_chart(reading, place.language))


def nothing() -> str:
    """The sentence for a drawing without figures."""
    return _("There is nothing to draw yet.")

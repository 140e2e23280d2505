"""The addresses of the site; the period stands in each, so that a link leads to the same view."""

from django.urls import include, path, register_converter
from django.views.i18n import set_language

from saima.web.converters import PeriodConverter
from saima.web.pages import boards, drawings, errors, home, indicators, method, search, show, units

register_converter(PeriodConverter, "period")

in_a_period = [
    path("", home.home, name="home"),
    path("board/", boards.board, name="board"),
    path("board/table.<str:form>", boards.table, name="board_table"),
    path("heat/", boards.heat, name="heat"),
    path("heat/table.<str:form>", boards.heat_table, name="heat_table"),
    path("show/", show.show, name="show"),
    path("show/table.<str:form>", show.table, name="show_table"),
    path("units/<str:unit>/", units.unit, name="unit"),
    path("units/<str:unit>/ranks.svg", drawings.ranks, name="ranks_drawing"),
    path("units/<str:unit>/<str:code>/", units.explain, name="explain"),
    path("indicators/<str:indicator>/", indicators.indicator, name="indicator"),
    path("indicators/<str:indicator>/trend.svg", drawings.trend, name="trend_drawing"),
    path("indicators/<str:indicator>/units.svg", drawings.dots, name="dots_drawing"),
    path("search/", search.search, name="search"),
    path("method/", method.method, name="method"),
]

urlpatterns = [
    path("", home.start, name="start"),
    path("language/", set_language, name="set_language"),
    path("charts/<str:name>.js", drawings.program, name="chart_program"),
    path("<period:period>/", include(in_a_period)),
]

handler404 = errors.not_found
handler500 = errors.broken

"""Addresses of what is read: boards, units, indicators, explanations; each in a period."""

from django.urls import path

from saima.web.pages import boards, drawings, home, indicators, method, search, show, units

urlpatterns = [
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

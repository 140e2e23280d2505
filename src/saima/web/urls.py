"""The addresses of the site; the period stands in each board's, so a link keeps its view."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from saima.web.converters import PeriodConverter
from saima.web.pages import drawings, errors, home

register_converter(PeriodConverter, "period")

urlpatterns = [
    path("", home.start, name="start"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("charts/<str:name>.js", login_not_required(drawings.program), name="chart_program"),
    path("", include("saima.web.addresses.reporting")),
    path("files/", include("saima.web.addresses.files")),
    path("api/v1/", include("saima.api.addresses")),
    path("office/", include("saima.web.addresses.office")),
    path("", include("saima.web.addresses.judging")),
    path("", include("saima.web.addresses.objections")),
    path("", include("saima.web.addresses.consequences")),
    path("", include("saima.web.addresses.papers")),
    path("", include("saima.web.addresses.tasks")),
    path("", include("saima.web.addresses.maps")),
    path("", include("saima.web.addresses.hard_problems")),
    path("", include("saima.web.addresses.supervision")),
    path("", include("saima.web.addresses.splits")),
    path("", include("saima.web.addresses.pledges")),
    path("", include("saima.web.addresses.screen")),
    path("", include("saima.web.addresses.good_cases")),
    path("", include("saima.web.addresses.messages")),
    path("<period:period>/", include("saima.web.addresses.boards")),
]

handler403 = errors.denied
handler404 = errors.not_found
handler500 = errors.broken

"""Addresses of supervision sheets, instructions and superiors' decisions."""

from django.urls import path

from saima.web.pages import instructions, superior_decisions, supervision

urlpatterns = [
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/new/", supervision.supervision_new, name="supervision_new"),
    path("supervision/units/", supervision.supervision_units, name="supervision_units"),
    path(
        "supervision/register.<str:form>", supervision.supervision_export, name="supervision_export"
    ),
    path("supervision/<int:sheet>/", supervision.supervision_sheet, name="supervision_sheet"),
    path("supervision/<int:sheet>/paper/", supervision.supervision_paper, name="supervision_paper"),
    path(
        "supervision/files/<int:supervision_file>/",
        supervision.supervision_file,
        name="supervision_file",
    ),
    path("decisions/", superior_decisions.superior_decisions, name="superior_decisions"),
    path(
        "decisions/<int:superior_decision>/",
        superior_decisions.superior_decision,
        name="superior_decision",
    ),
    path(
        "decisions/<int:superior_decision>/file/",
        superior_decisions.superior_decision_file,
        name="superior_decision_file",
    ),
    path("instruct/", instructions.instruct, name="instruct"),
]

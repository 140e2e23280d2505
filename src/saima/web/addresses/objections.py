"""Addresses of objections: filing, ruling, appeal, search."""

from django.urls import path

from saima.web.pages import objection, objections

urlpatterns = [
    path("objections/", objections.objections, name="objections"),
    path("objections/new/", objections.objection_new, name="objection_new"),
    path("objections/<int:objection>/", objection.objection, name="objection"),
    path("objections/<int:objection>/rule/", objection.objection_rule, name="objection_rule"),
    path("objections/<int:objection>/appeal/", objection.objection_appeal, name="objection_appeal"),
    path(
        "objections/<int:objection>/withdraw/",
        objection.objection_withdraw,
        name="objection_withdraw",
    ),
    path("objections/<int:objection>/files/", objection.objection_attach, name="objection_attach"),
    path("objections/files/<int:objection_file>/", objection.objection_file, name="objection_file"),
]

"""Addresses of consequences, tolerance, superior ranks, adjustments and awards."""

from django.urls import path

from saima.web.pages import adjustments, awards, consequences, superior, tolerance

urlpatterns = [
    path("consequences/", consequences.consequences, name="consequences"),
    path("consequences/<int:consequence>/", consequences.consequence, name="consequence"),
    path("against/<str:unit>/", consequences.against, name="against"),
    path("tolerance/", tolerance.tolerances, name="tolerances"),
    path("tolerance/new/", tolerance.tolerance_new, name="tolerance_new"),
    path("tolerance/<int:tolerance>/", tolerance.tolerance, name="tolerance"),
    path(
        "tolerance/evidence/<int:tolerance_file>/",
        tolerance.tolerance_evidence,
        name="tolerance_evidence",
    ),
    path("superior/", superior.superior, name="superior"),
    path("adjustments/", adjustments.adjustments, name="adjustments"),
    path("awards/", awards.awards, name="awards"),
]

"""Addresses of good cases."""

from django.urls import URLPattern, path

from saima.web.pages import good_cases

urlpatterns: list[URLPattern] = [
    path("good-cases/", good_cases.good_cases, name="good_cases"),
    path("good-cases/new/", good_cases.good_case_new, name="good_case_new"),
    path("good-cases/<int:case>/", good_cases.good_case, name="good_case"),
    path("good-cases/<int:case>/edit/", good_cases.good_case_edit, name="good_case_edit"),
    path("good-cases/<int:case>/file/", good_cases.good_case_file, name="good_case_file"),
]

"""Addresses of split targets."""

from django.urls import URLPattern, path

from saima.web.pages import splits

urlpatterns: list[URLPattern] = [
    path("splits/", splits.splits_page, name="splits"),
    path("splits/new/<str:indicator>/", splits.split_new, name="split_new"),
    path("splits/<int:split>/", splits.split, name="split"),
    path("splits/<int:split>/table.<str:form>", splits.split_table, name="split_table"),
]

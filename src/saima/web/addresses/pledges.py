"""Addresses of pledges."""

from django.urls import URLPattern, path

from saima.web.pages import pledges

urlpatterns: list[URLPattern] = [
    path("pledges/", pledges.pledges_page, name="pledges"),
    path("pledges/new/", pledges.pledge_new, name="pledge_new"),
    path("pledges/archive.zip", pledges.pledges_file, name="pledges_file"),
    path("pledges/<int:pledge>/", pledges.pledge, name="pledge"),
    path("pledges/<int:pledge>/draft/", pledges.pledge_draft, name="pledge_draft"),
    path("pledges/<int:pledge>/signed/", pledges.pledge_signed, name="pledge_signed"),
]

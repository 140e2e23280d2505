"""Addresses of the leading group's screen."""

from django.urls import URLPattern, path

from saima.web.pages import screen

urlpatterns: list[URLPattern] = [
    path("screen/", screen.screen, name="screen"),
    path("screen/big/", screen.big_screen, name="big_screen"),
    path("late-nodes/", screen.late, name="late_nodes"),
]

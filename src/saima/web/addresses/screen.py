"""Addresses of the leading group's screen."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

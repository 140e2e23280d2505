"""Addresses of good cases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

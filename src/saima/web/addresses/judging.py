"""Addresses of boards that are kept: drafts, seals, editions, bundles; public pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of objections: filing, ruling, appeal, search."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

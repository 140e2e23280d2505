"""Addresses of hard problems."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

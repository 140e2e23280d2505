"""Addresses of supervision."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

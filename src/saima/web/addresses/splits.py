"""Addresses of split targets."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

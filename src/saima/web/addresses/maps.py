"""Addresses of the battle map."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

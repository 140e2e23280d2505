"""Addresses of official documents and meetings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

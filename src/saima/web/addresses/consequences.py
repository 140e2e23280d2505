"""Addresses of what follows from boards: consequences, tolerance, superior ranks, adjustments, awards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

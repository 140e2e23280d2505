"""Addresses of consequences, tolerance, superior ranks, adjustments and awards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses of programmes, tasks and task forces."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

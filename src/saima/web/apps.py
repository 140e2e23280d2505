"""The app that holds the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers templates, static files and messages."""

    name = "saima.web"
    label = "web"

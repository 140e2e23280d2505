"""The room as a Django app, so that its commands are found."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Commands for the clock; no models."""

    name = "saima.jobs"

"""The app that holds the records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Registers the models under the label ``records``."""

    name = "saima.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

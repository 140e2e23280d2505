"""The daily run: who runs it now, and which steps of a day are done."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRun(models.Model):
    """The lease: one row, held by the process that runs until it ends or ``until`` has passed."""

    holder = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lease of the daily run")
        verbose_name_plural = _("leases of the daily run")

    def __str__(self) -> str:
        return self.holder


class DailyStep(models.Model):
    """How a step went last on a day: ``done_at`` is empty where it has not succeeded yet."""

    day = models.DateField()
    step = models.CharField(max_length=64)
    tried_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    counts: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("step of the daily run")
        verbose_name_plural = _("steps of the daily run")
        constraints = [
            models.UniqueConstraint(fields=["day", "step"], name="a_daily_step_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.step}"

"""Targets of units that were set or changed after the plan was published (S13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly


class Target(AppendOnly):
    """A unit's share of a target; the latest row of a unit, indicator and period counts."""

    plan = models.CharField(_("plan"), max_length=64)
    unit = models.CharField(_("unit"), max_length=64)
    indicator = models.CharField(_("indicator"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    target = models.DecimalField(_("target"), max_digits=24, decimal_places=6)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [models.Index(fields=["plan", "recorded_at"], name="targets_as_of")]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"

"""Bonuses, deductions and vetoes with the document they rest on (S45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly


class Adjustment(AppendOnly):
    """``kind`` is the code of one of the plan's adjustments; ``points`` are never negative.

    A row that ``reverses`` another takes it out of every board from its own ``recorded_at`` on;
    by itself it counts nothing.
    """

    plan = models.CharField(_("plan"), max_length=64)
    unit = models.CharField(_("unit"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    kind = models.CharField(_("kind"), max_length=64)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=4)
    reason = models.CharField(_("reason"), max_length=500)
    document = models.CharField(_("document"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )

    class Meta:
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0), name="points_not_negative"),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="an_adjustment_is_reversed_once",
            ),
        ]
        indexes = [models.Index(fields=["plan", "recorded_at"], name="adjustments_as_of")]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.period}"

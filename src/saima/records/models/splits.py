"""Targets split over units and months: proposed, weighed, adopted by a signer (S13, S27, S40)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class SplitState(models.TextChoices):
    """How far a split has come."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class TargetSplit(models.Model):
    """A version of how the city's target of an indicator is split.

    ``weights``: what the units were weighed by (a column, last year's values), by unit code;
    ``superior_target``: what the level above asks of the city, where it is known.
    ``shares``: year's target by unit code; ``curve``: planned cumulative share by month, twelve
    numbers that end with 1, or empty for the plan's; ``months``: cumulative target by unit and
    month where a unit differs from the curve. Numbers are decimal texts. An adopted split wrote
    the rows of ``Target`` that the boards read; triggers refuse to change it.
    """

    plan = models.CharField(max_length=64)
    indicator = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    city_target = models.DecimalField(max_digits=24, decimal_places=6)
    superior_target = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    method = models.CharField(max_length=16)
    weights: Any = models.JSONField(default=dict, blank=True)
    shares: Any = models.JSONField(default=dict)
    curve: Any = models.JSONField(default=list, blank=True)
    months: Any = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=SplitState.choices, default=SplitState.DRAFT)
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("split of a target")
        verbose_name_plural = _("splits of targets")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "indicator", "version"], name="one_split_of_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(state=SplitState.ADOPTED)
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(reason="")),
                name="adopted_split_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.version}"

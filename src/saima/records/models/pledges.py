"""Pledges 军令状: what a unit signs for, locked to versions, with the signed copy (S31)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.evidence import StoredFile
from saima.records.models.plans import PlanVersion
from saima.records.models.register import IssuedDocument
from saima.records.models.user import Person


class Pledge(models.Model):
    """A pledge of a unit: ``content`` holds the targets and tasks as they stood, with its hash.

    ``replaces`` names the older pledge of the unit. A pledge with its signed copy is never changed.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="pledges")
    plan = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    first_party = models.CharField(max_length=200)
    second_party = models.CharField(max_length=200)
    content: Any = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="pledges"
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True)
    signed_copy = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_name = models.CharField(max_length=200, blank=True)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "number"], name="one_pledge_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True)
                | Q(signed_copy__isnull=False, kept_by__isnull=False),
                name="signed_pledge_has_its_copy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"

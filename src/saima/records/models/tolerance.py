"""Fault tolerance 容错免责: applied for by the unit, verified, decided, for a time (domain 1.5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.adjustments import Adjustment
from saima.records.models.append_only import AppendOnly
from saima.records.models.consequences import Consequence
from saima.records.models.evidence import StoredFile
from saima.records.models.register import IssuedDocument
from saima.records.models.user import Person


class Ground(models.TextChoices):
    """The three distinctions 三个区分开来, and force majeure."""

    PILOT = "pilot", _("lack of experience in a pilot")
    NO_BAN = "no_ban", _("explored what nothing forbids")
    UNINTENDED = "unintended", _("unintended fault for the sake of development")
    FORCE_MAJEURE = "force_majeure", _("force majeure")


class ToleranceState(models.TextChoices):
    """How far an application has come."""

    APPLIED = "applied", _("applied for")
    VERIFIED = "verified", _("verified")
    GRANTED = "granted", _("granted")
    REJECTED = "rejected", _("rejected")
    EXPIRED = "expired", _("expired")


class FaultTolerance(models.Model):
    """An application about exactly one consequence or one deduction.

    ``letter`` is the unit's letter by which the office applied for it; empty where it did itself.
    ``valid_until`` is the last day of what was granted for a consequence; a deduction that was
    pardoned stays reversed. Triggers refuse to delete one.
    """

    consequence = models.ForeignKey(
        Consequence, on_delete=models.PROTECT, null=True, related_name="tolerances"
    )
    adjustment = models.ForeignKey(
        Adjustment, on_delete=models.PROTECT, null=True, related_name="tolerances"
    )
    unit = models.CharField(_("unit"), max_length=64)
    ground = models.CharField(_("ground"), max_length=16, choices=Ground.choices)
    no_private_gain = models.BooleanField(_("no private gain"))
    collective_decision = models.BooleanField(_("decided collectively"))
    text = models.CharField(_("what happened"), max_length=4000)
    letter = models.CharField(_("letter of the unit"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ToleranceState.choices, default=ToleranceState.APPLIED
    )
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("applied at"))
    finding = models.CharField(_("finding"), max_length=2000, blank=True)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("verified at"), null=True)
    decision = models.CharField(_("decision"), max_length=1000, blank=True)
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    valid_until = models.DateField(_("valid until"), null=True)

    class Meta:
        verbose_name = _("fault tolerance")
        verbose_name_plural = _("fault tolerances")
        constraints = [
            models.CheckConstraint(
                condition=Q(consequence__isnull=False, adjustment__isnull=True)
                | Q(consequence__isnull=True, adjustment__isnull=False),
                name="tolerance_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state=ToleranceState.APPLIED)
                | (Q(verified_at__isnull=False, verified_by__isnull=False) & ~Q(finding="")),
                name="tolerance_was_verified",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ToleranceState.APPLIED, ToleranceState.VERIFIED])
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="tolerance_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[ToleranceState.GRANTED, ToleranceState.EXPIRED],
                    consequence__isnull=False,
                )
                | Q(valid_until__isnull=False),
                name="suspension_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.ground}"


class ToleranceEvidence(AppendOnly):
    """A stored file that proves an application."""

    tolerance = models.ForeignKey(FaultTolerance, on_delete=models.PROTECT, related_name="evidence")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("attached at"))

    class Meta:
        verbose_name = _("evidence of an application")
        verbose_name_plural = _("evidence of applications")

    def __str__(self) -> str:
        return self.name

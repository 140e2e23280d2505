"""Bonuses, deductions and vetoes on their way: proposed by the office, approved by a leader."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.adjustments import Adjustment
from saima.records.models.user import Person


class ProposalState(models.TextChoices):
    """Whether a proposal was decided."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class AdjustmentProposal(models.Model):
    """What is to be added to the adjustments, or (``reverses``) taken out of them.

    ``adjustment`` is the row that the approval wrote. Triggers refuse to delete one.
    """

    plan = models.CharField(_("plan"), max_length=64)
    unit = models.CharField(_("unit"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    kind = models.CharField(_("kind"), max_length=64)
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=4)
    reason = models.CharField(_("reason"), max_length=500)
    document = models.CharField(_("document"), max_length=200)
    reverses = models.ForeignKey(
        Adjustment, on_delete=models.PROTECT, null=True, related_name="reversals"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.CharField(_("decision"), max_length=500, blank=True)
    adjustment = models.OneToOneField(
        Adjustment, on_delete=models.PROTECT, null=True, related_name="proposal"
    )

    class Meta:
        verbose_name = _("proposed adjustment")
        verbose_name_plural = _("proposed adjustments")
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0), name="proposed_points_not_negative"),
            models.CheckConstraint(condition=~Q(document=""), name="adjustment_has_a_document"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, adjustment__isnull=True)
                | Q(
                    state=ProposalState.APPROVED,
                    adjustment__isnull=False,
                    decided_by__isnull=False,
                )
                | (
                    Q(
                        state=ProposalState.DECLINED,
                        adjustment__isnull=True,
                        decided_by__isnull=False,
                    )
                    & ~Q(decision="")
                ),
                name="proposal_facts_fit_its_state",
            ),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="proposals_by_state")]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.period}"

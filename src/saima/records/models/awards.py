"""Red flags 流动红旗 and commendations, given to units only (S37, S150)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.boards import Board
from saima.records.models.plans import PlanVersion
from saima.records.models.proposals import AdjustmentProposal
from saima.records.models.register import IssuedDocument
from saima.records.models.user import Person


class AwardKind(models.TextChoices):
    """What is given."""

    FLAG = "flag", _("red flag")
    COMMENDATION = "commendation", _("commendation")


class AwardState(models.TextChoices):
    """How far an award has come."""

    PROPOSED = "proposed", _("proposed")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")
    VOID = "void", _("void")


class Award(models.Model):
    """An award of a unit in a period.

    A flag rests on a ``rule`` and a sealed ``board`` (``rank`` of ``field``), a commendation on a
    document. ``obstacles`` are what stood against it when it was proposed.
    Triggers refuse to delete one.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="awards")
    plan = models.CharField(_("plan"), max_length=64)
    kind = models.CharField(_("kind"), max_length=16, choices=AwardKind.choices)
    unit = models.CharField(_("unit"), max_length=64)
    group = models.CharField(_("group"), max_length=64, blank=True)
    period = models.CharField(_("period"), max_length=7)
    rule = models.CharField(_("rule"), max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    rank = models.FloatField(_("rank"), null=True)
    field = models.PositiveIntegerField(_("size of the field"), null=True)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="awards")
    obstacles: Any = models.JSONField(_("obstacles"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=AwardState.choices, default=AwardState.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    review: Any = models.JSONField(_("to be reviewed"), default=dict, blank=True)
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="awards"
    )
    bonus = models.OneToOneField(
        AdjustmentProposal, on_delete=models.PROTECT, null=True, related_name="award"
    )

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "rule", "unit", "period"],
                condition=Q(kind=AwardKind.FLAG) & ~Q(state=AwardState.VOID),
                name="a_flag_is_given_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AwardState.PROPOSED, AwardState.VOID])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="award_was_decided",
            ),
        ]
        indexes = [models.Index(fields=["plan", "period", "kind"], name="awards_of_a_period")]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.period}"

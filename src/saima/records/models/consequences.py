"""What follows from a sealed board: proposed by a rule, decided by a person, closed (S48-S54)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.plans import PlanVersion
from saima.records.models.register import IssuedDocument
from saima.records.models.user import Person


class ConsequenceState(models.TextChoices):
    """How far a consequence has come; ``actions.consequence_steps`` says what leads where."""

    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    SUSPENDED = "suspended", _("suspended")
    DECLINED = "declined", _("declined")
    ISSUED = "issued", _("issued")
    RECTIFYING = "rectifying", _("being rectified")
    VERIFIED = "verified", _("rectification verified")
    CLOSED = "closed", _("closed")
    LAPSED = "lapsed", _("lapsed")
    VOID = "void", _("void")


UNDECIDED = (ConsequenceState.PROPOSED, ConsequenceState.SUSPENDED, ConsequenceState.VOID)
"""States that may stand without a decision."""


class Consequence(models.Model):
    """A rule that fired for a unit (and indicator, empty for the total) in a period.

    ``proof`` lists the places of the run: period, rank, field, and the board with its edition and
    seal or the superior's rank with its document. ``review`` says what in the boards has changed
    since, empty where nothing has; ``lapsed_in`` is the period with which the card lapsed.
    Triggers refuse to delete one and to change what was proposed.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="consequences")
    plan = models.CharField(_("plan"), max_length=64)
    rule = models.CharField(_("rule"), max_length=64)
    unit = models.CharField(_("unit"), max_length=64)
    group = models.CharField(_("group"), max_length=64)
    indicator = models.CharField(_("indicator"), max_length=64, blank=True)
    period = models.CharField(_("period"), max_length=7)
    level = models.PositiveIntegerField(_("how often in a row"))
    card = models.CharField(_("card"), max_length=16, blank=True)
    measures: Any = models.JSONField(_("measures"), default=list)
    clause = models.CharField(_("clause"), max_length=200, blank=True)
    proof: Any = models.JSONField(_("proof"), default=list)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ConsequenceState.choices,
        default=ConsequenceState.PROPOSED,
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    review: Any = models.JSONField(_("to be reviewed"), default=dict, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    lapsed_in = models.CharField(_("lapsed with"), max_length=7, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("consequence")
        verbose_name_plural = _("consequences")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "rule", "unit", "indicator", "period"],
                condition=~Q(state=ConsequenceState.VOID),
                name="a_rule_fires_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="consequence_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsequenceState.DECLINED) | ~Q(reason=""),
                name="declined_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsequenceState.LAPSED) | ~Q(lapsed_in=""),
                name="lapsed_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "unit", "state"], name="consequences_of_a_unit"),
            models.Index(fields=["plan", "period"], name="consequences_of_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.rule} {self.period}"


class ConsequenceStep(AppendOnly):
    """One step of a consequence: what was done, and the state that it led to."""

    consequence = models.ForeignKey(Consequence, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("act"), max_length=16)
    state = models.CharField(_("state"), max_length=10, choices=ConsequenceState.choices)
    text = models.CharField(_("text"), max_length=1000, blank=True)
    data: Any = models.JSONField(_("data"), default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a consequence")
        verbose_name_plural = _("steps of a consequence")

    def __str__(self) -> str:
        return f"{self.consequence_id} {self.act}"


class MeasureDone(AppendOnly):
    """A measure of a consequence that was taken; of a ``part`` done twice the newest row counts.

    ``part``: a talk has ``notice`` and ``record``, help has ``cause`` and ``offer``; else empty.
    """

    consequence = models.ForeignKey(
        Consequence, on_delete=models.PROTECT, related_name="measures_done"
    )
    measure = models.CharField(_("measure"), max_length=32)
    part = models.CharField(_("part"), max_length=8, blank=True)
    done_on = models.DateField(_("done on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    text = models.CharField(_("text"), max_length=4000, blank=True)
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="measures"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("measure taken")
        verbose_name_plural = _("measures taken")

    def __str__(self) -> str:
        return f"{self.consequence_id} {self.measure} {self.part}".strip()


class RectificationItem(models.Model):
    """One line of a unit's rectification plan; the items of the newest ``version`` count."""

    consequence = models.ForeignKey(
        Consequence, on_delete=models.PROTECT, related_name="rectification"
    )
    version = models.PositiveIntegerField(_("version"))
    number = models.PositiveIntegerField(_("number"))
    text = models.CharField(_("what is to be done"), max_length=500)
    due = models.DateField(_("due"))
    done_on = models.DateField(_("done on"), null=True)
    result = models.CharField(_("result"), max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("planned at"))

    class Meta:
        verbose_name = _("item of a rectification plan")
        verbose_name_plural = _("items of a rectification plan")
        constraints = [
            models.UniqueConstraint(
                fields=["consequence", "version", "number"], name="one_item_per_number"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""), name="done_item_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consequence_id} {self.number}"

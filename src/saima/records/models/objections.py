"""Objections 申诉 of units to a board, and how each of the two instances ruled (domain 1.5)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.boards import Board
from saima.records.models.evidence import StoredFile
from saima.records.models.ledger import Entry
from saima.records.models.user import Person


class ObjectionState(models.TextChoices):
    """How far an objection has come."""

    FILED = "filed", _("filed")
    ANSWERED = "answered", _("answered")
    APPEALED = "appealed", _("appealed")
    DECIDED = "decided", _("decided on appeal")
    WITHDRAWN = "withdrawn", _("withdrawn")


TO_RULE = (ObjectionState.FILED, ObjectionState.APPEALED)


class Ruled(models.TextChoices):
    """What a ruling says."""

    UPHELD = "upheld", _("upheld")
    PARTLY = "partly", _("upheld in part")
    REJECTED = "rejected", _("rejected")


class About(models.TextChoices):
    """What a unit objects to."""

    INDICATOR = "indicator", _("indicator")
    RULE = "rule", _("rule")


class Objection(models.Model):
    """What a unit disputes in a board: the value of an indicator, or how a rule was applied.

    ``code`` is the indicator or rule; ``value_unit`` and ``value_period`` name the value of the
    ledger (of the unit itself, or of the city that it answers for), empty for rules. ``claimed`` is
    the value that it ought to be, where the unit knows it: of a ratio its two parts, of a rank also
    its field. ``due`` is the last day for the instance that has it now, ``appeal_until`` the last
    day to appeal.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="objections")
    unit = models.CharField(_("unit"), max_length=64)
    about = models.CharField(_("about"), max_length=9, choices=About.choices)
    code = models.CharField(_("indicator or rule"), max_length=64)
    value_unit = models.CharField(_("unit of the value"), max_length=64, blank=True)
    value_period = models.CharField(_("period of the value"), max_length=7, blank=True)
    claimed = models.DecimalField(_("claimed value"), max_digits=24, decimal_places=6, null=True)
    claimed_numerator = models.DecimalField(
        _("claimed numerator"), max_digits=24, decimal_places=6, null=True
    )
    claimed_denominator = models.DecimalField(
        _("claimed denominator"), max_digits=24, decimal_places=6, null=True
    )
    claimed_field = models.PositiveIntegerField(_("claimed size of the field"), null=True)
    reason = models.CharField(_("reason"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=9, choices=ObjectionState.choices, default=ObjectionState.FILED
    )
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("to be ruled by"))
    appeal_until = models.DateField(_("appeal until"), null=True)
    appealed_at = models.DateTimeField(_("appealed at"), null=True)
    appealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    appeal_reason = models.CharField(_("reason of the appeal"), max_length=2000, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "unit", "code", "value_period"],
                condition=~Q(state=ObjectionState.WITHDRAWN),
                name="one_objection_per_value",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="objection_says_why"),
            models.CheckConstraint(
                condition=(Q(about=About.RULE, value_unit="", value_period=""))
                | (Q(about=About.INDICATOR) & ~Q(value_unit="") & ~Q(value_period="")),
                name="objection_names_a_value",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ObjectionState.APPEALED, ObjectionState.DECIDED])
                | (Q(appealed_at__isnull=False, appealed_by__isnull=False) & ~Q(appeal_reason="")),
                name="appeal_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ObjectionState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="objection_withdrawn_at",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "filed_at"], name="objections_of_a_unit"),
            models.Index(fields=["state", "due"], name="objections_to_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.code}"

    def takes_an_appeal(self, today: date) -> bool:
        """Whether its unit may still go to the leading group."""
        return (
            self.state == ObjectionState.ANSWERED
            and self.appeal_until is not None
            and today <= self.appeal_until
        )


class ObjectionFile(AppendOnly):
    """A stored file that a unit sends with its objection or appeal."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("attached at"))

    class Meta:
        verbose_name = _("file of an objection")
        verbose_name_plural = _("files of objections")
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "stored"], name="a_file_supports_an_objection_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ruling(AppendOnly):
    """What an instance decided (1 the office, 2 the leading group), with its reasons.

    ``entry`` is the correction in the ledger, ``led_to`` the board that was computed with it;
    both are empty where nothing is corrected.
    """

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="rulings")
    instance = models.PositiveSmallIntegerField(_("instance"))
    ruled = models.CharField(_("ruling"), max_length=8, choices=Ruled.choices)
    reasons = models.CharField(_("reasons"), max_length=4000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("ruled at"))
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="rulings")
    led_to = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="rulings")

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "instance"], name="one_ruling_per_instance"
            ),
            models.CheckConstraint(condition=Q(instance__in=[1, 2]), name="two_instances"),
            models.CheckConstraint(condition=~Q(reasons=""), name="ruling_says_why"),
            models.CheckConstraint(
                condition=~Q(ruled=Ruled.REJECTED) | Q(entry__isnull=True),
                name="rejection_corrects_nothing",
            ),
        ]
        indexes = [models.Index(F("at").desc(), name="rulings_newest_first")]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.instance} {self.ruled}"

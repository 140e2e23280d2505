"""Reporting rounds: a month that is opened, and every value that is due in it (design 4)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.plans import PlanVersion
from saima.records.models.user import Person


class RoundState(models.TextChoices):
    """Whether a month still takes values."""

    OPEN = "open", _("open")
    FROZEN = "frozen", _("frozen")


class DueState(models.TextChoices):
    """How far a due value has come; ``actions.steps`` says what leads from one to the next."""

    DUE = "due", _("due")
    REPORTED = "reported", _("reported")
    APPROVED = "approved", _("approved in the unit")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")
    FROZEN = "frozen", _("frozen")


class Round(models.Model):
    """One month of one plan. The dates are working days; ``note`` says where they are not sure."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="rounds")
    plan = models.CharField(_("plan"), max_length=64)
    month = models.CharField(_("month"), max_length=7)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("report by"))
    check_on = models.DateField(_("check by"))
    freeze_on = models.DateField(_("freeze on"))
    show_on = models.DateField(_("show on"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=RoundState.choices, default=RoundState.OPEN
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True)
    frozen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["plan", "month"], name="one_round_per_month"),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(state=RoundState.FROZEN, frozen_at__isnull=False, frozen_by__isnull=False),
                name="round_frozen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.month}"


class DueValue(models.Model):
    """A value that is known to be due before anybody reports it.

    ``reporter`` is the unit that reports, ``checker`` the source department that checks; an empty
    ``checker`` is the office. ``evidence`` says what must be attached, empty where nothing must.
    On time, complete, accepted and frozen are four separate facts: ``reported_at`` is the first
    report that was not withdrawn, a return does not move it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="due_values")
    unit = models.CharField(_("unit"), max_length=64)
    indicator = models.CharField(_("indicator"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    reporter = models.CharField(_("reported by"), max_length=64)
    checker = models.CharField(_("checked by"), max_length=64, blank=True)
    due_on = models.DateField(_("report by"))
    check_on = models.DateField(_("check by"))
    freeze_on = models.DateField(_("freeze on"))
    extended_to = models.DateField(_("extended to"), null=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=DueState.choices, default=DueState.DUE
    )
    reported_at = models.DateTimeField(_("reported at"), null=True)
    complete = models.BooleanField(_("complete"), default=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True)

    class Meta:
        verbose_name = _("due value")
        verbose_name_plural = _("due values")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "indicator", "period"], name="a_value_is_due_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DueState.DUE, DueState.RETURNED, DueState.FROZEN])
                | Q(reported_at__isnull=False),
                name="due_value_was_reported",
            ),
            models.CheckConstraint(
                condition=Q(state=DueState.FROZEN, frozen_at__isnull=False)
                | (~Q(state=DueState.FROZEN) & Q(frozen_at__isnull=True)),
                name="due_value_frozen_at",
            ),
            models.CheckConstraint(
                condition=Q(state=DueState.ACCEPTED, accepted_at__isnull=False)
                | Q(state=DueState.FROZEN)
                | (~Q(state=DueState.ACCEPTED) & Q(accepted_at__isnull=True)),
                name="due_value_accepted_at",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "reporter", "state"], name="due_to_report"),
            models.Index(fields=["round", "checker", "state"], name="due_to_check"),
            models.Index(fields=["state", "reporter"], name="due_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"

    @property
    def deadline(self) -> date:
        """The last day to report, an extension included."""
        return self.extended_to or self.due_on

    @property
    def on_time(self) -> bool | None:
        """Whether it was reported by the deadline; None while it is not reported."""
        return None if self.reported_at is None else self.in_time(self.reported_at)

    def in_time(self, moment: datetime) -> bool:
        """Whether ``moment`` is not after the deadline, by the local calendar."""
        return localdate(moment) <= self.deadline


class Extension(AppendOnly):
    """A later deadline of one value, with its reason and who granted it."""

    due_value = models.ForeignKey(DueValue, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(_("granted at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="extension_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.due_value_id} {self.until}"

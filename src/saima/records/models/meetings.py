"""Regular meetings 例会: what lay on the table, and what was promised (S34)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class MeetingKind(models.TextChoices):
    """How often it meets."""

    MONTHLY = "monthly", _("monthly meeting")
    QUARTERLY = "quarterly", _("quarterly meeting")
    SPECIAL = "special", _("special meeting")


class Meeting(models.Model):
    """A meeting with the pack as it was gathered; ``period`` is what the pack is about."""

    plan = models.CharField(_("plan"), max_length=64)
    kind = models.CharField(_("kind"), max_length=16, choices=MeetingKind.choices)
    date = models.DateField(_("date"))
    period = models.CharField(_("period"), max_length=7)
    title = models.CharField(_("title"), max_length=200)
    pack: Any = models.JSONField(_("pack"), default=dict)
    packed_at = models.DateTimeField(_("gathered at"))
    packed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.TextField(_("minutes"), blank=True)
    minuted_at = models.DateTimeField(_("minutes written at"), null=True)
    minuted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "date"], name="one_meeting_of_a_kind_a_day"
            ),
        ]
        indexes = [models.Index(fields=["plan", "date"], name="meetings_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class Promise(models.Model):
    """A promise of a unit; ``meeting`` is where it was made, ``source`` says it otherwise."""

    plan = models.CharField(_("plan"), max_length=64)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="promises"
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=64)
    text = models.CharField(_("what was promised"), max_length=500)
    due = models.DateField(_("due"))
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("written at"))
    done_on = models.DateField(_("done on"), null=True)
    result = models.CharField(_("result"), max_length=1000, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("reported done at"), null=True)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | (Q(done_by__isnull=False, done_at__isnull=False) & ~Q(result="")),
                name="done_promise_says_what",
            ),
        ]
        indexes = [models.Index(fields=["plan", "unit", "due"], name="promises_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.due}"

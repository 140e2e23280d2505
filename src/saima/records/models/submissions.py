"""What was reported for a due value: versions that stay, and drafts that do not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.rounds import DueValue
from saima.records.models.user import Person


class Submission(AppendOnly):
    """One version of a reported value; numbers as in ``Entry``.

    ``findings`` are the codes of the warnings that ``sentence`` answers; ``started_at`` is when
    its draft was begun, for the minutes it took.
    """

    due_value = models.ForeignKey(DueValue, on_delete=models.PROTECT, related_name="submissions")
    version = models.PositiveIntegerField(_("version"))
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    numerator = models.DecimalField(_("numerator"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=24, decimal_places=6, null=True)
    field = models.PositiveIntegerField(_("size of the field"), null=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    unchanged = models.BooleanField(_("nothing changed"), default=False)
    findings = models.JSONField(_("findings"), default=list)
    sentence = models.CharField(_("explanation"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("reported at"))
    started_at = models.DateTimeField(_("begun at"), null=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["due_value", "version"], name="one_submission_per_version"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(numerator__isnull=False, denominator__isnull=False)
                | Q(not_applicable=True),
                name="submission_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_value_id} v{self.version}"


class Draft(models.Model):
    """What a person has typed so far: texts as typed, by the names of a submission's fields."""

    due_value = models.ForeignKey(DueValue, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    content = models.JSONField(_("content"), default=dict)
    started_at = models.DateTimeField(_("begun at"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["due_value", "person"], name="one_draft_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.due_value_id} {self.person_id}"

"""Good cases 典型案例: written by a unit, approved, published, worth a bonus (S43)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.evidence import StoredFile
from saima.records.models.proposals import AdjustmentProposal
from saima.records.models.tasks import Task
from saima.records.models.user import Person


class GoodCaseState(models.TextChoices):
    """How far a good case has come."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("handed in")
    RETURNED = "returned", _("sent back")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class GoodCase(models.Model):
    """A good case of a unit; ``bonus`` is the proposed adjustment that it led to."""

    plan = models.CharField(max_length=64)
    unit = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500)
    text = models.TextField()
    contest = models.CharField(max_length=64, blank=True)
    indicator = models.CharField(max_length=64, blank=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="good_cases")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=9, choices=GoodCaseState.choices, default=GoodCaseState.DRAFT
    )
    remark = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    bonus = models.ForeignKey(
        AdjustmentProposal, on_delete=models.PROTECT, null=True, related_name="good_cases"
    )

    class Meta:
        verbose_name = _("good case")
        verbose_name_plural = _("good cases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=GoodCaseState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_case_says_when",
            ),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="good_cases_by_state")]

    def __str__(self) -> str:
        return self.title

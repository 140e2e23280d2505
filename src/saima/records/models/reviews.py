"""Decisions on reported values, and what people say about them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.rounds import DueValue
from saima.records.models.submissions import Submission
from saima.records.models.user import Person


class Decision(models.TextChoices):
    """What a reviewer decided."""

    APPROVE = "approve", _("approved in the unit")
    ACCEPT = "accept", _("accepted")
    RETURN = "return", _("returned")


class Review(AppendOnly):
    """A decision on one submission; a return says why."""

    due_value = models.ForeignKey(DueValue, on_delete=models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision=Decision.RETURN) | ~Q(reason=""), name="return_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_value_id} {self.decision}"


class Comment(AppendOnly):
    """A remark on a due value; the people it mentions find it among what they have to do."""

    due_value = models.ForeignKey(DueValue, on_delete=models.PROTECT, related_name="comments")
    text = models.CharField(_("comment"), max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("said at"))
    mentions = models.ManyToManyField(Person, related_name="mentioned_in", blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [models.Index(fields=["due_value", "at"], name="comments_of_a_value")]

    def __str__(self) -> str:
        return self.text

"""The city's own days off and days of work, beside the holidays of the State Council."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.user import Person


class DayOrder(models.TextChoices):
    """What was decided for a day; ``usual`` takes an earlier decision back."""

    OFF = "off", _("day off")
    WORK = "work", _("working day")
    USUAL = "usual", _("as in the calendar")


class CalendarException(AppendOnly):
    """One decision for one day, with its reason; of several for a day the newest counts."""

    day = models.DateField(_("day"))
    order = models.CharField(_("order"), max_length=8, choices=DayOrder.choices)
    reason = models.CharField(_("reason"), max_length=500)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("calendar exception")
        verbose_name_plural = _("calendar exceptions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exception_says_why"),
            models.CheckConstraint(
                condition=Q(order__in=DayOrder.values), name="exception_order_is_known"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="exceptions_of_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.order}"

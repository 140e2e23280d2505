"""The ledger of reported values: entries are only added (design section 4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.submissions import Submission
from saima.records.models.user import Person


class Entry(AppendOnly):
    """A value of one indicator of one unit in one period.

    ``value`` is in the indicator's measure; ``numerator`` and ``denominator`` for ratios of sums;
    ``field`` the size of the field of a rank given from outside. A correction ``replaces`` an
    older entry and says ``why``. ``not_applicable``: there is nothing to measure, which the engine
    reads as a value without a number. ``by`` accepted it; ``submission`` is what was accepted,
    empty for rows that were loaded or written by the office.
    """

    plan = models.CharField(_("plan"), max_length=64)
    unit = models.CharField(_("unit"), max_length=64)
    indicator = models.CharField(_("indicator"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True)
    numerator = models.DecimalField(_("numerator"), max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=24, decimal_places=6, null=True)
    field = models.PositiveIntegerField(_("size of the field"), null=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    why = models.CharField(_("reason"), max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(numerator__isnull=False, denominator__isnull=False)
                | Q(not_applicable=True),
                name="entry_has_a_value",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(why=""), name="correction_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "recorded_at"], name="entries_as_of"),
            models.Index(fields=["plan", "period"], name="entries_of_a_period"),
            # With the moment, because SQLite else walks the whole plan to find the newest entry.
            models.Index(
                fields=["plan", "indicator", "unit", "period", "recorded_at"],
                name="entries_of_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"

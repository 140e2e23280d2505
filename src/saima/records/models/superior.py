"""The register of ranks that a superior gives: stored with their document, never computed (S8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.evidence import StoredFile
from saima.records.models.ledger import Entry
from saima.records.models.user import Person


class SuperiorRank(AppendOnly):
    """A place of the whole body in a superior's ranking, as a document gives it.

    ``rank`` is empty where the superior withholds it. ``entry`` is the same fact in the ledger,
    where boards read it. A later revision ``replaces`` the row before it and says ``why``.
    """

    plan = models.CharField(_("plan"), max_length=64)
    indicator = models.CharField(_("indicator"), max_length=64)
    period = models.CharField(_("period"), max_length=7)
    rank = models.PositiveIntegerField(_("rank"), null=True)
    field = models.PositiveIntegerField(_("size of the field"), null=True)
    issuer = models.CharField(_("superior"), max_length=64)
    document = models.CharField(_("document"), max_length=200)
    dated = models.DateField(_("date of the document"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="superior_ranks")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    why = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("superior rank")
        verbose_name_plural = _("superior ranks")
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__isnull=True, field__isnull=True)
                | Q(rank__gte=1, field__gte=F("rank")),
                name="superior_rank_in_its_field",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="superior_rank_has_a_document"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(why=""), name="revision_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "indicator", "period"], name="superior_ranks_of_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"

"""What a derived value was counted from: the list of objects is its evidence (S63)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.ledger import Entry


class DerivedValue(AppendOnly):
    """The objects behind an entry that a declared query wrote into the ledger.

    ``objects_found`` lists ids with what each counted for; ``digest`` is the SHA-256 of the list.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="derived")
    query: Any = models.JSONField()
    objects_found: Any = models.JSONField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("derived value")
        verbose_name_plural = _("derived values")

    def __str__(self) -> str:
        return f"{self.entry_id} {self.count}"

"""Files that prove values: stored once by content, linked to every value they prove."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.rounds import DueValue
from saima.records.models.submissions import Submission
from saima.records.models.user import Person


class StoredFile(AppendOnly):
    """A content that was uploaded; ``kind`` is what its bytes are (pdf, png, ...), never a name."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    kind = models.CharField(_("kind"), max_length=8)
    name = models.CharField(_("first name"), max_length=200)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.name


class Evidence(AppendOnly):
    """A stored file attached to a due value; ``submission`` is the version it was added after."""

    due_value = models.ForeignKey(DueValue, on_delete=models.PROTECT, related_name="evidence_files")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, related_name="evidence_files"
    )
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="uses")
    name = models.CharField(_("name"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("attached at"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["due_value", "stored"], name="a_file_proves_a_value_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""The audit log: every change, in the order it happened, each record chained to the one before."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.user import Person


class AuditRecord(AppendOnly):
    """One change; ``hash`` is SHA-256 over everything else in it (see ``records.chain``).

    ``object_kind`` and ``object_id`` name what was changed; ``data`` holds before and after.
    ``person`` is empty where nobody was signed in.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=64)
    object_kind = models.CharField(_("kind of object"), max_length=32, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    data: Any = models.JSONField(_("data"), default=dict)
    address = models.CharField(_("address"), max_length=45, blank=True)
    previous = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit record")
        verbose_name_plural = _("audit records")
        indexes = [
            models.Index(fields=["person", "at"], name="audit_of_a_person"),
            models.Index(fields=["action", "at"], name="audit_of_an_action"),
            models.Index(fields=["object_kind", "object_id", "at"], name="audit_of_an_object"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked by whoever appends, so that numbers have no gaps."""

    sequence = models.PositiveBigIntegerField(_("number"))
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("end of the audit log")
        verbose_name_plural = _("ends of the audit log")

    def __str__(self) -> str:
        return str(self.sequence)

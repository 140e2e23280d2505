"""Personal keys for programs, and the answers that a repeated request gets again."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class ApiToken(models.Model):
    """A secret that speaks for a person; only its hash is kept. ``scope`` lists what it is for."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    scope = models.JSONField(_("scope"), default=list)
    created_at = models.DateTimeField(_("made at"))
    expires = models.DateTimeField(_("expires"))
    last_used = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """The answer to a write, kept under the key that the caller chose for it.

    ``request_hash`` tells the same request again from another one under the same key.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("key"), max_length=128)
    request_hash = models.CharField(_("hash of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"))
    response: Any = models.JSONField(_("answer"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="one_answer_per_key"),
        ]

    def __str__(self) -> str:
        return self.key

"""Published assessment methods, frozen with their hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly


class PlanVersion(AppendOnly):
    """One version of a plan; ``content`` is the plan as data, ``hash`` proves it unchanged."""

    code = models.CharField(_("code"), max_length=64)
    version = models.PositiveIntegerField(_("version"))
    year = models.PositiveIntegerField(_("year"))
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    content = models.JSONField(_("content"))
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_plan_per_version"),
        ]
        indexes = [models.Index(fields=["year", "published_at"], name="plan_of_the_year")]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

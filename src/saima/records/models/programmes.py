"""Programmes: the tree that tasks hang on, such as five missions or thirty actions (S12, S127)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class Programme(models.Model):
    """A programme or one of its lines; ``parent`` None is a programme of its own.

    A line may still be without a name (``open_name``): the speech names four of eight programmes.
    """

    plan = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="lines")
    position = models.PositiveIntegerField(default=0)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    open_name = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_programme_of_a_code"),
            models.CheckConstraint(condition=~Q(zh=""), name="programme_has_a_name"),
        ]
        indexes = [models.Index(fields=["plan", "parent", "position"], name="lines_in_order")]

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """The name in a language; the Chinese one where there is no other."""
        return self.en if self.en and not language.startswith("zh") else self.zh

"""Posts that people hold in units; their history is kept, because leadership changes (S22)."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.user import Person


class Role(models.TextChoices):
    """What a post is for; ``actions.permissions`` says what each role may do."""

    OFFICE = "office", _("assessment office")
    REPORTER = "reporter", _("reporter")
    APPROVER = "approver", _("approver of the unit")
    CHECKER = "checker", _("checker of the source department")
    LEADER = "leader", _("leader")
    AUDITOR = "auditor", _("auditor")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")
    SECURITY_ADMINISTRATOR = "security_administrator", _("security administrator")


SEPARATED = frozenset({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})
"""The three administrators 三员: each alone, and away from scores (domain 5.1, C8)."""

SCORING = frozenset({Role.OFFICE, Role.REPORTER, Role.APPROVER, Role.CHECKER})
"""Roles that touch scores."""


def exclude_one_another(one: Role, other: Role) -> bool:
    """Whether nobody may hold both roles at a time."""
    apart = one in SEPARATED or other in SEPARATED
    return apart and one is not other and {one, other} <= SEPARATED | SCORING


def excluded_by(role: Role, held: Iterable[Role]) -> Role | None:
    """The first of the roles held that excludes ``role``, or None."""
    return next((other for other in held if exclude_one_another(role, other)), None)


class Post(models.Model):
    """A person's post in a unit from ``starts`` to ``ends``, both days included.

    ``unit`` is a unit code of the plan; empty where the post is in no assessed unit. Triggers
    refuse to delete a post, to change more than its end, and roles that exclude one another.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.CharField(_("unit"), max_length=64, blank=True)
    role = models.CharField(_("role"), max_length=32, choices=Role.choices)
    title = models.CharField(_("title of the post"), max_length=64, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="post_ends_later"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_is_known"),
        ]
        indexes = [
            models.Index(fields=["person", "starts"], name="posts_of_a_person"),
            models.Index(fields=["unit", "role"], name="posts_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit}"

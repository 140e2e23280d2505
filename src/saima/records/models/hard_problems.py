"""Hard problems 难题: one closed loop for every kind, from raised to closed (S42, S59, S109)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.records.models.append_only import AppendOnly
from saima.records.models.evidence import StoredFile
from saima.records.models.tasks import Task
from saima.records.models.user import Person


class HardProblemState(models.TextChoices):
    """How far a hard problem has come; ``actions.hard_problem_steps`` says what leads where."""

    RAISED = "raised", _("raised")
    ACCEPTED = "accepted", pgettext_lazy("hard problem", "accepted")
    ASSIGNED = "assigned", _("assigned")
    PLANNED = "planned", _("being handled")
    HANDLED = "handled", _("to be verified")
    CLOSED = "closed", _("closed")
    DECLINED = "declined", _("not accepted")


OPEN_PROBLEM = (
    HardProblemState.RAISED,
    HardProblemState.ACCEPTED,
    HardProblemState.ASSIGNED,
    HardProblemState.PLANNED,
    HardProblemState.HANDLED,
)
"""States in which something is still to be done."""


class HardProblem(models.Model):
    """A problem of an organisation, a project or a place; never of a citizen.

    ``kind`` is a code of the plan's kinds, ``unit`` raised it, ``handler`` solves it (empty until
    it is assigned). ``organisation`` names a firm or body, empty where there is none. ``quantity``
    is how many cases a row of a guarded kind stands for. ``level`` says who has it on the table:
    0 the unit itself, then each level that it rose to. ``due`` is the day by which it is to be
    closed, ``rises_on`` the day on which it goes one level up unless it is closed by then,
    ``step_due`` the day by which the next step is to be taken; of a closed one the day on which
    somebody looks whether it came back.
    """

    plan = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, related_name="hard_problems"
    )
    indicator = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=64)
    handler = models.CharField(max_length=64, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=8, choices=HardProblemState.choices, default=HardProblemState.RAISED
    )
    level = models.PositiveIntegerField(default=0)
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    due = models.DateField()
    rises_on = models.DateField(null=True)
    step_due = models.DateField(null=True)
    planned = models.CharField(max_length=2000, blank=True)
    result = models.CharField(max_length=2000, blank=True)
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reopened = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("hard problem")
        verbose_name_plural = _("hard problems")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_hard_problem_of_a_number"),
            models.CheckConstraint(
                condition=~Q(state=HardProblemState.CLOSED)
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(result="")),
                name="closed_problem_has_a_result",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="problem_counts"),
        ]
        indexes = [
            models.Index(fields=["plan", "state", "due"], name="problems_by_state"),
            models.Index(fields=["plan", "kind", "state", "due"], name="problems_of_a_kind"),
            models.Index(fields=["plan", "handler", "state", "due"], name="problems_of_a_handler"),
            models.Index(fields=["plan", "unit", "state", "due"], name="problems_of_a_unit"),
            models.Index(fields=["plan", "level", "state"], name="problems_of_a_level"),
            models.Index(fields=["plan", "rises_on"], name="problems_to_rise"),
            models.Index(fields=["plan", "closed_on"], name="problems_closed"),
            # Holds all that a burn-down adds up, because looking up 50,000 rows takes four times as
            # long as reading the index.
            models.Index(
                fields=["plan", "kind", "state", "raised_on", "closed_on", "handler", "quantity"],
                name="problems_counted",
            ),
            models.Index(fields=["plan", "state", "step_due"], name="problems_by_step"),
            models.Index(fields=["plan", "raised_on"], name="problems_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class HardProblemStep(AppendOnly):
    """One step of a hard problem: what was done, and the state and level that it led to."""

    problem = models.ForeignKey(HardProblem, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=HardProblemState.choices)
    level = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=2000, blank=True)
    data: Any = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a hard problem")
        verbose_name_plural = _("steps of a hard problem")

    def __str__(self) -> str:
        return f"{self.problem_id} {self.act}"


class HardProblemFile(AppendOnly):
    """A file attached to a hard problem."""

    problem = models.ForeignKey(HardProblem, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a hard problem")
        verbose_name_plural = _("files of hard problems")

    def __str__(self) -> str:
        return self.name

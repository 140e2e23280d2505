"""Supervision 督办: a sheet with number and limit, until it is written off (domain 1.5, S35)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.append_only import AppendOnly
from saima.records.models.evidence import StoredFile
from saima.records.models.register import IssuedDocument
from saima.records.models.user import Person


class SupervisionSource(models.TextChoices):
    """What a sheet comes from; ``about`` says which one."""

    NODE = "node", _("late node")
    LIGHT = "light", _("red light")
    MEETING = "meeting", _("meeting decision")
    INSTRUCTION = "instruction", _("leader's instruction")
    HARD_PROBLEM = "hard_problem", _("hard problem")
    DECISION = "decision", _("decision of a superior")
    OTHER = "other", _("other source")


class SupervisionState(models.TextChoices):
    """How far a sheet has come; ``actions.supervision_steps`` says what leads where."""

    PROPOSED = "proposed", _("proposed")
    ISSUED = "issued", _("issued")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ANSWERED = "answered", _("answered")
    WRITTEN_OFF = "written_off", _("written off")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_SHEET = (
    SupervisionState.ISSUED,
    SupervisionState.ACKNOWLEDGED,
    SupervisionState.ANSWERED,
)
"""States of a sheet that was issued and is not over."""


class Colour(models.TextChoices):
    """How urgent a sheet has become 三色督查单."""

    BLUE = "blue", _("blue: reminder")
    ORANGE = "orange", _("orange: warning")
    RED = "red", _("red: last call")


class Supervision(models.Model):
    """A supervision sheet; its number comes with its issue, ``limit`` is in working days.

    ``cause`` names what it comes from, and the database refuses a second open sheet for the same
    cause. ``origin`` is the source as the sheet prints it, ``received_on`` the day on which the
    matter came in. ``level`` is how far it rose: 0 the unit, then the levels of the plan.
    ``asked_until`` is the later day that the unit asks for, while nobody has decided about it.
    """

    plan = models.CharField(max_length=64)
    organ = models.CharField(max_length=32, blank=True)
    year = models.PositiveIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=12, choices=SupervisionSource.choices)
    about = models.CharField(max_length=128, blank=True)
    cause = models.CharField(max_length=160)
    origin = models.CharField(max_length=200, blank=True)
    received_on = models.DateField(null=True)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    requirement = models.CharField(max_length=2000, blank=True)
    unit = models.CharField(max_length=64)
    co_units: Any = models.JSONField(default=list, blank=True)
    urgency = models.CharField(max_length=16)
    limit = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=SupervisionState.choices, default=SupervisionState.PROPOSED
    )
    colour = models.CharField(max_length=6, choices=Colour.choices, default=Colour.BLUE)
    level = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    issued_on = models.DateField(null=True)
    due = models.DateField(null=True)
    first_due = models.DateField(null=True)
    asked_until = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    feedback = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("supervision sheet")
        verbose_name_plural = _("supervision sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "cause"],
                condition=~Q(state__in=[SupervisionState.WRITTEN_OFF, SupervisionState.WITHDRAWN]),
                name="one_open_sheet_for_a_cause",
            ),
            models.UniqueConstraint(
                fields=["organ", "year", "number"],
                condition=Q(number__isnull=False),
                name="a_sheet_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SupervisionState.PROPOSED, SupervisionState.WITHDRAWN])
                | Q(number__isnull=False, due__isnull=False, issued_on__isnull=False),
                name="issued_sheet_has_number_and_day",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "state", "due"], name="sheets_by_state"),
            models.Index(fields=["plan", "unit", "state"], name="sheets_of_a_unit"),
            models.Index(fields=["plan", "about"], name="sheets_about_something"),
            models.Index(fields=["plan", "state", "colour", "level"], name="sheets_by_colour"),
            models.Index(fields=["state", "due"], name="sheets_to_rise"),
        ]

    def __str__(self) -> str:
        return self.numbered or self.title

    @property
    def numbered(self) -> str:
        """The number as it is printed, 督办〔2021〕1号; empty before it is issued."""
        return "" if self.number is None else f"{self.organ}〔{self.year}〕{self.number}号"


class SupervisionStep(AppendOnly):
    """One step of a sheet; ``by`` is None where the daily run took it.

    ``once`` is a key such as ``orange`` that the database lets stand once for a sheet, so that a
    run that is broken off and repeated escalates nothing twice; empty for what may happen again.
    """

    sheet = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=SupervisionState.choices)
    colour = models.CharField(max_length=6, choices=Colour.choices)
    level = models.PositiveIntegerField(default=0)
    once = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=4000, blank=True)
    data: Any = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a supervision sheet")
        verbose_name_plural = _("steps of a supervision sheet")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "once"], condition=~Q(once=""), name="a_sheet_rises_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.act}"


class SupervisionFile(AppendOnly):
    """A file that proves an answer."""

    sheet = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("file of a supervision sheet")
        verbose_name_plural = _("files of supervision sheets")

    def __str__(self) -> str:
        return self.name


class SuperiorDecision(models.Model):
    """A decision of a superior that is carried out here (S153): from where, received when.

    It is split into supervision sheets (``about`` names it), which give its progress; ``result``
    is written when all of them are over. Triggers refuse to delete one.
    """

    plan = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    issuer = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    received_on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    result = models.CharField(max_length=1000, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("decision of a superior")
        verbose_name_plural = _("decisions of a superior")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_decision_of_a_number"),
            models.CheckConstraint(condition=~Q(document=""), name="decision_has_a_document"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(result=""), name="ended_decision_says_how"
            ),
        ]
        indexes = [models.Index(fields=["plan", "received_on"], name="decisions_by_day")]

    def __str__(self) -> str:
        return f"{self.document} {self.title}"


class Instruction(AppendOnly):
    """A leader's instruction 批示 on something; it becomes a supervised item at once (S41).

    ``about`` names what it is on, such as ``task:12``, ``node:7``, ``hard_problem:3``,
    ``indicator:investment`` or ``unit:330483100``.
    """

    plan = models.CharField(max_length=64)
    about = models.CharField(max_length=128)
    unit = models.CharField(max_length=64)
    text = models.CharField(max_length=1000)
    sheet = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="instructions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        indexes = [models.Index(fields=["plan", "about"], name="instructions_about")]

    def __str__(self) -> str:
        return f"{self.about} {self.at}"

"""Tasks and their nodes: what makes a target happen, by whom and until when (S27, S39, S60)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.records.models.append_only import AppendOnly
from saima.records.models.evidence import StoredFile
from saima.records.models.programmes import Programme
from saima.records.models.user import Person


class TaskOrigin(models.TextChoices):
    """Whether the task was given from above or chosen by the unit itself (S114)."""

    SET = "set", _("set item")
    OWN = "own", _("own item")


class TaskState(models.TextChoices):
    """How far a task has come; ``actions.task_steps`` says what leads where."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("handed in for approval")
    RUNNING = "running", _("running")
    ADJUSTING = "adjusting", _("adjustment asked for")
    CANCELLING = "cancelling", _("cancellation asked for")
    COMPLETING = "completing", _("completion reported")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")


OPEN_TASK = (
    TaskState.RUNNING,
    TaskState.ADJUSTING,
    TaskState.CANCELLING,
    TaskState.COMPLETING,
)
"""States of a task that was approved and is not over."""


class Task(models.Model):
    """A piece of work led by ``unit``; co-units have declared shares, the lead has the rest.

    ``leader`` and ``owner`` are posts (responsible leader, responsible person's post), not persons'
    assessments. ``contest`` is a node of the plan's tree, ``programme`` a line of the programmes.
    ``asked`` holds what an adjustment or cancellation asks for while it waits: the reason, and what
    becomes another (``actions.asked_changes``). ``first_due`` never changes. Triggers refuse to
    delete a task.
    """

    plan = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    contest = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=64)
    leader = models.CharField(max_length=64, blank=True)
    owner = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=3, choices=TaskOrigin.choices, default=TaskOrigin.SET)
    starts = models.DateField()
    due = models.DateField()
    first_due = models.DateField()
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.DRAFT)
    asked: Any = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    result = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="one_task_of_a_code"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="task_ends_later"),
            models.CheckConstraint(
                condition=~Q(state__in=[TaskState.COMPLETED, TaskState.CANCELLED])
                | (Q(ended_on__isnull=False) & ~Q(result="")),
                name="ended_task_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "state", "due"], name="tasks_by_state"),
            models.Index(fields=["plan", "unit", "state"], name="tasks_of_a_unit"),
            models.Index(fields=["plan", "contest"], name="tasks_of_a_contest"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CoUnit(models.Model):
    """A unit that helps with a task; ``share`` in percent of it (0: without a declared share)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="co_units")
    unit = models.CharField(max_length=64)
    share = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        verbose_name = _("co-unit")
        verbose_name_plural = _("co-units")
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="a_co_unit_helps_once"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100), name="share_is_a_percentage"
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="tasks_of_a_co_unit")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit}"


class TaskIndicator(models.Model):
    """An indicator of the plan that a task serves."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("indicator of a task")
        verbose_name_plural = _("indicators of a task")
        constraints = [
            models.UniqueConstraint(fields=["task", "indicator"], name="a_task_serves_it_once"),
        ]
        indexes = [models.Index(fields=["indicator"], name="tasks_of_an_indicator")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.indicator}"


class TagKind(models.TextChoices):
    """What a tag of a task names (S57, S101, S152)."""

    CHAIN = "chain", _("industrial chain")
    CLUSTER = "cluster", _("industrial cluster")
    STRATEGY = "strategy", _("strategy")


class TaskTag(models.Model):
    """A chain, cluster or strategy that a task belongs to."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="tags")
    kind = models.CharField(max_length=8, choices=TagKind.choices)
    tag = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("tag of a task")
        verbose_name_plural = _("tags of a task")
        constraints = [
            models.UniqueConstraint(fields=["task", "kind", "tag"], name="a_tag_stands_once"),
        ]
        indexes = [models.Index(fields=["kind", "tag"], name="tasks_of_a_tag")]

    def __str__(self) -> str:
        return self.tag


class NodeState(models.TextChoices):
    """How far a node has come."""

    OPEN = "open", pgettext_lazy("node", "open")
    REPORTED = "reported", pgettext_lazy("node", "reported")
    ACCEPTED = "accepted", pgettext_lazy("node", "accepted")


class TaskNode(models.Model):
    """A step of a task with its planned day; ``weight`` is its part of the task's progress.

    ``checker`` is the unit that accepts it, empty for the office; ``done_on`` the day on which it
    was done as reported, ``reported_at`` the moment of the newest report, by whose day a node is
    late (``queries.node_days``), ``first_due`` the day that was planned at first and never changes.
    Nodes are never deleted; ``dropped`` ones were taken out by an approved adjustment.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="nodes")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    starts = models.DateField(null=True)
    due = models.DateField()
    first_due = models.DateField()
    checker = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=NodeState.choices, default=NodeState.OPEN)
    done_on = models.DateField(null=True)
    result = models.CharField(max_length=1000, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    dropped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="one_node_of_a_number"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="node_weighs_something"),
            models.CheckConstraint(
                condition=Q(state=NodeState.OPEN)
                | (Q(done_on__isnull=False, reported_by__isnull=False) & ~Q(result="")),
                name="reported_node_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state=NodeState.ACCEPTED)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="node_was_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due"], name="nodes_by_day"),
            models.Index(fields=["checker", "state"], name="nodes_to_accept"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.number}"


class NodeEvidence(AppendOnly):
    """A file that proves a node."""

    node = models.ForeignKey(TaskNode, on_delete=models.PROTECT, related_name="evidence_files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("evidence of a node")
        verbose_name_plural = _("evidence of nodes")

    def __str__(self) -> str:
        return self.name


class TaskStep(AppendOnly):
    """One step of a task or of its ``node``: what was done, and the state that it led to."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    node = models.ForeignKey(TaskNode, on_delete=models.PROTECT, null=True, related_name="steps")
    act = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    text = models.CharField(max_length=1000, blank=True)
    data: Any = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a task")
        verbose_name_plural = _("steps of a task")

    def __str__(self) -> str:
        return f"{self.task_id} {self.act}"

"""Task forces 专班: members by unit and post, the tasks they drive, their meetings (S25)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saima.records.models.tasks import Task
from saima.records.models.user import Person


class TaskForce(models.Model):
    """A task force of a chapter; ``leader`` is the post that heads it, ``target`` its aim."""

    plan = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    chapter = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=64)
    leader = models.CharField(max_length=64)
    target = models.CharField(max_length=1000, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    tasks = models.ManyToManyField(Task, related_name="task_forces")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("task force")
        verbose_name_plural = _("task forces")
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="one_task_force_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="task_force_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ForceMember(models.Model):
    """A unit's post in a task force, with dates."""

    force = models.ForeignKey(TaskForce, on_delete=models.PROTECT, related_name="members")
    unit = models.CharField(max_length=64)
    post = models.CharField(max_length=64)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        verbose_name = _("member of a task force")
        verbose_name_plural = _("members of a task force")

    def __str__(self) -> str:
        return f"{self.force_id} {self.unit} {self.post}"


class ForceMeeting(models.Model):
    """A meeting of a task force and what it decided."""

    force = models.ForeignKey(TaskForce, on_delete=models.PROTECT, related_name="meetings")
    date = models.DateField()
    title = models.CharField(max_length=200)
    decided = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("meeting of a task force")
        verbose_name_plural = _("meetings of task forces")
        indexes = [models.Index(fields=["force", "date"], name="meetings_of_a_force")]

    def __str__(self) -> str:
        return f"{self.force_id} {self.date}"

"""Task forces with how many members and tasks they have."""

from django.db.models import Count, Max, Q, QuerySet

from saima.records.models import TaskForce


def task_forces(plan: str) -> QuerySet[TaskForce]:
    """The task forces of a plan with ``member_count``, ``task_count`` and ``last_met``.

    Those that go on come first.
    """
    rows = TaskForce.objects.filter(plan=plan).annotate(
        member_count=Count("members", filter=Q(members__ends=None), distinct=True),
        task_count=Count("tasks", distinct=True),
        last_met=Max("meetings__date"),
    )
    return rows.order_by("ends", "name")

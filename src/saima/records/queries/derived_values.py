"""Derived values: the entry that counts now, and the objects of a page by their names."""

from collections.abc import Collection

from saima.plan.derivation import Objects
from saima.records.models import Entry, HardProblem, IssuedDocument, Task, TaskNode


def newest_entry(
    plan: str, units: Collection[str], indicator: str, periods: Collection[str]
) -> int | None:
    """The entry that counts of the latest of these periods, if it was derived; one query."""
    rows = Entry.objects.filter(
        plan=plan,
        unit__in=units,
        indicator=indicator,
        period__in=periods,
        replaced_by__isnull=True,
        derived__isnull=False,
    )
    found: int | None = rows.order_by("-period").values_list("pk", flat=True).first()
    return found


def names_of(objects: Objects, keys: Collection[int]) -> dict[int, tuple[str, str, int]]:
    """Name, unit and the id of the page of each object; one query."""
    if objects is Objects.TASKS:
        rows = Task.objects.filter(pk__in=keys)
        return {one.pk: (str(one), one.unit, one.pk) for one in rows}
    if objects is Objects.NODES:
        nodes = TaskNode.objects.filter(pk__in=keys).select_related("task")
        return {
            one.pk: (f"{one.task.code}-{one.number} {one.title}", one.task.unit, one.task_id)
            for one in nodes
        }
    if objects is Objects.DOCUMENTS:
        documents = IssuedDocument.objects.filter(pk__in=keys)
        return {one.pk: (f"{one.numbered} {one.title}", "", one.pk) for one in documents}
    found = HardProblem.objects.filter(pk__in=keys)
    return {one.pk: (str(one), one.handler or one.unit, one.pk) for one in found}

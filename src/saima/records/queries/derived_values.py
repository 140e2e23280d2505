"""Derived values: the entry that counts now, and the objects of a page by their names."""

from collections.abc import Collection
from dataclasses import dataclass

from saima.plan.derivation import CountedFor, Derivation, Objects
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


@dataclass(frozen=True)
class Named:
    """An object by its name; ``units`` may open it, the first is the one that it counts for.

    ``page`` is the id that its page is found by.
    """

    name: str
    units: tuple[str, ...]
    page: int


def names_of(derived: Derivation, keys: Collection[int]) -> dict[int, Named]:
    """The objects of a query by their ids; one query."""
    if derived.objects is Objects.TASKS:
        rows = Task.objects.filter(pk__in=keys)
        return {one.pk: Named(str(one), (one.unit,), one.pk) for one in rows}
    if derived.objects is Objects.NODES:
        nodes = TaskNode.objects.filter(pk__in=keys).select_related("task")
        return {
            one.pk: Named(
                f"{one.task.code}-{one.number} {one.title}", (one.task.unit,), one.task_id
            )
            for one in nodes
        }
    if derived.objects is Objects.DOCUMENTS:
        documents = IssuedDocument.objects.filter(pk__in=keys)
        return {one.pk: Named(f"{one.numbered} {one.title}", ("",), one.pk) for one in documents}
    found = HardProblem.objects.filter(pk__in=keys)
    return {one.pk: Named(str(one), units_of(derived, one), one.pk) for one in found}


def units_of(derived: Derivation, problem: HardProblem) -> tuple[str, ...]:
    """The unit that a hard problem counts for, then the other one of raiser and handler."""
    handler = problem.handler or problem.unit
    both = (handler, problem.unit)
    return both[::-1] if derived.counted_for is CountedFor.RAISER else both

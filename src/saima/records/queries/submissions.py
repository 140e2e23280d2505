"""What was handed in: the newest version of each value, and what changed between two."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from saima.engine.plausible import Reading
from saima.records.models import DueValue, Person, Submission

COMPARED = (
    "value",
    "numerator",
    "denominator",
    "field",
    "not_applicable",
    "unchanged",
    "sentence",
    "source",
)


@dataclass(frozen=True)
class Change:
    """A field of a submission that differs between two versions."""

    name: str
    before: object
    after: object


def reading_of(submission: Submission) -> Reading:
    """The numbers of a submission."""
    return Reading(submission.value, submission.numerator, submission.denominator, submission.field)


def newest(dues: Collection[int] | QuerySet[DueValue]) -> dict[int, Submission]:
    """The newest version of each due value that has any, by due value; with who reported it.

    Two queries; give a query set rather than its keys where there are thousands.
    """
    found = newest_versions(dues)
    people = Person.objects.in_bulk({row.by_id for row in found.values()})
    for row in found.values():
        row.by = people[row.by_id]
    return found


def newest_versions(dues: Collection[int] | QuerySet[DueValue]) -> dict[int, Submission]:
    """The same without who reported it; one query."""
    wanted: Any = dues.order_by().values("pk") if isinstance(dues, QuerySet) else list(dues)
    last = (
        Submission.objects.filter(due_value__in=wanted)
        .values("due_value")
        .annotate(last=Max("id"))
        .values("last")
    )
    return {row.due_value_id: row for row in Submission.objects.filter(pk__in=last)}


def newest_of(due: DueValue) -> Submission | None:
    """The newest version of one due value, or None."""
    return newest([due.pk]).get(due.pk)


def versions(due: DueValue) -> list[Submission]:
    """All versions of a due value, oldest first, with who reported them."""
    rows = Submission.objects.filter(due_value=due).select_related("by")
    return list(rows.order_by("version"))


def changes(before: Submission, after: Submission) -> tuple[Change, ...]:
    """What differs between two versions of one value, in the order of the form."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in COMPARED)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)

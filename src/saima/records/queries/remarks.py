"""What was said about a value, who may be asked about it, and the files that prove it."""

from datetime import date

from django.db.models import Q

from saima.records.models import Comment, Draft, DueValue, Evidence, Person, Role
from saima.records.queries.posts import on_day


def comments(due: DueValue) -> list[Comment]:
    """The remarks on a value, oldest first, with their people."""
    rows = Comment.objects.filter(due_value=due).select_related("by")
    return list(rows.prefetch_related("mentions").order_by("id"))


def askable(due: DueValue, day: date) -> list[Person]:
    """People who may see the value because of a post: its units' and the office's, by name."""
    units = [unit for unit in (due.unit, due.reporter, due.checker) if unit]
    posts = on_day(day).filter(Q(unit__in=units) | Q(role=Role.OFFICE)).select_related("person")
    return sorted({post.person for post in posts}, key=lambda person: person.username)


def files(due: DueValue) -> list[Evidence]:
    """The files of a value, oldest first."""
    rows = Evidence.objects.filter(due_value=due).select_related("stored", "by")
    return list(rows.order_by("id"))


def files_nearby(due: DueValue) -> list[Evidence]:
    """Files of the same reporter and round that do not prove this value yet, newest first."""
    own = Evidence.objects.filter(due_value=due).values("stored")
    rows = Evidence.objects.filter(
        due_value__round=due.round_id, due_value__reporter=due.reporter
    ).exclude(stored__in=own)
    found: dict[int, Evidence] = {}
    for one in rows.order_by("-id")[:200]:
        found.setdefault(one.stored_id, one)
    return list(found.values())


def draft_of(person: Person, due: DueValue) -> Draft | None:
    """What a person has typed for a value, or None."""
    return Draft.objects.filter(person=person, due_value=due).first()

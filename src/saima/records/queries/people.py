"""People with the posts they hold."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from saima.records.models import Person, Post
from saima.records.queries.posts import on_day


@dataclass(frozen=True)
class Holder:
    """A person with the posts of one day."""

    person: Person
    posts: tuple[Post, ...]


def holders_on(day: date, words: str = "", role: str = "", unit: str = "") -> list[Holder]:
    """People whose names hold ``words``, with a post of ``role`` and ``unit`` where asked.

    Two queries; those who may not sign in come last.
    """
    people = Person.objects.order_by("-is_active", "username")
    if words:
        people = people.filter(Q(username__icontains=words) | Q(name__icontains=words))
    held: dict[int, list[Post]] = {}
    for post in on_day(day).order_by("starts", "id"):
        held.setdefault(post.person_id, []).append(post)
    return [
        Holder(person, tuple(held.get(person.pk, ())))
        for person in people
        if fits(held.get(person.pk, []), role, unit)
    ]


def fits(posts: list[Post], role: str, unit: str) -> bool:
    """Whether one of the posts is what was asked for."""
    if not role and not unit:
        return True
    return any(role in ("", post.role) and unit in ("", post.unit) for post in posts)

"""Who holds which post on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from saima.records.models import Person, Post, Role
from saima.records.models.posts import excluded_by


def on_day(day: date) -> QuerySet[Post]:
    """The posts that are held on ``day`` by people who may sign in."""
    held = Post.objects.filter(starts__lte=day, person__is_active=True)
    return held.filter(Q(ends__isnull=True) | Q(ends__gte=day))


def held_by(person: Person, day: date) -> frozenset[tuple[Role, str]]:
    """The roles of a person on ``day``, each with the unit of its post."""
    rows = on_day(day).filter(person=person).values_list("role", "unit")
    return frozenset((Role(role), unit) for role, unit in rows)


def holders(unit: str, role: Role, day: date) -> list[Person]:
    """The people who hold a role in a unit on ``day``, by user name."""
    posts = on_day(day).filter(unit=unit, role=role).select_related("person")
    return sorted({post.person for post in posts}, key=lambda person: person.username)


def history(person: Person) -> QuerySet[Post]:
    """All posts that a person ever held, the newest first."""
    return Post.objects.filter(person=person).order_by("-starts", "-id")


def clashes(day: date) -> list[tuple[Person, tuple[Role, ...]]]:
    """People whose posts of ``day`` exclude one another; the database refuses such posts."""
    held: dict[Person, set[Role]] = {}
    for post in on_day(day).select_related("person"):
        held.setdefault(post.person, set()).add(Role(post.role))
    return [
        (person, tuple(sorted(roles)))
        for person, roles in held.items()
        if any(excluded_by(role, roles - {role}) for role in roles)
    ]

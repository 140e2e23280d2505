"""The people whom the demo offers to be."""

from dataclasses import dataclass

from saima.plan.units import Unit
from saima.records.models import Person, Role
from saima.records.models.posts import Post
from saima.records.queries.plans import latest_version, plan_of


@dataclass(frozen=True)
class DemoPerson:
    """A person with the role and the unit to choose by."""

    person: Person
    role: str
    unit: Unit | None


MOST = 3
"""People of one role that are offered; the others would only make the list long."""


def demo_people() -> list[DemoPerson]:
    """The first who hold a post, by role; one line for each post."""
    version = latest_version()
    units = plan_of(version).unit_by_code if version else {}
    order = {role: place for place, role in enumerate(Role)}
    posts = sorted(
        Post.objects.filter(person__is_active=True).select_related("person"),
        key=lambda post: (order[Role(post.role)], post.pk),
    )
    shown = [post for role in Role for post in [one for one in posts if one.role == role][:MOST]]
    return [
        DemoPerson(post.person, str(Role(post.role).label), units.get(post.unit)) for post in shown
    ]

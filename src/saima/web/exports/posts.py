"""All posts as a file that can be filled in and given back."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saima.actions.post_rows import COLUMNS
from saima.documents import figures
from saima.documents.tables import Column, Table
from saima.plan.plan import Plan
from saima.records.models import Post, Role
from saima.web.readings.posts import words

WIDTHS = {"username": 18, "name": 14, "unit": 26, "role": 22, "title": 18}


def posts_export(posts: Sequence[Post], plan: Plan | None, language: str) -> Table:
    """One post a row, in the columns that are read back."""
    fictitious = plan is not None and plan.fictitious
    return Table(
        name=_("Posts"),
        title=_("Posts"),
        lines=(_("Demo data (fictitious)"),) if fictitious else (),
        columns=tuple(
            Column(column.title.text(language), None, WIDTHS.get(column.key, 12))
            for column in COLUMNS
        ),
        rows=tuple(
            (
                post.person.username,
                post.person.name,
                unit,
                str(Role(post.role).label),
                post.title,
                figures.day(post.starts),
                "" if post.ends is None else figures.day(post.ends),
            )
            for post, unit in zip(posts, unit_names(posts, plan, language), strict=True)
        ),
    )


def unit_names(posts: Sequence[Post], plan: Plan | None, language: str) -> list[str]:
    """The name of each post's unit; its code where the name would not be read back as it."""
    known = words(plan).units
    names = {} if plan is None else {unit.code: unit.name(language) for unit in plan.units}
    return [
        name
        if known.get((name := names.get(post.unit, post.unit)).casefold()) == post.unit
        else post.unit
        for post in posts
    ]

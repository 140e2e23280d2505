"""Words of units and roles in both languages, and all posts as a table has them."""

from django.utils.translation import override

from saima.actions.imported import by_word
from saima.actions.post_rows import Words
from saima.plan.plan import Plan
from saima.records.models import Post, Role

LANGUAGES = ("zh-hans", "en")


def words(plan: Plan | None) -> Words:
    """What may stand for units and roles in a table, whatever language it was made in."""
    units = () if plan is None else plan.units
    return Words(
        by_word((unit.code, unit.zh, unit.en) for unit in units),
        by_word((role.value, role_in("zh-hans", role), role_in("en", role)) for role in Role),
    )


def role_in(language: str, role: Role) -> str:
    """A role's name in a language."""
    with override(language):
        return str(role.label)


def all_posts() -> list[Post]:
    """Every post that anybody ever held, by person and first day."""
    rows = Post.objects.select_related("person")
    return list(rows.order_by("person__username", "starts", "id"))

"""Links of battle maps in templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saima.actions.permissions import Right
from saima.web.links import link
from saima.web.readings.battle_map import map_of_task, map_of_unit, read_map_choice
from saima.web.readings.battle_map_rows import small_map
from saima.web.templatetags.saima import language

register = template.Library()


@register.simple_tag
def task_link(task: int, title: str) -> SafeString:
    """A task's title as the way to its page; the title alone where there is no such page."""
    address = link("task", task)
    return (
        format_html('<a href="{}">{}</a>', address, title) if address else format_html("{}", title)
    )


@register.inclusion_tag("saima/maps/small.html", takes_context=True)
def task_map(context: Mapping[str, Any], task: int) -> dict[str, object]:
    """A task's bar and nodes for its own page; for a page that a ``Desk`` renders; two queries."""
    choice = read_map_choice(context["by"], context["plan"], {})
    return {"small_map": small_map(map_of_task(choice, task), language())}


@register.inclusion_tag("saima/maps/small.html", takes_context=True)
def unit_map(context: Mapping[str, Any], unit: str) -> dict[str, object]:
    """The first tasks of a unit for its own page, and the way to all of them.

    Empty for somebody who may see no tasks, so that a page for everybody can hold it.
    """
    by = context["by"]
    if not by.standing.may_somewhere(Right.TASK_READ):
        return {"small_map": ""}
    choice = map_of_unit(read_map_choice(by, context["plan"], {}), unit)
    return {"small_map": small_map(choice, language()), "more": link("battle_map", unit=unit)}

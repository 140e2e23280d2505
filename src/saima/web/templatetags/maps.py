"""Links of battle maps in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saima.web.links import link

register = template.Library()


@register.simple_tag
def task_link(task: int, title: str) -> SafeString:
    """A task's title as the way to its page; the title alone where there is no such page."""
    address = link("task", task)
    return (
        format_html('<a href="{}">{}</a>', address, title) if address else format_html("{}", title)
    )

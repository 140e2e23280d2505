"""What a value is to be proved with, in templates."""

from django import template
from django.utils.translation import get_language

from saima.records.models import DueValue
from saima.web.place import Place
from saima.web.wording import evidence

register = template.Library()


@register.simple_tag
def evidence_asked(place: Place | None, due: DueValue) -> str:
    """What was asked when the month was opened, in the reader's language."""
    plan = None if place is None else place.plan
    return evidence.evidence_asked(plan, due, get_language() or "zh-hans")

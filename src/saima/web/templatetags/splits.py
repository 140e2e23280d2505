"""Splits of targets in templates: states as shape and word, exact figures, heads of months."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saima.documents import figures
from saima.plan.label import Label
from saima.web.wording import splits

register = template.Library()


@register.inclusion_tag("saima/parts/step.html")
def split_state(state: str) -> dict[str, object]:
    """How far a split has come."""
    return {"step": splits.STATES[state]}


@register.inclusion_tag("saima/parts/step.html")
def split_fit(state: str) -> dict[str, object]:
    """How the units' targets stand to the whole."""
    return {"step": splits.FITS[state]}


@register.filter
def method_word(method: str) -> str:
    """A method by its code."""
    return str(splits.METHODS.get(method, method))


@register.filter
def label_text(label: Label) -> str:
    """A label in the reader's language."""
    return label.text(get_language() or "zh-hans")


@register.filter
def decimal(value: Decimal | None, decimals: int) -> str:
    """An exact number with the indicator's decimals, or with more where it has more."""
    if value is None:
        return figures.NOTHING
    exponent = value.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return figures.number(value, max(decimals, own))


@register.filter
def difference(value: Decimal | None, decimals: int) -> str:
    """A difference with its sign."""
    return figures.signed(value, decimals)


@register.filter
def more_percent(value: Decimal | None) -> str:
    """What a level asks for on top, in percent with its sign."""
    return figures.signed_percent(value)


@register.filter
def share_percent(value: Decimal | None) -> str:
    """A share in percent."""
    return figures.percent(value)


@register.filter
def month_head(month: int) -> str:
    """A month to whose end a target counts."""
    return _("month %(month)d") % {"month": month}


@register.filter
def month_list(months: Sequence[int]) -> str:
    """Months that differ; all of them in one word."""
    if len(months) == 12:
        return _("all months")
    return _(", ").join(str(month) for month in months) or figures.NOTHING


@register.filter
def get_count(counts: Mapping[str, int], code: str) -> int:
    """How many are in a state."""
    return counts.get(code, 0)

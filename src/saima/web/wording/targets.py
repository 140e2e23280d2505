"""Targets in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saima.plan.targets import Comparison, Modality, Target

MODALITIES: dict[Modality, str | Promise] = {
    Modality.MUST: pgettext_lazy("commitment", "must"),
    Modality.COMMIT: pgettext_lazy("commitment", "plain"),
    Modality.STRIVE: pgettext_lazy("commitment", "strive"),
    Modality.STRETCH: pgettext_lazy("commitment", "stretch"),
}
COMPARISONS: dict[Comparison, str | Promise] = {
    Comparison.AT_LEAST: _("at least"),
    Comparison.MORE_THAN: _("more than"),
    Comparison.AT_MOST: _("at most"),
    Comparison.LESS_THAN: _("less than"),
    Comparison.RANK_WITHIN: _("within the first"),
    Comparison.WITHIN: _("within"),
}


def modality_word(target: Target | None) -> str | Promise:
    """How firmly a target is promised; empty without a target."""
    return MODALITIES[target.modality] if target else ""


def comparison_word(target: Target | None) -> str | Promise:
    """When a value meets the target; empty without a target."""
    return COMPARISONS[target.compare] if target else ""

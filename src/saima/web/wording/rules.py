"""The rule of an indicator in words, with its numbers."""

import re
from dataclasses import dataclass
from math import isinf

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from saima.documents import figures
from saima.plan.plan import Plan
from saima.plan.tree import Collect, Direction, Frequency, Indicator, Policy
from saima.web.wording.derivations import derivation_words
from saima.web.wording.formula import NAMES, in_words
from saima.web.wording.targets import comparison_word, modality_word

COLLECTS: dict[Collect, str | Promise] = {
    Collect.FLOW: gettext_lazy("months add up"),
    Collect.CUMULATIVE: gettext_lazy("reported from January to date"),
    Collect.LEVEL: gettext_lazy("the latest value counts"),
    Collect.AVERAGE: gettext_lazy("mean of the months"),
    Collect.RATIO: gettext_lazy("quotient of two sums"),
    Collect.RANK: gettext_lazy("a rank given from outside"),
}
FREQUENCIES: dict[Frequency, str | Promise] = {
    Frequency.MONTH: gettext_lazy("every month"),
    Frequency.QUARTER: gettext_lazy("every quarter"),
    Frequency.HALF: gettext_lazy("every half-year"),
    Frequency.YEAR: gettext_lazy("once a year"),
}
DIRECTIONS: dict[Direction, str | Promise] = {
    Direction.HIGHER: gettext_lazy("higher is better"),
    Direction.LOWER: gettext_lazy("lower is better"),
    Direction.RANGE: gettext_lazy("inside the range is best"),
}
MISSING: dict[Policy, str | Promise] = {
    Policy.PROBLEM: gettext_lazy("no total and no rank until it is reported"),
    Policy.ZERO: gettext_lazy("no points"),
    Policy.FULL: gettext_lazy("full points"),
    Policy.GROUP_MEAN: gettext_lazy("the mean of the group"),
    Policy.REWEIGHT: gettext_lazy("left out; the others weigh more"),
}


@dataclass(frozen=True)
class RuleLine:
    """A term and what it says."""

    term: str
    words: str


def rule_lines(plan: Plan, indicator: Indicator, language: str) -> list[RuleLine]:
    """Everything a reader may ask about how the indicator is scored; empty terms are left out."""
    found = [
        RuleLine(_("Target"), target_words(plan, indicator, language)),
        RuleLine(_("Method"), method_words(indicator, language)),
        RuleLine(_("Formula"), in_words(indicator.scoring.formula(indicator.direction.value))),
        RuleLine(_("Numbers"), parameter_words(indicator)),
        RuleLine(_("Counted as"), counted_words(plan, indicator, language)),
        RuleLine(_("Full points"), weight_words(plan, indicator, language)),
        RuleLine(_("Over the months"), months_words(indicator)),
        RuleLine(_("When not reported"), str(MISSING[plan.missing_policy(indicator)])),
        RuleLine(_("Source"), indicator.source.text(language) if indicator.source else ""),
        RuleLine(_("Evidence"), indicator.evidence.text(language) if indicator.evidence else ""),
        RuleLine(_("Reported by"), reporter_words(plan, indicator, language)),
        RuleLine(_("Owner"), owner_words(plan, indicator, language)),
        RuleLine(
            _("Superior's item"), indicator.superior.text(language) if indicator.superior else ""
        ),
        RuleLine(_("Note"), indicator.note.text(language) if indicator.note else ""),
        RuleLine(_("Clause"), indicator.clause or ""),
    ]
    return [line for line in found if line.words]


def counted_words(plan: Plan, indicator: Indicator, language: str) -> str:
    """How a derived indicator is counted from the records; empty for every other one."""
    return derivation_words(plan, indicator.derived, language) if indicator.derived else ""


def target_words(plan: Plan, indicator: Indicator, language: str) -> str:
    """The target with its firmness and direction."""
    target = indicator.target
    if target is None:
        return ""
    measure = indicator.measure.text(language)
    if target.relative_to:
        aim = plan.indicator_by_code[target.relative_to].label.text(language)
    elif target.value is None:
        ends = (target.low, target.high)
        aim = " – ".join(figures.number(end, indicator.decimals) for end in ends)
    else:
        aim = figures.number(target.value, indicator.decimals)
    firmness, compare = str(modality_word(target)), str(comparison_word(target))
    words = _("%(firmness)s: %(compare)s %(aim)s %(measure)s") % {
        "firmness": firmness,
        "compare": compare,
        "aim": aim,
        "measure": measure,
    }
    if target.deadline:
        words += _(", by %(day)s") % {"day": figures.day_in_sentence(target.deadline, language)}
    return words


def method_words(indicator: Indicator, language: str) -> str:
    """The method's name and sentence."""
    method = indicator.scoring
    words = {"method": method.title.text(language), "words": method.words.text(language)}
    return _("%(method)s: %(words)s") % words


def parameter_words(indicator: Indicator) -> str:
    """The numbers of the method that its formula uses; open bounds are not said."""
    method = indicator.scoring
    used = set(re.findall(r"[a-z_]+", method.formula(indicator.direction.value)))
    found = []
    for name in type(method).model_fields:
        value = getattr(method, name)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if name in used and number and not isinf(value):
            found.append(f"{NAMES.get(name, name)} {value:g}")
    return _("; ").join(found)


def weight_words(plan: Plan, indicator: Indicator, language: str) -> str:
    """Full points by group."""
    if not isinstance(indicator.weight, dict):
        return f"{indicator.weight:g}"
    return _("; ").join(
        f"{plan.group_by_code[group].label.text(language)} {weight:g}"
        for group, weight in indicator.weight.items()
    )


def months_words(indicator: Indicator) -> str:
    """How often it is reported, how months combine, which way is better."""
    return _("%(frequency)s; %(collect)s; %(direction)s") % {
        "frequency": FREQUENCIES[indicator.frequency],
        "collect": COLLECTS[indicator.collect],
        "direction": DIRECTIONS[indicator.direction],
    }


def reporter_words(plan: Plan, indicator: Indicator, language: str) -> str:
    """Who reports."""
    if indicator.derived is not None:
        return pgettext("who reports", "nobody; it is counted from the records")
    if indicator.reporter == "self":
        return pgettext("who reports", "each unit itself")
    unit = plan.unit_by_code.get(indicator.reporter)
    return unit.name(language) if unit else indicator.reporter


def owner_words(plan: Plan, indicator: Indicator, language: str) -> str:
    """The units that answer for the whole body's value; the lead is starred."""
    return _("; ").join(
        f"{plan.unit_by_code[each.unit].name(language)}{'*' if each.lead else ''} {each.weight:g}"
        for each in sorted(indicator.held_by, key=lambda each: not each.lead)
    )

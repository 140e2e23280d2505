"""Figures, states and small drawings in templates; available in every template."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django import template
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saima.actions.boards import Part, Trigger
from saima.actions.rows import ScoreRow
from saima.documents import figures
from saima.plan.label import Label
from saima.plan.periods import Period
from saima.plan.plan import Plan
from saima.plan.rules import Consequence, Effect, Ties
from saima.plan.targets import Target
from saima.plan.tree import Indicator
from saima.plan.units import Unit
from saima.web.charts.program import program_name
from saima.web.charts.sparkline import sparkline as draw_sparkline
from saima.web.place import Place
from saima.web.readings.lights import OFF
from saima.web.wording import consequences, notes, parts, rules, states, targets
from saima.web.wording import formula as formulas
from saima.web.wording.reported import FIELDS

register = template.Library()
Number = float | int | None


class Unranked(Protocol):
    """A line that may have a reason instead of a rank."""

    reason: str | None
    reason_indicator: str | None


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


@register.filter
def number(value: Number, decimals: int = 2) -> str:
    """A number with a fixed count of decimals."""
    return figures.number(value, decimals)


@register.filter
def signed(value: Number, decimals: int = 2) -> str:
    """A difference with its sign."""
    return figures.signed(value, decimals)


@register.filter
def percent(value: Number, decimals: int = 1) -> str:
    """A share in percent, without the sign."""
    return figures.percent(value, decimals)


@register.filter
def signed_percent(value: Number, decimals: int = 1) -> str:
    """A difference of shares in percentage points."""
    return figures.signed_percent(value, decimals)


@register.filter
def place_of(value: Number) -> str:
    """A rank."""
    return figures.rank(value)


@register.filter
def moved(value: Number) -> str:
    """Places gained or lost."""
    return figures.movement(value)


@register.filter
def name(value: Period) -> str:
    """A period in a sentence."""
    return figures.period_name(value, language())


@register.filter
def short(value: Period) -> str:
    """A period inside its year."""
    return figures.period_short(value, language())


@register.filter
def to_date(value: Period) -> str:
    """The months from January to the end of a period."""
    return figures.to_date_name(value, language())


@register.filter
def minute(value: datetime) -> str:
    """A moment."""
    return figures.minute(value)


@register.filter
def text(value: Label | Unit | str | None) -> str:
    """A label or a unit in the reader's language; empty where there is none."""
    if isinstance(value, Unit):
        return value.name(language())
    return value.text(language()) if isinstance(value, Label) else ""


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """A value of a mapping, or None."""
    return mapping.get(key)


@register.filter
def note(value: str | None) -> str:
    """Why a score is what it is, in words."""
    return notes.note_sentence(value)


@register.simple_tag
def unranked(place: Place, row: Unranked) -> str:
    """Why a unit has no rank."""
    return notes.unranked(place, row.reason, row.reason_indicator)


@register.filter
def modality(value: Target | None) -> str:
    """How firmly a target is promised."""
    return str(targets.modality_word(value))


@register.filter
def comparison(value: Target | None) -> str:
    """When a value meets its target."""
    return str(targets.comparison_word(value))


@register.filter
def exact(value: Number) -> str:
    """A number with as many decimals as it needs."""
    return figures.NOTHING if value is None else formulas.exact(value)


@register.filter
def weight_range(ends: tuple[float, float] | None) -> str:
    """One weight, or the smallest and the largest."""
    if ends is None:
        return figures.NOTHING
    texts = list(dict.fromkeys(figures.number(end, 1).removesuffix(".0") for end in ends))
    return "–".join(texts)


@register.filter
def listed(values: Sequence[str]) -> str:
    """Names one after the other."""
    return _(", ").join(values)


@register.filter
def card_of(fired: Trigger, rule: Consequence) -> str:
    """The word on the card of a fired rule; its first measure where it has no card."""
    return consequences.card_or_measure(fired.card, rule)


@register.filter
def method_words(value: Indicator) -> str:
    """The method's name and sentence."""
    return rules.method_words(value, language())


@register.filter
def card(value: str | None) -> str:
    """The word on a card."""
    return str(states.card_word(value))


@register.inclusion_tag("saima/parts/state.html")
def light(score: ScoreRow | None) -> dict[str, object]:
    """The state of a score as shape and word; nothing where the indicator has no light."""
    return {"state": states.state_of(score)}


@register.inclusion_tag("saima/parts/state.html")
def state(code: str | None) -> dict[str, object]:
    """A state by its code."""
    return {"state": None if code == OFF else states.state(code)}


@register.inclusion_tag("saima/parts/states.html")
def state_counts(counts: dict[str, int]) -> dict[str, object]:
    """How many of each state, as shapes with numbers."""
    return {"counts": [(state, counts.get(state.code, 0)) for state in states.STATES]}


@register.inclusion_tag("saima/parts/bar.html")
def bar(share: Number, mark: Number = None) -> dict[str, object]:
    """A bar of ``share`` (1 = full) with a tick at ``mark``."""
    return {
        "share": None if share is None else round(min(max(share, 0), 1) * 100, 2),
        "mark": None if mark is None else round(min(max(mark, 0), 1) * 100, 2),
    }


@register.simple_tag
def sparkline(series: Sequence[float | None]) -> SafeString:
    """A small line of a share over the months."""
    return draw_sparkline(series)


@register.simple_tag
def divided(value: Number, by: Number) -> float:
    """A share; 0 where it means nothing."""
    return value / by if value is not None and by else 0.0


@register.filter
def formula(value: str) -> str:
    """A formula in words."""
    return formulas.in_words(value)


@register.filter
def unit_name(code: str, place: Place) -> str:
    """A unit's name by its code."""
    return place.unit(code)


@register.simple_tag
def label_of(place: Place, code: str) -> str:
    """The name of a node or indicator by its code."""
    return place.label(code)


@register.simple_tag
def part_name(place: Place, part: Part) -> str:
    """The name of a part of an explanation."""
    return parts.part_name(place, part)


@register.simple_tag
def ranks_that_count(fired: Trigger) -> str:
    """The run of places that fired a rule."""
    return parts.run_words(fired, language())


@register.filter
def combine_word(value: str) -> str:
    """A way of combining in words."""
    return parts.combine_word(value)


@register.filter
def effect_word(value: Effect) -> str:
    """What an adjustment does."""
    return str(parts.EFFECTS[value])


@register.filter
def ties_word(value: Ties) -> str:
    """How ties are ranked."""
    return str(parts.TIES[value])


@register.filter
def consequence_words(value: Consequence) -> str:
    """A consequence rule as a sentence."""
    return consequences.sentence(value)


@register.simple_tag
def target_words(plan: Plan, indicator: Indicator) -> str:
    """A target with its firmness."""
    return rules.target_words(plan, indicator, language())


@register.simple_tag
def weight_words(plan: Plan, indicator: Indicator) -> str:
    """Full points by group."""
    return rules.weight_words(plan, indicator, language())


@register.filter
def field_word(name: str) -> str:
    """A number of a submission in words."""
    return str(FIELDS.get(name, name))


@register.simple_tag
def chart_program() -> str:
    """The address of the chart program."""
    return reverse("chart_program", args=[program_name()])


@register.filter
def as_data(spec: dict[str, object], key: str) -> SafeString:
    """A chart's specification as data that no browser runs."""
    return json_script(spec, f"spec-{key}")

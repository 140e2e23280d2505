"""Consequences, awards and what stands against a unit, in templates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from saima.actions.against import Against, Stands
from saima.actions.superior import Bound
from saima.documents import figures
from saima.plan.label import Label
from saima.records.models import ConsequenceStep
from saima.web.place import Place
from saima.web.readings.consequences import Proof
from saima.web.templatetags.saima import language
from saima.web.wording import standing
from saima.web.wording.audit import action_word
from saima.web.wording.states import card_word

register = template.Library()


@register.filter
def period_text(value: str) -> str:
    """A period by its text."""
    return standing.period_words(value, language())


@register.inclusion_tag("saima/parts/state.html")
def consequence_state(code: str) -> dict[str, object]:
    """How far a consequence has come."""
    return {"state": standing.CONSEQUENCES[code]}


@register.inclusion_tag("saima/parts/state.html")
def tolerance_state(code: str) -> dict[str, object]:
    """How far an application has come."""
    return {"state": standing.TOLERANCES[code]}


@register.inclusion_tag("saima/parts/state.html")
def proposal_state(code: str) -> dict[str, object]:
    """How far a proposal has come."""
    return {"state": standing.PROPOSALS[code]}


@register.inclusion_tag("saima/parts/state.html")
def award_state(code: str) -> dict[str, object]:
    """How far an award has come."""
    return {"state": standing.AWARDS[code]}


@register.inclusion_tag("saima/standing/card.html")
def card_shown(code: str) -> dict[str, object]:
    """A card as colour, shape and word; a dash without one."""
    return {"code": code, "shape": standing.CARD_SHAPES.get(code, ""), "word": card_word(code)}


@register.filter
def plain(value: Decimal | None) -> str:
    """Points without the zeros that the database keeps."""
    return figures.NOTHING if value is None else f"{value.normalize():f}"


@register.filter
def against_word(value: Against) -> str:
    """What stands against a unit."""
    return str(standing.AGAINST[value])


@register.filter
def until(value: Stands) -> str:
    """How long something stands."""
    return standing.until_words(value, language())


@register.filter
def obstacles(codes: Sequence[str]) -> str:
    """What bars from an award."""
    return standing.obstacle_words(codes)


@register.filter
def because(why: Mapping[str, object]) -> str:
    """What has changed in the boards."""
    return standing.because_words(why, language())


@register.simple_tag
def part_word(measure: str, part: str) -> str:
    """A measure with its part."""
    return standing.part_word(measure, part)


@register.filter
def run(proof: Sequence[Proof]) -> str:
    """The places of a run in one line."""
    return standing.run_words([(one.period, one.rank, one.field) for one in proof], language())


@register.simple_tag
def place_label(place: Place | None, code: str) -> str:
    """The name of an indicator; its code without a plan."""
    return code if place is None else place.label(code)


@register.filter
def text_or(value: Label | str) -> str:
    """A label in the reader's language; a code as it is."""
    return value.text(language()) if isinstance(value, Label) else value


@register.simple_tag
def step_word(step: ConsequenceStep) -> str:
    """What somebody did with a consequence, with the measure it was."""
    word = action_word(f"consequence.{step.act}")
    if "measure" in step.data:
        measure = standing.part_word(str(step.data["measure"]), str(step.data.get("part", "")))
        return _("%(step)s (%(measure)s)") % {"step": word, "measure": measure}
    return word


@register.inclusion_tag("saima/parts/state.html")
def binding_state(value: Bound) -> dict[str, object]:
    """Whether exactly one unit leads an item of the superior."""
    return {"state": standing.BINDINGS[value]}

"""The moment, the progress and the provisional values of a page; available in every template."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from saima.actions.rows import ScoreRow
from saima.documents import figures
from saima.plan.tree import Indicator
from saima.records.queries.provisional import Provisional
from saima.web.place import Place
from saima.web.readings.board import Board
from saima.web.readings.progress import Progress
from saima.web.templatetags.saima import language
from saima.web.wording import columns
from saima.web.wording.progress import progress_sentences
from saima.web.wording.reported import reading_words

register = template.Library()


@register.simple_tag
def rank_title(place: Place) -> str:
    """What a place in the ranking is called in this period."""
    return columns.rank_title(place)


@register.simple_tag
def provisional_rank(board: Board, unit: str) -> str:
    """A unit's place with provisional values, with its mark."""
    return marked(figures.rank(board.provisional_rank(unit)))


@register.simple_tag
def provisional_total(board: Board, unit: str, decimals: int) -> str:
    """A unit's total with provisional values, with its mark."""
    return marked(figures.number(board.provisional_total(unit), decimals))


@register.simple_tag
def provisional_value(
    beside: Mapping[str, Provisional], score: ScoreRow, indicator: Indicator
) -> str:
    """A value that was handed in and not accepted, with its mark and how far it has come."""
    found = beside.get(score.observed_unit or score.unit)
    if found is None:
        return ""
    words = _("not applicable") if found.not_applicable else reading_words(indicator, found.reading)
    return f"{marked(words)} {found.state.label}"


def marked(words: str) -> str:
    """Words with the shape of what is provisional."""
    return f"◇ {words}"


@register.simple_tag
def progress_line(value: Progress) -> str:
    """Why a period is no verdict yet, and what that means for its figures."""
    return progress_sentences(value, language())


@register.simple_tag(takes_context=True)
def here(context: template.Context, name: str, *args: object, **query: object) -> str:
    """The address of another page in the period and as of the moment of this one."""
    place: Place = context["place"]
    return place.address(name, *args, **query)

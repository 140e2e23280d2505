"""The heads of sortable tables."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saima.plan.periods import Period, PeriodKind
from saima.plan.tree import Node
from saima.web.place import Place
from saima.web.readings.headings import Heading, Order


def previous_title(period: Period) -> str:
    """What the rank of the period before is called."""
    return {
        PeriodKind.MONTH: _("Last month"),
        PeriodKind.QUARTER: _("Last quarter"),
        PeriodKind.HALF: _("Last half-year"),
        PeriodKind.YEAR: _("Last year"),
    }[period.kind]


def rank_title(place: Place) -> str:
    """What a place in the ranking is called; of a period in progress it is no rank yet."""
    if place.progress is not None:
        return _("Provisional order")
    return pgettext("place in a ranking", "Rank")


def board_headings(chapters: Sequence[Node], place: Place, order: Order) -> list[Heading]:
    """The columns of the board; the unit's name stands after the first one.

    An order that is provisional is not compared with the period before.
    """
    parts = [
        Heading(chapter.code, chapter.label.text(place.language), order=order)
        for chapter in chapters
    ]
    before = [
        Heading("previous", previous_title(place.period), order=order, descending_first=False),
        Heading("movement", _("Movement"), order=order),
    ]
    whole = place.progress is None
    return [
        Heading("rank", rank_title(place), order=order, descending_first=False),
        *parts,
        Heading("bonus", _("Bonus"), order=order),
        Heading("deduction", _("Deduction"), order=order),
        Heading("total", _("Total"), order=order),
        Heading("gap", _("To the next above"), order=order, descending_first=False),
        *(before if whole else ()),
    ]

"""The heads of sortable tables."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saima.plan.periods import Period, PeriodKind
from saima.plan.tree import Node
from saima.web.readings.headings import Heading, Order


def previous_title(period: Period) -> str:
    """What the rank of the period before is called."""
    return {
        PeriodKind.MONTH: _("Last month"),
        PeriodKind.QUARTER: _("Last quarter"),
        PeriodKind.HALF: _("Last half-year"),
        PeriodKind.YEAR: _("Last year"),
    }[period.kind]


def board_headings(
    chapters: Sequence[Node], period: Period, order: Order, language: str
) -> list[Heading]:
    """The columns of the board; the unit's name stands after the first one."""
    parts = [
        Heading(chapter.code, chapter.label.text(language), order=order) for chapter in chapters
    ]
    return [
        Heading(
            "rank", pgettext("place in a ranking", "Rank"), order=order, descending_first=False
        ),
        *parts,
        Heading("bonus", _("Bonus"), order=order),
        Heading("deduction", _("Deduction"), order=order),
        Heading("total", _("Total"), order=order),
        Heading("gap", _("To the next above"), order=order, descending_first=False),
        Heading("previous", previous_title(period), order=order, descending_first=False),
        Heading("movement", _("Movement"), order=order),
    ]

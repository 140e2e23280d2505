"""The monthly show as a table, in the columns of the circular (domain 7)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Cell, Column, Table
from saima.web.exports.files import lines
from saima.web.place import Place
from saima.web.readings.show import ShowLine
from saima.web.wording.states import state_of
from saima.web.wording.targets import modality_word


def show_export(place: Place, rows: Sequence[ShowLine]) -> Table:
    """Exactly the lines of the page."""
    return Table(
        name=str(place.month),
        title=_("Monthly show %(period)s") % {"period": place.month},
        lines=lines(place, _("The whole city")),
        columns=show_columns(place),
        rows=tuple(export_row(row, place.language) for row in rows),
    )


def show_columns(place: Place) -> tuple[Column, ...]:
    """The columns of the circular."""
    cumulative = _("%(months)s cumulative") % {
        "months": figures.to_date_name(place.month, place.language)
    }
    return (
        Column(_("No."), 0, 5),
        Column(_("Contest"), None, 16),
        Column(_("Indicator"), None, 32),
        Column(_("Measure"), None, 8),
        Column(_("Year's target"), 2),
        Column(_("Commitment"), None, 8),
        Column(cumulative, 2, 12),
        Column(_("Completion %"), 1),
        Column(_("Planned %"), 1),
        Column(_("Gap (pp)"), 1),
        Column(_("Growth %"), 1),
        Column(_("Rank outside"), None, 8),
        Column(_("Rank before"), None, 8),
        Column(_("Movement"), None, 8),
        Column(_("Owner"), None, 20),
        Column(_("Light"), None, 10),
    )


def export_row(row: ShowLine, language: str) -> tuple[Cell, ...]:
    """One line; rates and progress in percent."""
    score, indicator = row.score, row.indicator
    state = state_of(score)
    return (
        row.number,
        row.contest,
        indicator.label.text(language),
        indicator.measure.text(language),
        score.annual_target,
        str(modality_word(indicator.target)),
        score.value,
        hundred(score.done),
        hundred(score.planned),
        hundred(row.gap),
        score.growth,
        figures.place(row.place, row.field) if row.place is not None else "",
        figures.rank(row.previous) if row.previous is not None else "",
        figures.movement(row.movement),
        _(", ").join(row.owners),
        f"{state.shape} {state.word}" if state else "",
    )


def hundred(share: float | None) -> float | None:
    """A share in percent, as a number for a cell."""
    return None if share is None else float(figures.hundredfold(share))

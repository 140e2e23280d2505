"""The list of hard problems as a file: exactly what was searched."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saima.documents import figures
from saima.documents.tables import Column, Table
from saima.web.readings.hard_problems import ProblemLine
from saima.web.wording.hard_problem_states import STATES


def problems_export(lines: Iterable[ProblemLine], plan: str) -> Table:
    """One problem a row, in the order of the list."""
    return Table(
        name=_("Hard problems"),
        title=_("Hard problems"),
        lines=(plan,),
        columns=(
            Column(_("No."), 0, 8),
            Column(pgettext("hard problems", "Title"), None, 40),
            Column(_("Kind"), None, 18),
            Column(_("Organisation"), None, 24),
            Column(_("Quantity"), 0, 8),
            Column(_("Raised by"), None, 20),
            Column(_("Handled by"), None, 20),
            Column(_("State"), None, 12),
            Column(_("Level"), None, 14),
            Column(_("Raised on"), None, 12),
            Column(_("Due"), None, 12),
            Column(_("Closed on"), None, 12),
            Column(_("Came back"), 0, 8),
            Column(_("Result"), None, 60),
        ),
        rows=tuple(export_row(line) for line in lines),
    )


def export_row(line: ProblemLine) -> tuple[str | int | None, ...]:
    """One problem."""
    row = line.row
    return (
        row.number,
        row.title,
        line.kind,
        row.organisation,
        row.quantity,
        line.unit,
        line.handler,
        str(STATES[row.state].word),
        line.level,
        figures.day(row.raised_on),
        figures.day(row.due),
        figures.day(row.closed_on) if row.closed_on else "",
        row.reopened,
        row.result,
    )

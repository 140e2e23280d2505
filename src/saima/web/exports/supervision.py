"""The register of supervision sheets as offices keep it (domain 1.5)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saima.documents import figures
from saima.documents.tables import Cell, Column, Table
from saima.plan.plan import Plan
from saima.records.models import Supervision, SupervisionSource, SupervisionState
from saima.web.readings.supervision import unit_name
from saima.web.wording.supervision import STATES, colour_word


def register_export(rows: Sequence[Supervision], plan: Plan, language: str) -> Table:
    """编号, 内容, 来源, 收文时间, 承办, 协办, 办复要求, and how far each sheet is."""
    columns = (
        Column(_("Number"), None, 20),
        Column(_("Content"), None, 40),
        Column(pgettext("supervision", "Source"), None, 24),
        Column(_("Received on"), None, 12),
        Column(_("Unit in charge"), None, 20),
        Column(_("Co-units"), None, 24),
        Column(_("Requirement for the answer"), None, 40),
        Column(_("Issued on"), None, 12),
        Column(_("Due"), None, 12),
        Column(_("Colour"), None, 8),
        Column(_("State"), None, 12),
        Column(_("Feedback"), None, 40),
        Column(_("Written off on"), None, 12),
    )
    return Table(
        name=_("Supervision"),
        title=_("Register of supervision"),
        lines=(_("Demo data (fictitious)"),) if plan.fictitious else (),
        columns=columns,
        rows=tuple(register_row(row, plan, language) for row in rows),
    )


def register_row(row: Supervision, plan: Plan, language: str) -> tuple[Cell, ...]:
    """One sheet."""

    def day(value: object) -> str:
        return figures.day(value) if value else ""  # type: ignore[arg-type]

    helpers = _(", ").join(unit_name(plan, one, language) for one in row.co_units)
    ended = row.ended_on if row.state == SupervisionState.WRITTEN_OFF else None
    return (
        row.numbered,
        "\n".join(filter(None, (row.title, row.text))),
        row.origin or str(SupervisionSource(row.source).label),
        day(row.received_on),
        unit_name(plan, row.unit, language),
        helpers,
        row.requirement,
        day(row.issued_on),
        day(row.due),
        colour_word(row.colour),
        str(STATES[row.state].word),
        row.feedback,
        day(ended),
    )

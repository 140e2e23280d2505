"""The heat table as a table of points."""

from django.utils.translation import gettext as _

from saima.documents.tables import Column, Table
from saima.web.exports.board import group_name
from saima.web.exports.files import lines
from saima.web.place import Place
from saima.web.readings.heat import Heat
from saima.web.wording.columns import rank_title


def heat_export(place: Place, group: str, node: str | None, heat: Heat) -> Table:
    """Points of each unit in each contest, or in each indicator of the contest ``node``."""
    points = place.plan.decimals.total
    subject = group_name(place, group)
    if node:
        subject = f"{subject} · {place.label(node)}"
    return Table(
        name=str(place.period),
        title=_("Heat table %(period)s") % {"period": place.period},
        lines=lines(place, subject),
        columns=(
            Column(rank_title(place), 0, 6),
            Column(_("Unit"), None, 24),
            *(Column(each.label.text(place.language), points, 16) for each in heat.columns),
        ),
        rows=tuple((row.rank, row.name, *(cell.points for cell in row.cells)) for row in heat.rows),
    )

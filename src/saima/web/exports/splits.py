"""The grid of a split as a file: units down, months to date across, sums below."""

from django.utils.translation import gettext as _

from saima.actions.split_frames import Frame
from saima.actions.split_tables import COLUMNS, WEIGHT
from saima.actions.splits import grid_of, sum_of
from saima.documents.tables import Cell, Column, Table
from saima.records.models import TargetSplit


def split_export(frame: Frame, split: TargetSplit, language: str) -> Table:
    """One unit a row, in the columns that are read back; the sum stands below."""
    grid = grid_of(frame, split)
    name = frame.indicator.label.text(language)
    measure = frame.indicator.measure.text(language)
    months = [float(sum(column)) for column in zip(*grid.months.values(), strict=True)]
    totals: tuple[Cell, ...] = (_("Sum"), None, float(sum_of(split)), *months)
    return Table(
        name=_("Split"),
        title=_("Split of %(indicator)s, version %(version)s")
        % {"indicator": name, "version": split.version},
        lines=(
            _("City's target %(whole)s %(measure)s; months to date")
            % {"whole": frame.whole, "measure": measure},
            *((_("Demo data (fictitious)"),) if frame.plan.fictitious else ()),
        ),
        columns=tuple(
            Column(
                column.title.text(language),
                None if place == 0 else 2 if column.key == WEIGHT else frame.decimals,
                26 if place == 0 else 11,
            )
            for place, column in enumerate(COLUMNS)
        ),
        rows=tuple(
            (
                unit.name(language),
                float(grid.weights[unit.code]) if unit.code in grid.weights else None,
                float(grid.years[unit.code]),
                *(float(month) for month in grid.months[unit.code]),
            )
            for unit in frame.units
            if unit.code in grid.years
        ),
        totals=totals,
    )

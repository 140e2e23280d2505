"""The units of the plan as a file, in the columns of ``units.csv``."""

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Column, Table
from saima.plan.plan import Plan


def units_export(plan: Plan) -> Table:
    """One unit a row."""
    return Table(
        name=_("Units"),
        title=_("Units %(plan)s v%(version)s") % {"plan": plan.code, "version": plan.version},
        lines=(_("Demo data (fictitious)"),) if plan.fictitious else (),
        columns=(
            Column("code", None, 16),
            Column("zh", None, 24),
            Column("en", None, 32),
            Column("group", None, 14),
            Column("kind", None, 14),
            Column("parent", None, 14),
            Column("valid_from", None, 12),
            Column("valid_to", None, 12),
            Column("merged_into", None, 14),
        ),
        rows=tuple(
            (
                unit.code,
                unit.zh,
                unit.en,
                unit.group or "",
                unit.kind.value,
                unit.parent or "",
                "" if unit.valid_from is None else figures.day(unit.valid_from),
                "" if unit.valid_to is None else figures.day(unit.valid_to),
                unit.merged_into or "",
            )
            for unit in plan.units
        ),
    )

"""The matrix of tasks and units as a table."""

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.tables import Column, Table
from saima.web.readings.battle_map import MapChoice
from saima.web.readings.task_matrix import TaskMatrix
from saima.web.wording.battle_map import HELPS, LEAD


def matrix_table(choice: MapChoice, matrix: TaskMatrix, language: str) -> Table:
    """All tasks that are chosen, a column a unit, and how many each leads and helps with below."""
    sums = [
        f"{LEAD}{led} {HELPS}{helped}"
        for led, helped in zip(matrix.led, matrix.helped, strict=True)
    ]
    lines = [f"{choice.plan.label.text(language)} · {figures.day(choice.today)} · {signs()}"]
    if choice.plan.fictitious:
        lines.append(_("Demo data (fictitious)"))
    return Table(
        name=_("Tasks and units"),
        title=_("Tasks and units"),
        lines=tuple(lines),
        columns=(
            Column(_("No."), 0, 5),
            Column(_("Task"), None, 34),
            Column(_("Light"), None, 10),
            Column(_("Due"), None, 11),
            *(Column(name, None, 7) for name in matrix.names),
            Column(_("Units"), 0, 6),
        ),
        rows=tuple(
            (
                number,
                row.task.title,
                f"{row.light.shape} {row.light.word}",
                figures.day(row.task.due),
                *map(str, row.parts),
                row.units,
            )
            for number, row in enumerate(matrix.rows, start=1)
        ),
        totals=(None, _("Leads, helps with"), "", "", *sums, None),
    )


def signs() -> str:
    """What the signs mean."""
    return _("%(lead)s leads, %(helps)s helps, with its declared share") % {
        "lead": LEAD,
        "helps": HELPS,
    }

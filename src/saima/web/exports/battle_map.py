"""The battle map as a workbook with a column a week, and the same table as CSV."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from saima.documents import figures
from saima.documents.battle_map import Bar, Week, battle_map_workbook
from saima.documents.tables import Column, Table
from saima.records.queries.battle_map import MapTask
from saima.web.charts.gantt import Scale
from saima.web.readings.battle_map import BattleMap, weeks_of
from saima.web.readings.battle_map_rows import MapLine, legend, map_sheet
from saima.web.wording.battle_map import GROUPINGS, LATE_MARKS, MARKS, mark_of


def map_table(found: BattleMap, lines: Sequence[MapLine], language: str) -> Table:
    """Exactly the rows and the order of the map."""
    sheet = map_sheet(found, language, len(lines))
    return Table(
        name=sheet.title,
        title=sheet.title,
        lines=(sheet.under, legend()),
        columns=(
            Column(_("No."), 0, 5),
            Column(_("Task"), None, 34),
            Column(_("Code"), None, 9),
            Column(str(GROUPINGS[found.choice.grouping]), None, 16),
            Column(_("Lead unit"), None, 14),
            Column(_("Leader (post)"), None, 14),
            Column(_("Begins"), None, 11),
            Column(_("Due"), None, 11),
            Column(_("Likely done"), None, 11),
            Column(_("Light"), None, 10),
            Column(_("Nodes done"), None, 9),
            Column(_("Next node"), None, 24),
            Column(_("Late or critical"), None, 20),
        ),
        rows=tuple(row_of(line, number) for number, line in enumerate(lines, start=1)),
    )


def row_of(line: MapLine, number: int) -> tuple[str | int, ...]:
    """One task."""
    task = line.task
    finish = task.standing.finish
    coming = "" if line.next is None else f"{line.next.title} {figures.day(line.next.due)}"
    return (
        number,
        task.title,
        task.code,
        line.group,
        line.unit,
        task.leader,
        figures.day(task.starts),
        figures.day(task.due),
        figures.day(finish) if finish is not None and task.open else "",
        f"{line.light.shape} {line.light.word}",
        line.nodes,
        coming,
        _(", ").join(filter(None, (line.late, line.critical))),
    )


def map_workbook(
    found: BattleMap, tasks: Sequence[MapTask], lines: Sequence[MapLine], language: str
) -> bytes:
    """The table with its grid of weeks."""
    table = map_table(found, lines, language)
    return battle_map_workbook(table, week_columns(found), [bar_of(found, task) for task in tasks])


def week_columns(found: BattleMap) -> list[Week]:
    """A column for each week of the map."""
    today, scale = found.choice.today, found.scale
    return [week(first, last, today) for first, last in weeks_of(Scale(scale.first, scale.last, 1))]


def week(first: date, last: date, today: date) -> Week:
    """A week under its first day."""
    return Week(first, last, f"{first.month}-{first.day}", now=first <= today <= last)


def bar_of(found: BattleMap, task: MapTask) -> Bar:
    """What the grid shows of a task."""
    marks = []
    for node in task.nodes:
        code = mark_of(node, found.choice.today)
        marks.append((node.due, MARKS[code].shape, code in LATE_MARKS))
    finish = task.standing.finish if task.open else None
    return Bar(task.starts, task.due, finish, task.standing.light, tuple(marks))

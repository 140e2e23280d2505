"""The battle map for the wall and to take home: pages of A3, SVG, PDF, workbook, CSV."""

from urllib.parse import quote

import vl_convert
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions.audit import exported
from saima.actions.permissions import Right
from saima.records.queries.battle_map import map_tasks
from saima.web.charts.gantt_svg import A3, A3_DENSE, sheets
from saima.web.desk import Desk, at_the_desk
from saima.web.exports.battle_map import map_table, map_workbook
from saima.web.exports.files import FORMS, download
from saima.web.pages.battle_map import chosen
from saima.web.readings.battle_map import BattleMap
from saima.web.readings.battle_map_rows import MOST_DRAWN, drawn_groups, map_sheet, read_lines

MOST_IN_PDF = 500
"""A PDF of so many takes some two seconds; more are printed from the pages of A3."""


@require_safe
@at_the_desk(Right.TASK_READ)
def on_paper(desk: Desk) -> HttpResponse:
    """The map as pages of A3 across, each with its axis, heads of groups and number."""
    pages = drawn(desk)
    return desk.render("battle_map_print", pages=pages)


def drawn(desk: Desk, *, most: int = MOST_DRAWN, long: bool = False) -> list[str]:
    """The pages of what the address chooses; ``long``: one sheet, as high as it needs to be.

    Http404 without any task, and with more than ``most``: a part would pass for the whole.
    """
    choice = chosen(desk)
    found = BattleMap(choice)
    tasks = map_tasks(choice.asked, 0, most + 1)
    if len(tasks) > most:
        raise Http404(_("This is drawn for at most %(most)s tasks: choose fewer.") % {"most": most})
    if not tasks:
        raise Http404(_("There is nothing to draw yet."))
    paper = A3_DENSE if choice.dense else A3
    sheet = map_sheet(found, desk.language, len(tasks))
    groups = drawn_groups(choice, tasks, desk.language)
    chosen_paper = paper.rolled() if long else paper
    return [str(page) for page in sheets(groups, found.scale, chosen_paper, sheet)]


@require_safe
@at_the_desk(Right.TASK_READ)
def drawing(desk: Desk, form: str) -> HttpResponse:
    """The map as one long sheet: SVG, or PDF of the same."""
    if form not in ("svg", "pdf"):
        raise Http404(_("Drawings come as svg or pdf."))
    text = drawn(desk, most=MOST_IN_PDF if form == "pdf" else MOST_DRAWN, long=True)[0]
    body = vl_convert.svg_to_pdf(text) if form == "pdf" else text.encode()
    kind = "application/pdf" if form == "pdf" else "image/svg+xml"
    exported(desk.by, f"battle_map.{form}")
    return HttpResponse(body, content_type=kind, headers=attached(form))


@require_safe
@at_the_desk(Right.TASK_READ)
def table(desk: Desk, form: str) -> HttpResponse:
    """All rows of the map: a workbook with a column a week, or CSV without them."""
    if form not in FORMS:
        raise Http404(_("Tables come as xlsx or csv."))
    choice = chosen(desk)
    found = BattleMap(choice)
    tasks = map_tasks(choice.asked)
    lines = read_lines(choice, tasks, desk.language)
    exported(desk.by, f"battle_map.{form}", rows=len(lines))
    if form == "csv":
        return download(map_table(found, lines, desk.language), form)
    book = map_workbook(found, tasks, lines, desk.language)
    return HttpResponse(book, content_type=FORMS["xlsx"][0], headers=attached(form))


def attached(form: str) -> dict[str, str]:
    """The file's name."""
    name = quote(f"{_('Battle map')}.{form}")
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}

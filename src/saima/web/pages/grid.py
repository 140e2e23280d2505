"""One month, typed like a spreadsheet."""

import json
from functools import partial

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saima.actions import drafts
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.periods import Period
from saima.records.models import Round
from saima.records.queries.plans import latest_version
from saima.records.queries.rounds import open_rounds, rounds
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.handing_in import Sent, checked, handle, posted, typed_in
from saima.web.pages.matrix import table
from saima.web.readings.choice import MONTHS, UNITS
from saima.web.readings.grid import Month, Row, read_month, read_typed_rows
from saima.web.wording.grid import answer_of

MOST_NAMED = 8


@at_the_desk(Right.VALUE_READ)
def report(desk: Desk) -> HttpResponse:
    """Go to the oldest open month, else to the last one."""
    found = open_rounds().first()
    version = latest_version()
    if found is None and version is not None:
        found = rounds(version.code).first()
    if found is None:
        return desk.render("grid_empty")
    return redirect("grid", found.month)


@at_the_desk(Right.VALUE_READ)
def grid(desk: Desk, month: Period) -> HttpResponse:
    """What is due in a month, to be typed; a form that was sent is checked or handed in."""
    opened = known_round(desk, month)
    asked = desk.request.GET.dict()
    typed = typed_in(desk.request.POST) if desk.request.method == "POST" else {}
    if asked.get("view") in (UNITS, MONTHS):
        return table(desk, opened, typed)
    shown = read_month(desk.by, opened, asked, typed)
    if desk.request.method != "POST":
        return page(desk, shown, shown.rows)
    drafted = frozenset(row.key for row in shown.rows if row.cell.draft is not None)
    return handle(desk, Sent(shown.rows, partial(page, desk, shown), drafted=drafted), typed)


@require_POST
@at_the_desk(Right.VALUE_REPORT)
def cells(desk: Desk, month: Period) -> HttpResponse:
    """Keep what is typed in some cells as a draft and say what is found in them."""
    opened = known_round(desk, month)
    try:
        typed = posted(json.loads(desk.request.body))
    except ValueError:
        return JsonResponse({"code": "not_read"}, status=400)
    rows = [row for row in read_typed_rows(desk.by, opened, typed) if row.open]
    try:
        drafts.save_drafts(desk.by, {row.key: typed[row.key] for row in rows})
    except Refused as refusal:
        told = [each.found for each in desk.told(refusal)]
        return JsonResponse({"code": refusal.code, "said": told}, status=409)
    found = checked(desk, rows)
    return JsonResponse(
        {
            "saved": localtime(desk.by.now).strftime("%H:%M"),
            "cells": {row.key: answer_of(row, desk) for row in found},
        }
    )


def known_round(desk: Desk, month: Period) -> Round:
    """The round of a month; Http404 where none was opened."""
    found = None
    if desk.place is not None:
        # Without the plan's text, because the plan is mostly known by its hash already.
        known = rounds(desk.place.version.code).defer("version__content")
        found = known.filter(month=str(month)).first()
    if found is None:
        raise Http404(_("No round was opened for %(month)s.") % {"month": month})
    return found


def page(
    desk: Desk, shown: Month, rows: list[Row], status: int = 200, **context: object
) -> HttpResponse:
    """The list; ``dry`` is what handing in would do."""
    stopped = [row for row in rows if row.changed and row.stopped][:MOST_NAMED]
    return desk.render(
        "grid",
        status,
        choice=shown.choice,
        period=Period.parse(shown.opened.month),
        lines=[(row, answer_of(row, desk)) for row in rows],
        cells_address=reverse("grid_cells", args=[shown.opened.month]),
        editable=any(row.open for row in rows),
        late=desk.by.today > shown.opened.due_on,
        kept=max(filter(None, (row.kept_at for row in rows)), default=None),
        stopped=stopped,
        **context,
    )

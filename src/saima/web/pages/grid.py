"""One month, typed like a spreadsheet."""

import json
from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from saima.actions import drafts, reporting
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.periods import Period
from saima.plan.problems import Problem
from saima.records.models import Round
from saima.records.queries.plans import latest_version
from saima.records.queries.rounds import open_rounds, round_of, rounds
from saima.web.desk import Desk, at_the_desk
from saima.web.readings.grid import Month, Row, given_by, read_month
from saima.web.wording.grid import answer_of, summary

MOST_CELLS = 2000
MOST_NAMED = 8
Typed = dict[int, dict[str, str]]
NAMES = ("value", "numerator", "denominator", "field", "sentence", "version")


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
    opened = known_round(month)
    typed = typed_in(desk.request.POST) if desk.request.method == "POST" else {}
    shown = read_month(desk.by, opened, desk.request.GET.dict(), typed)
    if desk.request.method != "POST":
        return page(desk, shown)
    keep(desk, shown, typed)
    act, _colon, due = desk.request.POST.get("do", "check").partition(":")
    if act in ("unchanged", "not_applicable"):
        return at_once(desk, shown, act, due)
    return hand_in(desk, shown, confirmed=act == "submit")


@require_POST
@at_the_desk(Right.VALUE_REPORT)
def cells(desk: Desk, month: Period) -> HttpResponse:
    """Keep what is typed in some cells as a draft and say what is found in them."""
    opened = known_round(month)
    try:
        typed = posted(json.loads(desk.request.body))
    except ValueError:
        return JsonResponse({"code": "not_read"}, status=400)
    shown = read_month(desk.by, opened, desk.request.GET.dict(), typed, only=True)
    rows = [row for row in shown.rows if row.open]
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


def known_round(month: Period) -> Round:
    """The round of a month; Http404 where none was opened."""
    version = latest_version()
    found = round_of(version.code, str(month)) if version else None
    if found is None:
        raise Http404(_("No round was opened for %(month)s.") % {"month": month})
    return found


def typed_in(form: QueryDict) -> Typed:
    """The texts of a form by due value; its fields are named ``12.value``."""
    found: Typed = {}
    for name, text in form.items():
        key, _point, field = name.partition(".")
        if is_key(key) and field in NAMES:
            found.setdefault(int(key), {})[field] = str(text)
    return found


def posted(content: object) -> Typed:
    """The texts that a script sent. Raises ValueError for anything else, or too much of it."""
    if not isinstance(content, dict) or len(content) > MOST_CELLS:
        raise ValueError
    found: Typed = {}
    for key, texts in content.items():
        if not is_key(key) or not isinstance(texts, dict):
            raise ValueError
        found[int(key)] = {name: str(texts[name]) for name in NAMES if name in texts}
    return found


def is_key(text: str) -> bool:
    """Whether a text may be the id of a due value, and not a number beyond all ids."""
    return text.isascii() and text.isdecimal() and len(text) <= 15


def keep(desk: Desk, shown: Month, typed: Typed) -> None:
    """Keep what was typed, so that nothing is lost whatever happens next."""
    changed = {row.key: typed[row.key] for row in shown.rows if row.changed and row.key in typed}
    if changed:
        drafts.save_drafts(desk.by, changed)


def checked(desk: Desk, rows: list[Row]) -> list[Row]:
    """The rows with what is found in those that have something typed."""
    given, wrong = given_by(row for row in rows if row.changed)
    found = {**reporting.check(desk.by, given), **wrong} if given else wrong
    return with_problems(rows, found)


def with_problems(rows: list[Row], found: Mapping[int, tuple[Problem, ...]]) -> list[Row]:
    """The rows with these problems."""
    return [replace(row, problems=found.get(row.key, ())) for row in rows]


def at_once(desk: Desk, shown: Month, act: str, due: str) -> HttpResponse:
    """One click: nothing changed, or not applicable."""
    row = next((row for row in shown.rows if str(row.key) == due and row.open), None)
    if row is None:
        raise Http404
    try:
        if act == "unchanged":
            reporting.mark_unchanged(desk.by, row.key)
        else:
            reporting.mark_not_applicable(desk.by, row.key, row.texts.get("sentence", ""))
    except Refused as refusal:
        found = {row.key: tuple(refusal.by_value.get(row.key, refusal.problems))}
        return page(desk, replace(shown, rows=with_problems(shown.rows, found)), status=409)
    messages.success(desk.request, _("1 value is handed in."))
    return redirect(desk.request.get_full_path())


def hand_in(desk: Desk, shown: Month, *, confirmed: bool) -> HttpResponse:
    """Check everything that is typed; hand it in, all of it or nothing, once that is confirmed."""
    rows = checked(desk, shown.rows)
    shown = replace(shown, rows=rows)
    changed = [row for row in rows if row.changed]
    if not confirmed or not changed or any(row.stopped for row in changed):
        stopped = [row for row in changed if row.stopped][:MOST_NAMED]
        return page(desk, shown, dry=summary(shown), stopped=stopped)
    given, _wrong = given_by(changed)
    try:
        made = reporting.submit_many(desk.by, given)
    except Refused as refusal:
        shown = replace(shown, rows=with_problems(rows, refusal.by_value))
        return page(desk, shown, status=409, dry=summary(shown), problems=desk.told(refusal))
    count = len(made)
    said = ngettext("%(count)d value is handed in.", "%(count)d values are handed in.", count)
    messages.success(desk.request, said % {"count": count})
    return redirect(desk.request.get_full_path())


def page(desk: Desk, shown: Month, status: int = 200, **context: object) -> HttpResponse:
    """The grid; ``dry`` is what handing in would do."""
    lines = [(row, answer_of(row, desk)) for row in shown.rows]
    query = desk.request.GET.urlencode()
    address = reverse("grid_cells", args=[shown.opened.month])
    return desk.render(
        "grid",
        status,
        month=shown,
        period=Period.parse(shown.opened.month),
        lines=lines,
        cells_address=f"{address}?{query}" if query else address,
        editable=any(row.open for row in shown.rows),
        late=desk.by.today > shown.opened.due_on,
        kept=max(filter(None, (row.kept_at for row in shown.rows)), default=None),
        **context,
    )

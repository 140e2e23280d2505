"""What a form of the grid brings: kept as drafts, checked, handed in; the same in every view."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saima.actions import drafts, reporting
from saima.actions.refusals import Refused
from saima.plan.problems import Problem
from saima.web.desk import Desk
from saima.web.readings.grid import Row, given_by
from saima.web.wording.grid import summary

MOST_CELLS = 5000
Typed = dict[int, dict[str, str]]
NAMES = ("value", "numerator", "denominator", "field", "sentence", "version")
AT_ONCE = ("unchanged", "not_applicable")


class Page(Protocol):
    """Draws a view of the grid again, with what was found in its rows."""

    def __call__(self, rows: list[Row], status: int = 200, **context: object) -> HttpResponse:
        """The page."""


@dataclass(frozen=True)
class Sent:
    """A form that was sent: its rows and its page.

    ``waiting``: how many other values stay open; ``drafted``: the values that have a draft.
    """

    rows: list[Row]
    page: Page
    waiting: int = 0
    drafted: frozenset[int] = frozenset()


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


def asked(form: QueryDict) -> tuple[str, str]:
    """What the form's button asks for, and of which value if of one."""
    act, _colon, due = form.get("do", "check").partition(":")
    return act, due


def handle(desk: Desk, sent: Sent, typed: Typed) -> HttpResponse:
    """Keep what was typed, then do what the button asks for."""
    keep(desk, sent, typed)
    act, due = asked(desk.request.POST)
    if act in AT_ONCE:
        return at_once(desk, sent, act, due)
    return hand_in(desk, sent, confirmed=act == "submit")


def keep(desk: Desk, sent: Sent, typed: Typed) -> None:
    """Keep what was typed, so that nothing is lost whatever happens next.

    An emptied field too where there is a draft, because that would come back otherwise.
    """
    kept = {
        row.key: typed[row.key]
        for row in sent.rows
        if row.open and row.key in typed and (row.changed or row.key in sent.drafted)
    }
    if kept:
        drafts.save_drafts(desk.by, kept)


def checked(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The rows with what is found in those that have something typed."""
    given, wrong = given_by(row for row in rows if row.changed)
    found = {**reporting.check(desk.by, given), **wrong} if given else wrong
    return with_problems(rows, found)


def with_problems(rows: Iterable[Row], found: Mapping[int, tuple[Problem, ...]]) -> list[Row]:
    """The rows with these problems."""
    return [replace(row, problems=found.get(row.key, ())) for row in rows]


def at_once(desk: Desk, sent: Sent, act: str, due: str) -> HttpResponse:
    """One click: nothing changed, or not applicable."""
    row = next((row for row in sent.rows if str(row.key) == due and row.open), None)
    if row is None:
        raise Http404
    try:
        if act == "unchanged":
            reporting.mark_unchanged(desk.by, row.key)
        else:
            reporting.mark_not_applicable(desk.by, row.key, row.texts.get("sentence", ""))
    except Refused as refusal:
        found = {row.key: tuple(refusal.by_value.get(row.key, refusal.problems))}
        return sent.page(with_problems(sent.rows, found), 409)
    messages.success(desk.request, _("1 value is handed in."))
    return redirect(desk.request.get_full_path())


def hand_in(desk: Desk, sent: Sent, *, confirmed: bool) -> HttpResponse:
    """Check everything that is typed; hand it in, all of it or nothing, once that is confirmed."""
    rows = checked(desk, sent.rows)
    changed = [row for row in rows if row.changed]
    dry = summary(rows, sent.waiting)
    if not confirmed or not changed or any(row.stopped for row in changed):
        return sent.page(rows, dry=dry)
    given, _wrong = given_by(changed)
    try:
        made = reporting.submit_many(desk.by, given)
    except Refused as refusal:
        rows = with_problems(rows, refusal.by_value)
        dry = summary(rows, sent.waiting)
        return sent.page(rows, 409, dry=dry, problems=desk.told(refusal))
    count = len(made)
    said = ngettext("%(count)d value is handed in.", "%(count)d values are handed in.", count)
    messages.success(desk.request, said % {"count": count})
    return redirect(desk.request.get_full_path())

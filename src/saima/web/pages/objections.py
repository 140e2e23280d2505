"""Objections: which boards take them, those to rule, rulings; one is filed."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from saima.actions import objections as actions
from saima.actions.given import Given
from saima.actions.objections import Filing
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, Refused, refused
from saima.actions.sniffing import MOST_BYTES
from saima.actions.stored_files import NamedFile
from saima.actions.typed import is_empty, number, read_typed
from saima.exchange.typed_numbers import typed_number
from saima.plan.periods import Period
from saima.plan.problems import Problems
from saima.plan.tree import Indicator
from saima.records.models import Ruled
from saima.web.desk import CONFLICT, Desk, at_the_desk, back_with
from saima.web.readings.objecting import CLAIMED, Objecting, read_objecting
from saima.web.readings.objections import read_objections
from saima.web.wording.objections import STATES

MOST_FILES = 10


@require_safe
@at_the_desk(Right.OBJECTION_READ)
def objections(desk: Desk) -> HttpResponse:
    """Boards that take objections, those to rule, all that may be read, rulings to search."""
    asked = desk.request.GET.dict()
    return desk.render(
        "objections",
        reading=read_objections(desk.by, asked, desk.language),
        asked=asked,
        searched=any(asked.get(name) for name in ("text", "unit", "code", "ruled")),
        states=[(code, step.word) for code, step in STATES.items()],
        ruled=Ruled.choices,
        may_file=desk.by.standing.may_somewhere(Right.OBJECTION_FILE),
        everywhere=desk.by.standing.everywhere(Right.OBJECTION_READ),
    )


@at_the_desk(Right.OBJECTION_FILE)
def objection_new(desk: Desk) -> HttpResponse:
    """Choose a board and what is wrong; say why, with files."""
    posted = desk.request.method == "POST"
    typed = desk.request.POST.dict() if posted else desk.request.GET.dict()
    reading = read_objecting(desk.by, typed, desk.language)
    problems = None
    if posted:
        try:
            made = actions.file(desk.by, filing_of(typed, reading), files_of(desk))
        except Refused as refusal:
            problems = desk.told(refusal)
        else:
            return back_with(reverse("objection", args=[made.pk]), "objection.file")
    return desk.render(
        "objection_new",
        CONFLICT if problems else 200,
        reading=reading,
        typed=typed,
        problems=problems,
    )


def filing_of(typed: dict[str, str], reading: Objecting | None) -> Filing:
    """The objection as typed. Raises Refused for what is no number or period, or not there."""
    board = typed.get("board", "")
    if not board.isdecimal() or len(board) > 18:
        raise refused(NOT_THERE)
    claimed = claimed_in(typed, reading.indicator if reading else None)
    return Filing(
        int(board),
        typed.get("unit", ""),
        typed.get("indicator", ""),
        typed.get("reason", ""),
        period_of(typed.get("value_period", "")),
        None if claimed is None else claimed.reading,
    )


def claimed_in(typed: dict[str, str], indicator: Indicator | None) -> Given | None:
    """The numbers that the unit claims; None without any. Raises Refused for what is none."""
    texts = {name: typed.get(field, "") for name, field in CLAIMED.items()}
    try:
        if indicator is None:
            value = typed_number(texts["value"], "")
            return None if value is None else number(value)
        return None if is_empty(indicator, texts) else read_typed(indicator, texts)
    except Problems as found:
        raise Refused(list(found.problems)) from found


def period_of(text: str) -> Period | None:
    """A period of the form; None for none. Raises Refused for anything else."""
    try:
        return Period.parse(text) if text else None
    except ValueError as wrong:
        raise refused(NOT_THERE) from wrong


def files_of(desk: Desk) -> list[NamedFile]:
    """The files of the form, read no further than a file may be long."""
    sent = desk.request.FILES.getlist("file")[:MOST_FILES]
    return [NamedFile(file.name or "", file.read(MOST_BYTES + 1)) for file in sent]

"""Boards that are kept: the list of a year, one board with its story, its bundle."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saima.actions.audit import exported
from saima.actions.boards import NothingToExplain
from saima.actions.parts import parts_audit
from saima.actions.permissions import Right
from saima.actions.refusals import Denied
from saima.records.models import Board, BoardBundle, BoardState
from saima.records.models.boards import OPEN_BOARD
from saima.records.queries.collecting import collected
from saima.records.queries.sealed_boards import recorded_since
from saima.web.desk import Desk, at_the_desk
from saima.web.frame import frame
from saima.web.pages.boards import asked_group
from saima.web.pages.units import known_unit
from saima.web.place import Place
from saima.web.readings.board import group_codes
from saima.web.readings.explanation import read_explanation
from saima.web.readings.kept_board import (
    kept_place,
    published,
    read_movements,
    read_others,
    read_story,
    read_table,
)
from saima.web.readings.kept_boards import (
    BoardLine,
    act_of,
    read_lines,
    read_steps,
    waiting_objections,
    whole_periods,
)
from saima.web.wording.kept_boards import bundle_name


@at_the_desk(Right.BOARD_DRAFT, Right.OBJECTION_READ)
def kept_boards(desk: Desk) -> HttpResponse:
    """What can be done next, and all boards of the year."""
    place = placed(desk)
    lines = read_lines(place.plan, desk.by.today, drafts=sees_drafts(desk))
    steps = None
    if desk.by.standing.everywhere(Right.BOARD_DRAFT):
        latest = place.latest if place.recorded_at else None
        whole = whole_periods(place.plan, collected(place.plan.code), latest, desk.by.today)
        steps = read_steps(lines, whole, desk.by.today)
    return desk.render("kept_boards", lines=lines, steps=steps)


@at_the_desk(Right.BOARD_DRAFT, Right.OBJECTION_READ)
def kept_board(desk: Desk, board: int) -> HttpResponse:
    """One board: its totals, what moved and why, its parts, its story and its seal."""
    found = asked_board(desk, board)
    kept = kept_place(found, desk.language)
    group = asked_group(desk.request, kept)
    waiting = waiting_objections(kept.plan, desk.by.today).get((found.period, found.edition), 0)
    line = BoardLine(found, kept.period, waiting)
    return desk.render(
        "kept_board",
        kept=kept,
        board=found,
        line=line,
        act=act_of(line, desk.by.today) if found.state in OPEN_BOARD else None,
        table=read_table(kept, group),
        group=group,
        groups=group_codes(kept.plan),
        movements=read_movements(found, kept, group),
        parts=parts_audit(found),
        story=read_story(found),
        others=read_others(found, drafts=sees_drafts(desk)),
        since=recorded_since(found) if found.state == BoardState.SEALED else None,
        may_object=found.takes_objections(desk.by.today)
        and desk.by.standing.may_somewhere(Right.OBJECTION_FILE),
        decimals=kept.plan.decimals,
    )


@at_the_desk(Right.BOARD_DRAFT, Right.OBJECTION_READ)
def explain(desk: Desk, board: int, unit: str, code: str) -> HttpResponse:
    """How did a number of a kept board come about?"""
    kept = kept_place(asked_board(desk, board), desk.language)
    known = known_unit(kept, unit)
    try:
        explanation = read_explanation(kept.boards, kept.period, known, code)
    except NothingToExplain as nothing:
        raise Http404(
            _("%(unit)s has no result for “%(code)s” in %(period)s.")
            % {"unit": known.name(kept.language), "code": code, "period": kept.period}
        ) from nothing
    context = frame(desk.request, placed(desk)) | {
        "place": kept,
        "plan": kept.plan,
        "board": kept.board,
        "unit": known,
        "explanation": explanation,
        "decimals": kept.plan.decimals,
    }
    return render(desk.request, "saima/kept_board_explain.html", context)


@at_the_desk(Right.DOCUMENT_READ)
def bundle(desk: Desk, board: int) -> HttpResponse:
    """The bundle of a sealed board as a file; that it was taken is in the log."""
    found = asked_board(desk, board)
    if not desk.by.standing.everywhere(Right.DOCUMENT_READ):
        raise Denied(right=Right.DOCUMENT_READ)
    answer = bundle_file(found)
    said = {"period": found.period, "edition": found.edition, "seal": found.seal}
    exported(desk.by, "board_bundle.zip", plan=found.plan, **said)
    return answer


def bundle_file(board: Board) -> HttpResponse:
    """The stored bytes as a file; Http404 for a board that is not sealed."""
    stored = BoardBundle.objects.filter(board=board).first()
    if stored is None:
        raise Http404(_("This board is not sealed; it has no bundle yet."))
    return HttpResponse(
        bytes(stored.content),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{bundle_name(board)}"'},
    )


def asked_board(desk: Desk, board: int) -> Board:
    """The board of the address; Http404 where there is none, or none that this person may see."""
    people = ("computed_by", "shown_by", "sealed_by", "withdrawn_by")
    found = Board.objects.filter(pk=board).select_related("version", *people).first()
    if found is None or not (sees_drafts(desk) or published(found)):
        raise Http404(_("There is no such board."))
    return found


def sees_drafts(desk: Desk) -> bool:
    """Whether drafts are shown too: to the office, leaders and auditors."""
    return desk.by.standing.everywhere(Right.OBJECTION_READ)


def placed(desk: Desk) -> Place:
    """The place of the current plan; Http404 without one."""
    if desk.place is None:
        raise Http404(_("There is no plan yet."))
    return desk.place

"""What can be printed of a kept board: documents, workbooks, every unit's sheet in one archive."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saima.actions.papers import batches, drafts
from saima.actions.papers.head import Letterhead
from saima.actions.papers.workbooks import board_file
from saima.actions.permissions import Right
from saima.actions.refusals import Refused
from saima.plan.periods import Period
from saima.plan.problems import Problems
from saima.records.models import Board
from saima.records.queries.plans import plan_of
from saima.web.desk import Desk, at_the_desk
from saima.web.pages.documents import FAILED, attached
from saima.web.readings.papers import usual_head
from saima.web.wording.refusals import told

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "xlsx": WORKBOOK,
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def board_papers(desk: Desk, board: int) -> HttpResponse:
    """Everything that can be made of a board, and the documents that rest on it."""
    found = asked_board(board)
    rows = found.documents.select_related("board").order_by("-pk")
    return desk.render("board_papers", board=found, period=Period.parse(found.period), rows=rows)


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def board_table(desk: Desk, board: int, table: str, form: str) -> HttpResponse:
    """The ranking or the show of a board as a workbook or CSV."""
    try:
        file = board_file(desk.by, board, table, form)
    except Refused as refusal:
        raise Http404(_("There is no such board or table.")) from refusal
    return attached(file, TYPES[form])


@require_safe
@at_the_desk(Right.DOCUMENT_ISSUE)
def board_preview(desk: Desk, board: int) -> HttpResponse:
    """The circular as it would be, marked as a draft; it is not kept."""
    found = asked_board(board)
    organ, mark = usual_head(plan_of(found.version))
    file = drafts.preview(desk.by, board, Letterhead(organ, mark, desk.by.today, "各单位"))
    return attached(file, TYPES["docx"])


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def unit_sheets(desk: Desk, board: int, form: str) -> HttpResponse:
    """Make the next sheets of the archive; the page asks for itself until all are there."""
    found = asked_board(board)
    problems = None
    batch = None
    try:
        batch = batches.next_step(desk.by, board, form)
    except Refused as refusal:
        raise Http404(_("There is no such board or table.")) from refusal
    except Problems as wrong:
        problems = [told(problem, desk.place, desk.language) for problem in wrong.problems]
    answer = desk.render(
        "unit_sheets",
        FAILED if problems else 200,
        board=found,
        period=Period.parse(found.period),
        form=form,
        batch=batch,
        problems=problems,
    )
    if batch is not None and not batch.ready:
        answer.headers["Refresh"] = f"0; url={reverse('unit_sheets', args=[board, form])}"
    return answer


@require_safe
@at_the_desk(Right.DOCUMENT_READ)
def unit_sheets_file(desk: Desk, board: int, form: str) -> HttpResponse:
    """The archive, once all sheets are made."""
    try:
        file = batches.archive(desk.by, board, form)
    except Refused as refusal:
        raise Http404(_("There is no such board or table.")) from refusal
    return attached(file, TYPES["zip"])


def asked_board(board: int) -> Board:
    """The board of the address; Http404 where there is none."""
    found: Board | None = Board.objects.select_related("version").filter(pk=board).first()
    if found is None:
        raise Http404(_("There is no such board or table."))
    return found

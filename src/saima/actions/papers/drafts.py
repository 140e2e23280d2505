"""Drafts of official documents, kept in the register; issued with their number in the file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from saima.actions import register
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.papers import circulars, pledges, show, supervision, talks
from saima.actions.papers.boards import Paper, paper_of
from saima.actions.papers.grounds import last_board
from saima.actions.papers.head import Letterhead
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile, opened
from saima.documents.batch import file_name
from saima.documents.docx_file import as_docx
from saima.documents.issuing import Point
from saima.documents.kinds import made_of
from saima.documents.notice import Notice
from saima.documents.pdf import as_pdf
from saima.documents.stamping import NotADocument, stamped
from saima.plan.problems import problem_kind
from saima.records.models import Board, BoardState, Consequence, DocumentKind, IssuedDocument

FILE_UNREADABLE = problem_kind(
    "document_file_unreadable",
    en=(
        "the file {name} cannot be read as a .docx document",
        "expected the draft, saved as .docx",
        "open it in an office program, save it as .docx and put it in the place of the draft",
    ),
    zh=(
        "文件 {name} 无法按 .docx 读取",
        "应为另存为 .docx 的草稿",
        "请用办公软件打开后另存为 .docx，再替换草稿",
    ),
)
KINDS = {
    "circular": DocumentKind.CIRCULAR,
    "notice": DocumentKind.NOTICE,
    "talk_notice": DocumentKind.TALK_NOTICE,
    "talk_record": DocumentKind.TALK_RECORD,
    "pledge": DocumentKind.PLEDGE,
    "supervision_sheet": DocumentKind.SUPERVISION,
    "monthly_show": DocumentKind.MONTHLY_SHOW,
    "unit_sheet": DocumentKind.UNIT_SHEET,
}
"""What the register calls a kind of document."""

GENRES = {
    DocumentKind.NOTICE: "通知",
    DocumentKind.CARD: "通知",
    DocumentKind.DECISION: "决定",
    DocumentKind.FLAG: "通报",
    DocumentKind.COMMENDATION: "决定",
    DocumentKind.MINUTES: "纪要",
}
"""What can be written like a notice, and the genre (文种) that its title ends with."""

DOCX = ".docx"


@dataclass(frozen=True)
class Wanted:
    """A notice: its subject, on what ground, its matters; ``filed``: one of ``GENRES``."""

    subject: str
    ground: str
    matters: tuple[Point, ...]
    due: date | None = None
    filed: DocumentKind = DocumentKind.NOTICE


def draft_circular(by: By, board: int, head: Letterhead, due: date | None = None) -> IssuedDocument:
    """Draft the circular of a sealed board. Raises Denied; Refused for one that is not sealed."""
    return draft_of(by, board, lambda paper: circulars.circular(paper, head, due))


def draft_show(by: By, board: int, head: Letterhead) -> IssuedDocument:
    """Draft the monthly show of a sealed board. Raises as ``draft_circular``."""
    return draft_of(by, board, lambda paper: show.monthly_show(paper, head))


def draft_pledge(by: By, board: int, pledging: pledges.Pledging) -> IssuedDocument:
    """Draft a unit's pledge. Raises as ``draft_circular``, and Refused for an unknown unit."""
    return draft_of(by, board, lambda paper: pledges.pledge(paper, pledging))


def draft_supervision(by: By, board: int, matter: supervision.Matter) -> IssuedDocument:
    """Draft a supervision sheet. Raises as ``draft_circular``; Refused without such a red light."""
    return draft_of(by, board, lambda paper: supervision.supervision_sheet(paper, matter))


def draft_talk_notice(
    by: By, consequence: int, head: Letterhead, talk: talks.Talk
) -> IssuedDocument:
    """Draft the notice of a talk. Raises Denied, and Refused for an unknown consequence."""
    by.needs(Right.DOCUMENT_ISSUE)
    found = find(Consequence, consequence)
    return keep(by, talks.talk_notice(found, head, talk), last_board(found))


def draft_talk_record(by: By, consequence: int) -> IssuedDocument:
    """Draft the sheet on which a talk is recorded. Raises as ``draft_talk_notice``."""
    by.needs(Right.DOCUMENT_ISSUE)
    found = find(Consequence, consequence)
    return keep(by, talks.talk_record(found), last_board(found))


def draft_notice(by: By, head: Letterhead, wanted: Wanted) -> IssuedDocument:
    """Draft a notice, or what is written like one and filed as what it is. Raises Denied."""
    by.needs(Right.DOCUMENT_ISSUE)
    made = Notice(
        issuing=head.issuing,
        subject=(wanted.subject,),
        addressees=head.addressees,
        ground=wanted.ground,
        matters=wanted.matters,
        due=wanted.due,
        genre=GENRES[wanted.filed],
    )
    return keep(by, made, None, wanted.filed)


def draft_of(by: By, board: int, make: Callable[[Paper], object]) -> IssuedDocument:
    """Keep a draft of what ``make`` says of a sealed board."""
    by.needs(Right.DOCUMENT_ISSUE)
    found = find(Board, board)
    if found.state != BoardState.SEALED:
        raise refused(NOT_THERE)
    return keep(by, make(paper_of(found)), board)


def keep(
    by: By, given: object, board: int | None, filed: DocumentKind | None = None
) -> IssuedDocument:
    """Set a document on pages and keep it as a draft, filed as its kind or as ``filed``."""
    document = made_of(given)
    file = NamedFile(f"{file_name(document.name)}{DOCX}", as_docx(document))
    kind = filed or KINDS[document.kind]
    return register.draft(by, NewDocument(kind, document.name, file, board))


def preview(by: By, board: int, head: Letterhead) -> NamedFile:
    """The circular of a board that may not be sealed yet, as a draft that nobody keeps.

    Raises Denied, and Refused where there is no such board.
    """
    by.needs(Right.DOCUMENT_ISSUE)
    document = made_of(circulars.circular(paper_of(find(Board, board)), head))
    return NamedFile(f"{file_name(document.name)}{DOCX}", as_docx(document))


def issue(by: By, document: int, organ: str, dated: date) -> IssuedDocument:
    """Issue a draft: number and day go into its file, the mark of a draft leaves it.

    A file that is no .docx is issued as it is. Raises as ``register.issue``, and Refused for a
    file that cannot be read.
    """
    return register.issue(by, document, Issue(organ, dated, lambda n: numbered(document, n, dated)))


def numbered(document: int, number: str, dated: date) -> NamedFile:
    """The file of a document with its number. Raises Refused where there is none to read."""
    found = find(IssuedDocument, document)
    file = opened(found.file, found.file_name)
    content = file.path.read_bytes()
    if not file.name.lower().endswith(DOCX):
        return NamedFile(file.name, content)
    try:
        return NamedFile(file.name, stamped(content, number, dated))
    except NotADocument as wrong:
        raise refused(FILE_UNREADABLE, name=file.name) from wrong


def as_pdf_file(by: By, document: int) -> NamedFile:
    """A document as a PDF; the log says who took it.

    Raises Denied; Refused where there is no file; Problems where LibreOffice is absent or fails.
    """
    file = register.open_document(by, document)
    content = file.path.read_bytes()
    if not file.name.lower().endswith(".pdf"):
        content = as_pdf(file.name, content)
    return NamedFile(f"{file.name.rpartition('.')[0]}.pdf", content)

"""Documents: drafted, given their number in the moment they are issued, made void (domain 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from saima.actions import audit
from saima.actions.by import By
from saima.actions.consequence_refusals import DAY_TO_COME
from saima.actions.derivations import follow_document
from saima.actions.evidence import Opened
from saima.actions.found import find
from saima.actions.permissions import Right
from saima.actions.refusals import EMPTY_FILE, EMPTY_REASON, NOT_THERE, refused
from saima.actions.stored_files import NamedFile, opened, stored
from saima.plan.problems import problem_kind
from saima.records.models import (
    Board,
    BoardState,
    DocumentKind,
    DocumentSeries,
    DocumentState,
    IssuedDocument,
)

DOCUMENT_NOT_NOW = problem_kind(
    "document_not_now",
    en=(
        "the document is in state {state}",
        "expected the state {expected}",
        "load the page again to see what happened meanwhile",
    ),
    zh=("该文件当前状态为 {state}", "应为 {expected} 状态", "请刷新页面，查看最新情况"),
)
ORGAN_NEEDED = problem_kind(
    "organ_needed",
    en=(
        'the organ code "{organ}" cannot stand before a number',
        "expected a short code such as 桐委办, without brackets or digits",
        "correct it",
    ),
    zh=("机关代字“{organ}”不能用于文号", "应为例如“桐委办”的代字，不含括号和数字", "请更正"),
)
TITLE_NEEDED = problem_kind(
    "title_needed",
    en=("the title is empty", "expected the document's title", "write it"),
    zh=("未填写标题", "应有文件标题", "请填写"),
)
Render = Callable[[str], NamedFile]
"""Makes the file of a document for the number that it gets."""


@dataclass(frozen=True)
class NewDocument:
    """A draft; ``board`` is the sealed board that it rests on."""

    kind: DocumentKind
    title: str
    file: NamedFile | None = None
    board: int | None = None


@dataclass(frozen=True)
class Issue:
    """How a draft is issued; ``render`` makes its file anew with the number in it."""

    organ: str
    dated: date
    render: Render | None = None


def draft(by: By, new: NewDocument) -> IssuedDocument:
    """Keep a draft. Raises Denied; Refused without a title or for a board that is not sealed."""
    by.needs(Right.DOCUMENT_ISSUE)
    if not new.title.strip():
        raise refused(TITLE_NEEDED)
    with transaction.atomic():
        board = None if new.board is None else find(Board, new.board)
        if board is not None and board.state != BoardState.SEALED:
            raise refused(NOT_THERE)
        made: IssuedDocument = IssuedDocument.objects.create(
            kind=new.kind,
            title=new.title.strip()[:200],
            file=None if new.file is None else stored(new.file),
            file_name="" if new.file is None else new.file.name[:200],
            board=board,
            drafted_by=by.person,
            drafted_at=by.now,
        )
        seal = "" if board is None else board.seal
        audit.record(by, "document.draft", made, kind=made.kind, title=made.title, seal=seal)
    return made


def replace_file(by: By, document: int, file: NamedFile) -> IssuedDocument:
    """Put the file of a draft that somebody has edited in the place of the one before.

    Raises Denied, and Refused for a document that is no draft or a file of a wrong kind.
    """
    by.needs(Right.DOCUMENT_ISSUE)
    with transaction.atomic():
        found = in_state(document, DocumentState.DRAFT)
        found.file, found.file_name = stored(file), file.name[:200]
        found.save(update_fields=["file", "file_name"])
        audit.record(
            by, "document.file", found, title=found.title, sha256=found.file.sha256, name=file.name
        )
    return found


def issue(by: By, document: int, how: Issue) -> IssuedDocument:
    """Issue a draft: it takes the next number of its organ and year in the same transaction.

    Whatever goes wrong later gives the number back with everything else, so that the series has no
    gap; a number that was issued is never given again. Raises Denied; Refused for a document that
    is no draft, without a file, and for a day to come.
    """
    by.needs(Right.DOCUMENT_ISSUE)
    organ = how.organ.strip()
    if not organ or len(organ) > 32 or any(one.isdigit() or one in "〔〕[]()（）" for one in organ):
        raise refused(ORGAN_NEEDED, organ=organ)
    if how.dated > by.today:
        raise refused(DAY_TO_COME, day=how.dated)
    with transaction.atomic():
        found = in_state(document, DocumentState.DRAFT)
        found.organ, found.year = organ, how.dated.year
        found.number = next_number(organ, how.dated.year)
        found.dated = how.dated
        if how.render is not None:
            file = how.render(found.numbered)
            found.file, found.file_name = stored(file), file.name[:200]
        if found.file is None:
            raise refused(EMPTY_FILE)
        found.state = DocumentState.ISSUED
        found.issued_by, found.issued_at = by.person, by.now
        found.save()
        audit.record(
            by,
            "document.issue",
            found,
            number=found.numbered,
            title=found.title,
            dated=found.dated,
            sha256=found.file.sha256,
        )
        follow_document(found, by.now)
    return found


def next_number(organ: str, year: int) -> int:
    """Take the next number of a series; its row stays locked until the transaction ends."""
    series = locked_series(organ, year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def locked_series(organ: str, year: int) -> DocumentSeries:
    """The row of a series, locked; made where it is the first number of the year.

    Two who make it at once are told apart by its unique key: the later one finds it made.
    """
    rows = DocumentSeries.objects.select_for_update()
    found: DocumentSeries | None = rows.filter(organ=organ, year=year).first()
    if found is None:
        try:
            with transaction.atomic():
                DocumentSeries.objects.create(organ=organ, year=year)
        except IntegrityError:
            pass
        found = rows.get(organ=organ, year=year)
    return found


def void(by: By, document: int, reason: str) -> IssuedDocument:
    """Make a draft or an issued document void; what has a number keeps it.

    Raises Denied, and Refused without a reason or where it is void already.
    """
    by.needs(Right.DOCUMENT_ISSUE)
    if not reason.strip():
        raise refused(EMPTY_REASON)
    with transaction.atomic():
        found = in_state(document, DocumentState.DRAFT, DocumentState.ISSUED)
        before = found.state
        found.state = DocumentState.VOID
        found.voided_by, found.voided_at = by.person, by.now
        found.void_reason = reason.strip()[:500]
        found.save(update_fields=["state", "voided_by", "voided_at", "void_reason"])
        audit.record(
            by,
            "document.void",
            found,
            number=found.numbered,
            title=found.title,
            before=before,
            reason=found.void_reason,
        )
    return found


def open_document(by: By, document: int) -> Opened:
    """Hand out the file of a document; the log says who took it.

    Raises Denied, and Refused where there is no such file.
    """
    by.needs(Right.DOCUMENT_READ)
    found = find(IssuedDocument, document)
    file = opened(found.file, found.file_name)
    audit.record(by, "document.open", found, number=found.numbered, title=found.title)
    return file


def in_state(document: int, *expected: DocumentState) -> IssuedDocument:
    """The document, locked. Raises Refused where it is in another state."""
    found = find(IssuedDocument, document, lock=True)
    if found.state not in expected:
        names = " / ".join(one.value for one in expected)
        raise refused(DOCUMENT_NOT_NOW, state=found.state, expected=names)
    return found

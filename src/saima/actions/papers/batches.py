"""Every unit's sheet of a sealed board in one archive, made step by step (S63).

What is made lies in a folder named by the seal, so that every step knows how far the last one
came, whichever process takes it: no thread, no table, and a broken batch goes on where it was.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from saima.actions import audit
from saima.actions.by import By
from saima.actions.found import find
from saima.actions.papers.boards import paper_of
from saima.actions.papers.sheets import unit_sheets
from saima.actions.permissions import Right
from saima.actions.refusals import NOT_THERE, refused
from saima.actions.stored_files import NamedFile
from saima.documents import figures
from saima.documents.batch import as_archive, file_name
from saima.documents.docx_file import as_docx
from saima.documents.kinds import made_of
from saima.documents.official import OfficialDocument
from saima.documents.pdf import as_pdfs
from saima.plan.periods import Period
from saima.records.models import Board, BoardState

STEPS: Mapping[str, int] = {"docx": 12, "pdf": 16}
"""How many sheets a step makes: about a second as docx, about eight as PDF."""

KEPT_SECONDS = 86_400


@dataclass(frozen=True)
class Batch:
    """How far a batch is."""

    done: int
    whole: int

    @property
    def ready(self) -> bool:
        """Whether the archive can be taken."""
        return self.done == self.whole


def next_step(by: By, board: int, form: str) -> Batch:
    """Make the next sheets of a batch (``docx`` or ``pdf``); nothing where all are made.

    Raises Denied; Refused for a board that is not sealed or an unknown form; Problems where
    LibreOffice is absent or fails.
    """
    by.needs(Right.DOCUMENT_READ)
    found = sealed_board(board, form)
    named = sheets(found)
    room = folder(found, form)
    room.mkdir(parents=True, exist_ok=True)
    open_names = [name for name in named if not (room / f"{name}.{form}").exists()]
    chosen = open_names[: STEPS[form]]
    files = {f"{name}.docx": as_docx(named[name]) for name in chosen}
    if form == "pdf":
        files = {f"{name.removesuffix('.docx')}.pdf": pdf for name, pdf in as_pdfs(files).items()}
    for name, content in files.items():
        write(room / name, content)
    return Batch(len(named) - len(open_names) + len(chosen), len(named))


def archive(by: By, board: int, form: str) -> NamedFile:
    """The archive of a batch whose steps are all taken; the log says who took it.

    Raises as ``next_step``, and Refused while sheets are still to be made.
    """
    by.needs(Right.DOCUMENT_READ)
    found = sealed_board(board, form)
    paths = [folder(found, form) / f"{name}.{form}" for name in sheets(found)]
    if not all(path.exists() for path in paths):
        raise refused(NOT_THERE)
    content = as_archive({path.name: path.read_bytes() for path in paths})
    audit.exported(by, f"unit_sheets.{form}.zip", board=str(found), seal=found.seal or "")
    period = figures.period_name(Period.parse(found.period), "zh")
    return NamedFile(f"{period}争先创优得分单.zip", content)


def sealed_board(board: int, form: str) -> Board:
    """The board of a batch. Raises Refused where it is not sealed or the form is unknown."""
    found = find(Board, board)
    if found.state != BoardState.SEALED or form not in STEPS:
        raise refused(NOT_THERE)
    return found


def sheets(board: Board) -> dict[str, OfficialDocument]:
    """The sheets in their order, by the name of their file without its ending."""
    made = [made_of(sheet) for sheet in unit_sheets(paper_of(board))]
    digits = max(2, len(str(len(made))))
    return {
        f"{number:0{digits}} {file_name(document.name)}": document
        for number, document in enumerate(made, start=1)
    }


def folder(board: Board, form: str) -> Path:
    """Where the sheets of a batch lie; batches of another day are taken away."""
    room = Path(settings.VAR) / "batches"
    if room.exists():
        for old in room.iterdir():
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
    return room / f"{board.seal}-{form}"


def write(path: Path, content: bytes) -> None:
    """Write a file at once, so that nobody sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(name).replace(path)

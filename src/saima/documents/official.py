"""What an official document consists of, before it is set on pages (GB/T 9704-2012).

Every kind of document is a function that gives an ``OfficialDocument``; one file sets them all.
There is no place for a seal: a person prints, signs and seals.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from saima.documents.numbering import DEEPEST
from saima.documents.official_problems import DATE_MISSING, NUMBER_MISSING
from saima.documents.tables import Table
from saima.plan.problems import Problem, Problems


class Place(StrEnum):
    """Where a paragraph stands on its lines."""

    INDENTED = "indented"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Heading:
    """A numbered heading of ``level`` 1 to 4; ``follow`` runs on in the same paragraph."""

    level: int
    text: str
    follow: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST:
            message = f"a heading has level 1 to {DEEPEST}, not {self.level}"
            raise ValueError(message)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; ``small`` sets it as a note under a table."""

    text: str
    place: Place = Place.INDENTED
    small: bool = False


@dataclass(frozen=True)
class Figures:
    """A table of figures, exactly as on the page and in the workbook.

    ``largest``: the type in points that it takes if its width allows; long tables take small.
    """

    table: Table
    largest: float = 12.0


@dataclass(frozen=True)
class FormCell:
    """A cell of a form: a label, or what is filled in; ``span`` columns wide.

    A line break in ``text`` begins a new paragraph.
    """

    text: str = ""
    label: bool = False
    span: int = 1
    place: Place = Place.LEFT


@dataclass(frozen=True)
class FormRow:
    """A row of a form, at least ``height`` mm high; ``tall`` rows may run over a page's end."""

    cells: tuple[FormCell, ...]
    height: float = 12.0
    tall: bool = False


@dataclass(frozen=True)
class Form:
    """A form to be filled in and signed: relative column widths, and rows."""

    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    ruled: bool = True


Block = Heading | Paragraph | Figures | Form


@dataclass(frozen=True)
class DocumentNumber:
    """发文字号: ``X委办〔2021〕1号``; without ``serial`` while nobody has given one."""

    mark: str
    year: int
    serial: int | None = None

    def __str__(self) -> str:
        serial = "　" if self.serial is None else str(self.serial)
        return f"{self.mark}〔{self.year}〕{serial}号"


@dataclass(frozen=True)
class RedHead:
    """The head of a formal document: the red name (发文机关标志), its number, the lines above it.

    ``lines``: 份号, 密级, 紧急程度, at most three.
    """

    name: str
    number: DocumentNumber
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class BulletinHead:
    """The head of an internal bulletin (内刊): its red name, issue, editor and day."""

    name: str
    issue: int | None
    editor: str
    day: date


@dataclass(frozen=True)
class Signature:
    """落款: the organ and the day; ``contact`` is the note in brackets below."""

    organ: str
    day: date | None
    contact: str = ""


@dataclass(frozen=True)
class Colophon:
    """版记: who gets a copy, who printed it and when."""

    copies: tuple[str, ...]
    printer: str
    day: date | None


@dataclass(frozen=True)
class Annex:
    """附件: its title, its blocks, and whether it lies across the page."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class OfficialDocument:
    """A document before it is set. ``title``: pieces that are never broken over two lines.

    ``draft`` marks every page until a person has issued it.
    """

    kind: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    head: RedHead | BulletinHead | None = None
    addressees: str = ""
    annexes: tuple[Annex, ...] = ()
    signature: Signature | None = None
    colophon: Colophon | None = None
    draft: bool = True
    landscape: bool = False

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)


def check_issued(document: OfficialDocument) -> None:
    """Raise ``Problems`` if an issued document lacks its number or its day."""
    if document.draft:
        return
    problems = []
    if isinstance(document.head, RedHead) and document.head.number.serial is None:
        problems.append(Problem(NUMBER_MISSING, facts={"document": document.name}))
    if document.signature is not None and document.signature.day is None:
        problems.append(Problem(DATE_MISSING, facts={"document": document.name}))
    if problems:
        raise Problems(problems)

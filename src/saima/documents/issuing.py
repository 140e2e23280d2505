"""Who issues a document, under which number and when: what every formal document shares."""

from dataclasses import dataclass
from datetime import date, datetime

from saima.documents import figures
from saima.documents.official import (
    Annex,
    Block,
    Colophon,
    DocumentNumber,
    Heading,
    OfficialDocument,
    Paragraph,
    Place,
    RedHead,
    Signature,
)


@dataclass(frozen=True)
class Issuing:
    """The organ and its number; ``red_name`` stands in red at the head.

    ``draft`` until a person has issued it; ``lines``: 份号, 密级, 紧急程度 above the red name.
    """

    organ: str
    red_name: str
    number: DocumentNumber
    day: date | None = None
    contact: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    lines: tuple[str, ...] = ()
    draft: bool = True


@dataclass(frozen=True)
class Point:
    """A point of a document: its key sentence and what follows it."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Seal:
    """The sealed board that the figures are from: its digest, when it was sealed, which edition.

    ``algorithm`` names what made the digest: ``SHA-256`` or ``SM3``.
    """

    digest: str
    at: datetime
    edition: int = 1
    algorithm: str = "SHA-256"

    @property
    def line(self) -> str:
        """The line of an annex and of a sheet that names the seal."""
        return f"榜单封存值（{self.algorithm}）：{self.digest}"


def formal(
    kind: str,
    title: tuple[str, ...],
    issuing: Issuing,
    body: tuple[str, tuple[Block, ...]],
    annexes: tuple[Annex, ...] = (),
) -> OfficialDocument:
    """A document with a red head; ``body``: the addressees and the blocks."""
    addressees, blocks = body
    return OfficialDocument(
        kind=kind,
        title=title,
        blocks=blocks,
        head=RedHead(issuing.red_name, issuing.number, issuing.lines),
        addressees=addressees,
        annexes=annexes,
        signature=Signature(issuing.organ, issuing.day, issuing.contact),
        colophon=Colophon(issuing.copies, issuing.printer or issuing.organ, issuing.day),
        draft=issuing.draft,
    )


def point_blocks(points: tuple[Point, ...], level: int = 2) -> tuple[Block, ...]:
    """Points as numbered headings; what follows runs on in the same paragraph."""
    return tuple(Heading(level, ended(point.title), point.text) for point in points)


def ended(sentence: str) -> str:
    """A sentence with its full stop."""
    return sentence if sentence.endswith(("。", "！", "？", "：")) else f"{sentence}。"


def seal_blocks(seal: Seal | None) -> tuple[Block, ...]:
    """The lines above the tables of an annex, which prove that the figures are the sealed ones.

    Above, because below a long table they could stand alone on the next page.
    """
    if seal is None:
        note = "本表数据取自尚未封存的榜单，以封存后的榜单为准。"
        return (Paragraph(note, Place.LEFT, small=True),)
    edition = f"第{figures.CHINESE_DIGITS[seal.edition]}版，" if 1 <= seal.edition <= 10 else ""
    return (
        Paragraph(
            f"本表数据取自{figures.minute(seal.at)}封存的榜单（{edition}封存后未作改动）。",
            Place.LEFT,
            small=True,
        ),
        Paragraph(seal.line, Place.LEFT, small=True),
    )

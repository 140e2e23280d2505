"""A notice (通知): on what ground, what, until when, whom to ask (domain 4)."""

from dataclasses import dataclass
from datetime import date

from saima.documents import figures
from saima.documents.issuing import Issuing, Point, formal
from saima.documents.official import Annex, Block, Heading, OfficialDocument, Paragraph

KIND = "notice"


@dataclass(frozen=True)
class Notice:
    """What a notice says; ``subject`` completes 关于……的通知, in pieces that are never broken."""

    issuing: Issuing
    subject: tuple[str, ...]
    addressees: str
    ground: str
    matters: tuple[Point, ...]
    due: date | None = None
    annexes: tuple[Annex, ...] = ()


def notice(given: Notice) -> OfficialDocument:
    """A notice whose matters are numbered 一、 二、."""
    pieces = (f"关于{given.subject[0]}", *given.subject[1:])
    title = (given.issuing.organ, *pieces[:-1], f"{pieces[-1]}的通知")
    ground = Paragraph(f"{given.ground.rstrip('。，')}，现就有关事项通知如下。")
    blocks = [ground]
    matters: list[Block] = [
        block
        for point in given.matters
        for block in (Heading(1, point.title), Paragraph(point.text))
    ]
    due: list[Block] = []
    if given.due is not None:
        day = figures.day_in_sentence(given.due, "zh")
        due = [Heading(1, "时限要求"), Paragraph(f"请于{day}前按要求落实并报送有关情况。")]
    body = (given.addressees, (*blocks, *matters, *due, Paragraph("特此通知。")))
    return formal(KIND, title, given.issuing, body, given.annexes)

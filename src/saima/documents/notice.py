"""A notice (通知) and its kin 决定, 通报, 纪要: on what ground, what, until when (domain 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from saima.documents import figures
from saima.documents.issuing import Issuing, Point, formal
from saima.documents.official import Annex, Block, Heading, OfficialDocument, Paragraph

KIND = "notice"
GENRES: Mapping[str, tuple[str, str]] = {
    "通知": ("现就有关事项通知如下。", "特此通知。"),
    "决定": ("经研究，作出如下决定。", ""),
    "通报": ("现将有关情况通报如下。", "特此通报。"),
    "纪要": ("现将议定事项纪要如下。", ""),
}
"""What a genre (文种) begins its matters with, and its last line."""


@dataclass(frozen=True)
class Notice:
    """What a notice says; ``subject`` completes 关于……的通知, in pieces that are never broken.

    ``genre``: one of ``GENRES``.
    """

    issuing: Issuing
    subject: tuple[str, ...]
    addressees: str
    ground: str
    matters: tuple[Point, ...]
    due: date | None = None
    annexes: tuple[Annex, ...] = ()
    genre: str = "通知"


def notice(given: Notice) -> OfficialDocument:
    """A notice whose matters are numbered 一、 二、."""
    pieces = (f"关于{given.subject[0]}", *given.subject[1:])
    title = (given.issuing.organ, *pieces[:-1], f"{pieces[-1]}的{given.genre}")
    beginning, ending = GENRES[given.genre]
    ground = Paragraph(f"{given.ground.rstrip('。，')}，{beginning}")
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
    end = (Paragraph(ending),) if ending else ()
    body = (given.addressees, (*blocks, *matters, *due, *end))
    return formal(KIND, title, given.issuing, body, given.annexes)

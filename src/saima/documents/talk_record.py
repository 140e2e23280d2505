"""The record of a talk (约谈记录): what was said, what is to be put right, until when (S51)."""

from dataclasses import dataclass
from datetime import date, datetime

from saima.documents import figures
from saima.documents.official import Form, FormCell, FormRow, OfficialDocument, Paragraph, Place
from saima.documents.talk_notice import moment

KIND = "talk_record"
TO_SIGN = "（签字）　　　　　　\n年　　月　　日　"


@dataclass(frozen=True)
class TalkRecord:
    """A talk as it was held, or an empty sheet for it; posts only, no person's name."""

    unit: str
    reason: str
    at: datetime | None = None
    place: str = ""
    talkers: tuple[str, ...] = ()
    attendants: tuple[str, ...] = ()
    recorder: str = ""
    said: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    to_mend: tuple[str, ...] = ()
    due: date | None = None
    notice_number: str = ""
    draft: bool = True


def talk_record(given: TalkRecord) -> OfficialDocument:
    """The record as a form that both sides sign."""
    due = "" if given.due is None else figures.day_in_sentence(given.due, "zh")
    rows = (
        pair("被约谈单位", given.unit, "通知书文号", given.notice_number),
        pair("约谈时间", "" if given.at is None else moment(given.at), "约谈地点", given.place),
        whole("约谈人职务", "、".join(given.talkers)),
        whole("参加人职务", "、".join(given.attendants)),
        whole("约谈事由", given.reason, 14),
        whole("约谈内容", listed(given.said), 28, tall=True),
        whole("单位说明", listed(given.answered), 24, tall=True),
        whole("整改要求", listed(given.to_mend), 26, tall=True),
        pair("整改期限", due, "记录人职务", given.recorder),
        FormRow(
            (
                FormCell("约谈人", label=True),
                FormCell(TO_SIGN, place=Place.RIGHT),
                FormCell("被约谈单位", label=True),
                FormCell(TO_SIGN, place=Place.RIGHT),
            ),
            28,
        ),
    )
    return OfficialDocument(
        kind=KIND,
        title=("约谈记录",),
        blocks=(
            Form((2.4, 4.2, 2.4, 3.8), rows),
            Paragraph(
                "注：本记录一式两份，约谈单位和被约谈单位各存一份；人员只填写职务。",
                Place.LEFT,
                small=True,
            ),
        ),
        draft=given.draft,
    )


def pair(first: str, one: str, second: str, other: str) -> FormRow:
    """Two labels with what belongs to them."""
    cells = (FormCell(first, label=True), FormCell(one, place=Place.CENTRE))
    return FormRow((*cells, FormCell(second, label=True), FormCell(other, place=Place.CENTRE)), 12)


def whole(label: str, text: str, height: float = 12, *, tall: bool = False) -> FormRow:
    """A label with a cell over the rest of the line."""
    return FormRow((FormCell(label, label=True), FormCell(text, span=3)), height, tall)


def listed(lines: tuple[str, ...]) -> str:
    """Lines as numbered paragraphs; a single one without a number."""
    if len(lines) <= 1:
        return "".join(lines)
    return "\n".join(f"{number}.{line}" for number, line in enumerate(lines, start=1))

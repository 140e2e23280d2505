"""The supervision sheet (督办单): matter, who answers, until when, what came back (S35, 1.5)."""

from dataclasses import dataclass
from datetime import date

from saima.documents import figures
from saima.documents.official import Form, FormCell, FormRow, OfficialDocument, Paragraph, Place

KIND = "supervision_sheet"
TO_SIGN = "（签字）　　　　　　\n年　　月　　日　"


@dataclass(frozen=True)
class SupervisionSheet:
    """A matter under supervision; ``colour`` is the word of its stage (蓝、黄、红), if any.

    Empty fields stay empty on the sheet, to be filled in by hand.
    """

    number: str
    source: str
    matter: str
    lead: str
    helpers: tuple[str, ...]
    demand: str
    received: date | None
    due: date | None
    colour: str = ""
    instruction: str = ""
    feedback: str = ""
    review: str = ""
    closed: date | None = None
    contact: str = ""
    draft: bool = True


def supervision_sheet(given: SupervisionSheet) -> OfficialDocument:
    """The sheet on one page."""
    rows = (
        pair("编　　号", given.number, "督办等级", given.colour),
        pair("任务来源", given.source, "交办日期", written(given.received)),
        pair("承办单位", given.lead, "协办单位", "、".join(given.helpers)),
        whole("督办事项", given.matter, 20),
        whole("办理要求", given.demand, 24),
        pair("办结时限", written(given.due), "联系方式", given.contact),
        whole("领导批示", given.instruction, 20),
        whole("反馈情况", given.feedback, 28),
        reviewed(given.review),
        pair("销号日期", written(given.closed), "承办签收", ""),
    )
    return OfficialDocument(
        kind=KIND,
        title=("督　办　单",),
        blocks=(
            Form((2.2, 4.6, 2.2, 3.8), rows),
            Paragraph(
                "注：确需延期的，应当在办结时限前书面说明原因、进展和新的时限，经批准后执行。",
                Place.LEFT,
                small=True,
            ),
        ),
        draft=given.draft,
    )


def reviewed(review: str) -> FormRow:
    """What the reviewer found, or the place to sign."""
    cell = FormCell(review, span=3) if review else FormCell(TO_SIGN, span=3, place=Place.RIGHT)
    return FormRow((FormCell("审核意见", label=True), cell), 22)


def written(day: date | None) -> str:
    """A day in a sentence; empty without one."""
    return "" if day is None else figures.day_in_sentence(day, "zh")


def pair(first: str, one: str, second: str, other: str) -> FormRow:
    """Two labels with what belongs to them."""
    cells = (FormCell(first, label=True), FormCell(one, place=Place.CENTRE))
    return FormRow((*cells, FormCell(second, label=True), FormCell(other, place=Place.CENTRE)))


def whole(label: str, text: str, height: float) -> FormRow:
    """A label with a cell over the rest of the line."""
    return FormRow((FormCell(label, label=True), FormCell(text, span=3)), height, tall=True)

"""The monthly show (一月一亮晒) as an internal bulletin with its table across the page (S36)."""

from dataclasses import dataclass
from datetime import date

from saima.documents import figures
from saima.documents.circular import told_behind
from saima.documents.issuing import Seal, seal_blocks
from saima.documents.official import (
    Annex,
    BulletinHead,
    Colophon,
    Figures,
    Heading,
    OfficialDocument,
    Paragraph,
)
from saima.documents.show_table import ShowRow, show_table
from saima.plan.periods import Period

KIND = "monthly_show"
SMALL = 9.0
NAMED, AHEAD, BOTTOM = 8, 3, 2


@dataclass(frozen=True)
class MonthlyShow:
    """The show of a month: completion, not points; ``seal`` once its board is sealed."""

    name: str
    issue: int | None
    editor: str
    day: date
    period: Period
    superior: str
    rows: tuple[ShowRow, ...]
    seal: Seal | None = None
    copies: tuple[str, ...] = ()
    draft: bool = True


def monthly_show(given: MonthlyShow) -> OfficialDocument:
    """The bulletin: how many keep pace, which lead and lag, and the whole table."""
    period = figures.period_name(given.period, "zh")
    table = show_table(given.rows, given.period, given.superior)
    proof = () if given.seal is None else seal_blocks(given.seal)
    return OfficialDocument(
        kind=KIND,
        title=(period, "争先创优工作亮晒"),
        blocks=(Paragraph(counted(given)), *lagging(given), *ranked_outside(given)),
        head=BulletinHead(given.name, given.issue, given.editor, given.day),
        annexes=(Annex(table.title, (*proof, Figures(table, SMALL)), landscape=True),),
        colophon=Colophon(given.copies, given.editor, given.day),
        draft=given.draft,
    )


def counted(given: MonthlyShow) -> str:
    """How many indicators keep pace."""
    gaps = [row.gap for row in given.rows if row.gap is not None]
    on_time = sum(figures.rounded(gap, 9) >= 0 for gap in gaps)
    span = figures.to_date_name(given.period, "zh")
    return (
        f"{given.period.year}年{span}，纳入亮晒的指标共{len(given.rows)}项，其中有进度要求的"
        f"{len(gaps)}项，达到序时进度{on_time}项，落后于序时进度{len(gaps) - on_time}项。"
    )


def lagging(given: MonthlyShow) -> tuple[Heading | Paragraph, ...]:
    """The indicators farthest behind, worst first."""
    behind = sorted((row for row in given.rows if (row.gap or 0) < 0), key=lambda row: row.gap or 0)
    if not behind:
        return ()
    items = [Heading(3, "", f"{told_behind(row)}。") for row in behind[:NAMED]]
    return (Heading(1, "落后于序时进度的指标"), *items)


def ranked_outside(given: MonthlyShow) -> tuple[Heading | Paragraph, ...]:
    """How many of the superior's published places are good, and which are at the bottom."""
    placed = [row for row in given.rows if row.place is not None]
    if not placed:
        return ()
    ahead = sum((row.place or 0) <= AHEAD for row in placed)
    bottom = [row for row in placed if row.field and row.field - (row.place or 0) < BOTTOM]
    named = "、".join(f"{row.indicator}（{figures.place(row.place, row.field)}）" for row in bottom)
    told = f"{given.superior}已公布名次的指标共{len(placed)}项，其中列前{AHEAD}位的{ahead}项"
    told += (
        f"，列后{BOTTOM}位的{len(bottom)}项：{named}。" if bottom else f"，无列后{BOTTOM}位的指标。"
    )
    return (Heading(1, f"{given.superior}排名情况"), Paragraph(told))

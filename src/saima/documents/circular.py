"""The ranking circular (排名通报) with its score annexes (domain 1.5, 4; S33, S37, S49).

The software drafts sentences from sealed figures only; a person edits, signs and issues them.
"""

from dataclasses import dataclass
from datetime import date

from saima.documents import figures
from saima.documents.board_table import BoardRow, GroupBoard, board_table
from saima.documents.docx_tables import largest_size
from saima.documents.gbt9704 import TEXT_WIDTH
from saima.documents.issuing import Issuing, Point, Seal, formal, point_blocks, seal_blocks
from saima.documents.official import Annex, Block, Figures, Heading, OfficialDocument, Paragraph
from saima.documents.score_table import ScoreSheet, score_tables
from saima.documents.show_table import ShowRow, key_table, show_table
from saima.plan.periods import Period

KIND = "circular"
NAMED_AT_TOP, NAMED_AT_BOTTOM, NAMED_BEHIND = 3, 2, 5
SMALL = 9.0
SMALLEST_UPRIGHT = 10.5
"""A board that would need smaller type than 五号 lies across the page."""

FALL = -3.0
"""A unit that lost so many places is named."""


@dataclass(frozen=True)
class Circular:
    """What a circular says; every figure as sealed.

    ``repeated``: sentences about units that were at the bottom again; ``shortcomings`` and
    ``demands``: the person's own points instead of the drafted ones; ``due``: until when the
    units answer. ``superior``: who publishes the ranks from outside. ``seal`` None: the board is
    not sealed yet, and this is a draft.
    """

    issuing: Issuing
    period: Period
    addressees: str
    superior: str
    boards: tuple[GroupBoard, ...]
    seal: Seal | None
    key_rows: tuple[ShowRow, ...] = ()
    show_rows: tuple[ShowRow, ...] = ()
    sheets: tuple[ScoreSheet, ...] = ()
    repeated: tuple[str, ...] = ()
    shortcomings: tuple[Point, ...] = ()
    demands: tuple[Point, ...] = ()
    due: date | None = None


def circular(given: Circular) -> OfficialDocument:
    """A circular: 总体情况, 主要指标, 存在问题, 下一步要求, and its annexes."""
    period = figures.period_name(given.period, "zh")
    blocks = (
        Paragraph(
            f"根据年度争先创优工作考核办法，对{period}争先创优工作情况进行了评比。"
            "现将有关情况通报如下。"
        ),
        Heading(1, "总体情况"),
        *(block for board in given.boards for block in board_blocks(board)),
        *key_blocks(given),
        Heading(1, "存在问题"),
        *point_blocks(given.shortcomings or drafted_shortcomings(given)),
        Heading(1, "下一步要求"),
        *point_blocks(given.demands or drafted_demands(given)),
    )
    organ = given.issuing.organ
    title = (organ, f"关于{period}", "争先创优工作情况的通报")
    return formal(
        KIND, title, given.issuing, (given.addressees, blocks), annexes=circular_annexes(given)
    )


def board_blocks(board: GroupBoard) -> tuple[Block, ...]:
    """Who is ahead, who is behind, who moved most in one group."""
    ranked = board.ranked
    if not ranked:
        return (Heading(2, f"{board.group}。", "本期没有单位参加排名。"),)
    sentences = [f"共{len(ranked)}个单位参加评比。", best(ranked), last(ranked), moved(ranked)]
    reasons = [
        f"{row.unit}（{row.remark or '原因见附件'}）" for row in board.rows if row.rank is None
    ]
    if reasons:
        sentences.append(f"未参加排名的单位：{'、'.join(reasons)}。")
    return (Heading(2, f"{board.group}。", "".join(sentences)),)


def best(ranked: tuple[BoardRow, ...]) -> str:
    """The units with the first places, ties included."""
    count = min(NAMED_AT_TOP, max(1, len(ranked) // 3))
    named = [row for row in ranked if (row.rank or 0) <= count]
    return f"排名前{count}位的是{with_totals(named)}。"


def last(ranked: tuple[BoardRow, ...]) -> str:
    """The units with fewer than two units below them, ties included; none in a small group."""
    if len(ranked) < 3 * NAMED_AT_BOTTOM:
        return ""
    named = [
        row
        for row in ranked
        if sum((other.rank or 0) > (row.rank or 0) for other in ranked) < NAMED_AT_BOTTOM
    ]
    return f"排名后{NAMED_AT_BOTTOM}位的是{with_totals(named)}。"


def with_totals(rows: list[BoardRow]) -> str:
    """Units with their totals."""
    return "、".join(f"{row.unit}（{figures.number(row.total, 2)}分）" for row in rows)


def moved(ranked: tuple[BoardRow, ...]) -> str:
    """The units that gained and lost most places."""
    moves = [(row.movement, row.unit) for row in ranked if row.movement]
    up, down = max(moves, default=None), min(moves, default=None)
    parts = []
    if up and up[0] > 0:
        parts.append(f"位次上升最多的是{same_move(moves, up[0])}，上升{figures.rank(up[0])}位")
    if down and down[0] < 0:
        parts.append(f"位次下降最多的是{same_move(moves, down[0])}，下降{figures.rank(-down[0])}位")
    return f"与上期相比，{'；'.join(parts)}。" if parts else ""


def same_move(moves: list[tuple[float, str]], places: float) -> str:
    """All units that moved by as many places."""
    return "、".join(unit for move, unit in moves if move == places)


def key_blocks(given: Circular) -> tuple[Block, ...]:
    """How many indicators keep pace, and the table of the key ones."""
    if not given.key_rows:
        return ()
    gaps = [row.gap for row in given.show_rows or given.key_rows if row.gap is not None]
    on_time = sum(figures.rounded(gap, 9) >= 0 for gap in gaps)
    text = (
        f"纳入亮晒且有进度要求的指标共{len(gaps)}项，其中{on_time}项达到序时进度，"
        f"{len(gaps) - on_time}项落后于序时进度。主要指标完成情况如下："
    )
    table = key_table(given.key_rows, given.period, given.superior)
    return (Heading(1, "主要指标"), Paragraph(text), Figures(table))


def drafted_shortcomings(given: Circular) -> tuple[Point, ...]:
    """What the figures themselves say is wrong."""
    behind = sorted(
        (row for row in given.show_rows or given.key_rows if (row.gap or 0) < 0),
        key=lambda row: row.gap or 0,
    )
    fallen = [row for board in given.boards for row in board.rows if (row.movement or 0) <= FALL]
    points = []
    if behind:
        named = "；".join(told_behind(row) for row in behind[:NAMED_BEHIND])
        points.append(Point("部分指标落后于序时进度", f"落后较多的有：{named}。"))
    if fallen:
        named = "、".join(
            f"{row.unit}（下降{figures.rank(-(row.movement or 0))}位）" for row in fallen
        )
        points.append(Point("部分单位位次下降明显", f"与上期相比，{named}。"))
    if given.repeated:
        points.append(Point("个别单位连续靠后", "".join(given.repeated)))
    return tuple(points) or (Point("本期主要指标均达到序时进度", "未发现需要通报的突出问题。"),)


def told_behind(row: ShowRow) -> str:
    """An indicator that is behind, with its figures."""
    owner = f"（{row.owner.replace('*', '')}）" if row.owner else ""
    done, gap = figures.percent(row.completion), figures.percent(-(row.gap or 0))
    return f"{row.indicator}{owner}完成年度目标的{done}%，落后序时{gap}个百分点"


def drafted_demands(given: Circular) -> tuple[Point, ...]:
    """What follows for the units, to be edited by the office."""
    answer = "" if given.due is None else f"，并于{figures.day_in_sentence(given.due, 'zh')}前报送"
    return (
        Point(
            "紧盯落后指标",
            f"牵头单位要对照序时进度逐项分析原因，明确追赶措施、责任人和完成时间{answer}。",
        ),
        Point(
            "压实各方责任",
            "排名靠后和位次下降的单位要查找短板、限期整改；排名靠前的单位要再接再厉、巩固优势。",
        ),
        Point("确保数据真实", "各单位要严格按照规定口径和时限填报，源头数据要有据可查。"),
    )


def circular_annexes(given: Circular) -> tuple[Annex, ...]:
    """The boards, across the page if need be; the show and the full score sheets always."""
    period = figures.period_name(given.period, "zh")
    proof = seal_blocks(given.seal)
    tables = [board_table(board, given.period) for board in given.boards]
    across = any(largest_size(table, TEXT_WIDTH) < SMALLEST_UPRIGHT for table in tables)
    boards = tuple(Figures(table) for table in tables)
    annexes = [Annex(f"{period}争先创优总榜", (*proof, *boards), landscape=across)]
    if given.show_rows:
        table = show_table(given.show_rows, given.period, given.superior)
        annexes.append(Annex(table.title, (*proof, Figures(table, SMALL)), landscape=True))
    for sheet in given.sheets:
        points = tuple(Figures(table, SMALL) for table in score_tables(sheet))
        title = f"{period}{sheet.group}各项指标得分表"
        annexes.append(Annex(title, (*proof, *points), landscape=True))
    return tuple(annexes)

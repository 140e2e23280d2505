"""Documents, awards, bonuses and the meeting of the demo's year; all fictitious and saying so."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from saima.actions import adjustments, awards, meetings, register
from saima.actions.adjustments import NewAdjustment
from saima.actions.awards import NewCommendation
from saima.actions.meetings import NewMeeting, NewPromise
from saima.actions.register import Issue, NewDocument
from saima.actions.stored_files import NamedFile
from saima.documents import figures
from saima.documents.board_table import BoardRow, GroupBoard
from saima.documents.circular import Circular
from saima.documents.docx_file import as_docx
from saima.documents.issuing import Issuing, Point, Seal
from saima.documents.kinds import made_of
from saima.documents.notice import Notice
from saima.documents.official import DocumentNumber
from saima.documents.talk_notice import TalkNotice
from saima.plan.periods import Period
from saima.records.models import (
    AwardKind,
    AwardState,
    Board,
    Consequence,
    DocumentKind,
    IssuedDocument,
    MeetingKind,
)
from saima.records.queries.awards import awards as awards_of
from saima.records.queries.sealed_boards import sealed_board, standings
from saima.web.demo_judged import CITY, Year, at

ORGAN = "X市争先创优工作领导小组（演示·虚构）"
MARK = "X争先演"
NUMBER = re.compile(r"(?P<mark>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号")
SUPERIOR = "嘉兴市"
"""What the plan calls those who rank the city."""


def issuing(number: str, day: date) -> Issuing:
    """The organ of the demo with the number that a document has got (empty: a draft)."""
    found = NUMBER.fullmatch(number)
    serial = None if found is None else int(found["serial"])
    return Issuing(
        organ=ORGAN,
        red_name=f"{ORGAN}文件",
        number=DocumentNumber(MARK, day.year, serial),
        day=day,
        draft=found is None,
    )


def issued(
    year: Year,
    new: tuple[DocumentKind, str, int | None],
    moment: str,
    make: Callable[[Issuing], object],
) -> IssuedDocument:
    """Draft and issue a document: its kind, title and board; ``make`` gives what it is made of."""
    kind, title, board = new
    office = year.by("office", moment)

    def file(number: str) -> NamedFile:
        content = as_docx(made_of(make(issuing(number, office.today))))
        return NamedFile(f"{title}.docx", content)

    draft = register.draft(office, NewDocument(kind, title, board=board))
    return register.issue(office, draft.pk, Issue(MARK, office.today, file))


def circular_of(year: Year, period: Period, moment: str) -> IssuedDocument:
    """The circular of a sealed quarter with the boards of all groups."""
    board = sealed_board(year.version.code, str(period))
    if board is None or board.sealed_at is None:
        message = f"the demo has not sealed {period}"
        raise ValueError(message)
    seal = Seal(board.seal or "", board.sealed_at.astimezone(CITY), board.edition)
    groups = group_boards(year, board)

    def made(by: Issuing) -> Circular:
        return Circular(by, period, "各镇（街道）、市级各部门：", SUPERIOR, groups, seal)

    title = f"关于{figures.period_name(period, 'zh')}争先创优工作情况的通报（演示）"
    return issued(year, (DocumentKind.CIRCULAR, title, board.pk), moment, made)


def group_boards(year: Year, board: Board) -> tuple[GroupBoard, ...]:
    """The places of a board by group, best first."""
    names = {one["code"]: one["zh"] for one in year.version.content["units"]}
    labels = {one["code"]: one["label"]["zh"] for one in year.version.content["groups"]}
    rows = [placed.row for placed in standings(board)]
    found = []
    for group, label in labels.items():
        own = sorted(
            (row for row in rows if row.group == group),
            key=lambda row: (row.rank is None, row.rank or 0, row.unit),
        )
        lines = tuple(
            BoardRow(
                names[row.unit],
                None if row.rank is None else float(row.rank),
                (),
                None if row.total is None else float(row.total),
                previous_rank=None if row.previous_rank is None else float(row.previous_rank),
            )
            for row in own
        )
        found.append(GroupBoard(label, (), lines))
    return tuple(found)


def talk_notice_of(year: Year, found: Consequence, moment: str) -> IssuedDocument:
    """The notice of the talk with a town."""
    names = {one["code"]: one["zh"] for one in year.version.content["units"]}
    name = names[found.unit]
    places = "、".join(
        f"{figures.period_name(Period.parse(place['period']), 'zh')}第{place['rank']}位"
        for place in found.proof
    )

    def made(by: Issuing) -> TalkNotice:
        return TalkNotice(
            by,
            name,
            f"你单位{places}，连续两个季度列后两位",
            "年度争先创优工作考核办法（演示）",
            datetime(2021, 11, 12, 15, tzinfo=CITY),
            "市行政中心会议室（演示）",
            ("分管领导",),
            ("主要负责人",),
            plan_due=date(2021, 11, 19),
        )

    return issued(
        year, (DocumentKind.TALK_NOTICE, f"约谈通知书（{name}，演示）", None), moment, made
    )


def give_flags(year: Year) -> None:
    """A leader gives the flags of the first two quarters; those of the third wait."""
    moments = {"2021Q1": "2021-05-12 09:00", "2021Q2": "2021-08-12 09:00"}
    waiting = awards_of(year.version.code).filter(kind=AwardKind.FLAG, state=AwardState.PROPOSED)
    for award in waiting.filter(period__in=moments).order_by("period", "pk"):
        awards.grant(year.by("leader", moments[award.period]), award.pk)


def commend(year: Year) -> None:
    """A town is commended with a document and gets a bonus with it."""
    unit, reason = "330483104", "（演示）试点经验在全省推广"
    document = "浙江省推广试点经验的通知（演示·虚构）"
    bonus = NewAdjustment(unit, "2021-11", "pilot", Decimal("0.5"), reason, document)
    new = NewCommendation(unit, "2021-11", "改革试点先进单位（演示）", bonus)
    award = awards.propose_commendation(
        year.by("office", "2021-11-22 09:30"), year.version.code, new
    )

    def made(by: Issuing) -> Notice:
        matter = Point("表扬对象", "对在改革试点中成绩突出的有关单位予以通报表扬（演示）。")
        return Notice(by, ("表扬改革试点先进单位",), "各单位：", "为鼓励争先（演示）", (matter,))

    title = "关于表扬改革试点先进单位的通知（演示）"
    paper = issued(year, (DocumentKind.COMMENDATION, title, None), "2021-11-24 10:00", made)
    leader = year.by("leader", "2021-11-24 15:00")
    awards.grant(leader, award.pk, paper.pk)
    if award.bonus_id is not None:
        adjustments.approve(leader, award.bonus_id, "同意（演示）")


def propose_bonus(year: Year) -> None:
    """A bonus waits for a leader at the demo's present."""
    waiting = NewAdjustment(
        "330483101",
        "2021-12",
        "on-site-meeting",
        Decimal("0.25"),
        "（演示）承办全省现场会",
        "会议通知（演示·虚构）",
    )
    adjustments.propose(year.by("office", "2022-01-06 11:00"), year.version.code, waiting)


def hold_meeting(year: Year) -> None:
    """The meeting on the third quarter: one promise is kept, one is late, one is still to come."""
    office = year.by("office", "2021-11-10 09:00")
    new = NewMeeting(MeetingKind.QUARTERLY, office.today, "三季度工作例会（演示）", "2021Q3")
    meeting = meetings.hold(office, year.version.code, new)
    promises = [
        NewPromise("330483103", "新开工项目1个（演示）", date(2021, 11, 30)),
        NewPromise("330483107", "报送落后指标攻坚方案（演示）", date(2021, 12, 20)),
        NewPromise("commerce", "牵头召开外资项目对接会（演示）", date(2022, 1, 20)),
    ]
    minutes = "（演示·虚构）会议通报三季度评比结果，三个单位作了表态，列入任务清单。"
    made = meetings.write_minutes(
        year.by("office", "2021-11-10 17:00"), meeting.pk, minutes, promises
    )
    town = year.of_unit("330483103", "reporter", "2021-11-26 15:00")
    meetings.finish_promise(
        town, made[0].pk, "项目已于11月25日开工（演示）", at("2021-11-25 00:00").date()
    )

"""A fictitious quarter of a fictitious city, as the documents are given it."""

from dataclasses import replace
from datetime import date, datetime

from saima.documents.board_table import BoardRow, GroupBoard
from saima.documents.circular import Circular
from saima.documents.issuing import Issuing, Seal
from saima.documents.official import DocumentNumber
from saima.documents.score_table import ScoreLine, ScoreSheet
from saima.documents.show_table import ShowRow
from saima.documents.unit_sheet import UnitSheet
from saima.documents.unit_table import UnitLine
from saima.plan.periods import Period

QUARTER, MONTH = Period.parse("2021Q2"), Period.parse("2021-06")
DIGEST = "0123456789abcdef" * 4
SEAL = Seal(DIGEST, datetime(2021, 7, 25, 9, 30))
ORGAN = "X市争先创优工作领导小组"
TOWNS = (
    *("东河街道", "南桥街道", "开发区（高坡街道）", "西塘镇", "北浦镇", "石埭镇"),
    *("竹溪镇", "枫林镇", "桑园镇", "柳市镇", "梅湾镇"),
)
CONTESTS = ("高质量项目建设大比拼", "高能级平台提升大比拼", "高水平营商环境大比拼")


def issuing(*, draft: bool = True, serial: int | None = None) -> Issuing:
    return Issuing(
        organ=ORGAN,
        red_name=f"{ORGAN}文件",
        number=DocumentNumber("X争先", 2021, serial),
        day=date(2021, 7, 28),
        contact="联系人：市争先办　联系电话：0000-88880000",
        copies=("市委、市人大常委会、市政府、市政协办公室", "市纪委市监委"),
        printer=f"{ORGAN}办公室",
        draft=draft,
    )


def board() -> GroupBoard:
    """Eleven towns, a point and a half apart; the tenth fell by four, the last was last before."""
    before = (1, 3, 2, 5, 4, 8, 9, 7, 10, 6, 11)
    rows = tuple(
        BoardRow(
            unit=unit,
            rank=place,
            parts=(56.5 - place, 23.25, 14.0),
            total=95.25 - 1.5 * place,
            bonus=1.5 if place == 1 else 0.0,
            deduction=0.0,
            previous_rank=before[place - 1],
            movement=before[place - 1] - place,
            remark="黄牌" if place == 11 else "",
        )
        for place, unit in enumerate(TOWNS, start=1)
    )
    return GroupBoard("镇街道组", ("经济", "综合", "党建"), rows)


def show_rows(count: int = 40) -> tuple[ShowRow, ...]:
    """Indicators that are in turn ahead of and behind a planned half; every fourth is ranked."""
    return tuple(
        ShowRow(
            contest=CONTESTS[number % 3],
            indicator=f"规模以上工业企业第{number}项重点指标完成情况",
            measure="亿元",
            decimals=2,
            target=180.0 + number,
            commitment="力争",
            value=(180.0 + number) * (0.45 + 0.1 * (number % 2)),
            completion=0.45 + 0.1 * (number % 2),
            planned=0.5,
            growth=10.2,
            place=5.0 if number % 4 == 0 else None,
            field=7 if number % 4 == 0 else None,
            previous_place=6.0 if number % 4 == 0 else None,
            movement=1.0 if number % 4 == 0 else None,
            owner="发展和改革局*、经济和信息化局",
            leader="分管副市长",
            light="正常" if number % 2 else "黄灯",
        )
        for number in range(1, count + 1)
    )


def sheet(units: tuple[str, ...] = TOWNS, count: int = 46) -> ScoreSheet:
    lines = tuple(
        ScoreLine(
            CONTESTS[number % 3],
            f"第{number}项指标",
            2.5,
            tuple(2.5 - 0.05 * place for place in range(len(units))),
        )
        for number in range(1, count + 1)
    )
    return ScoreSheet("镇街道组", units, lines, tuple(93.75 - place for place in range(len(units))))


def circular(*, draft: bool = True, serial: int | None = None) -> Circular:
    rows = show_rows()
    return Circular(
        issuing=issuing(draft=draft, serial=serial),
        period=QUARTER,
        addressees="各镇（街道）、平台，市级机关各部门、各单位",
        superior="H市",
        boards=(board(),),
        seal=SEAL,
        key_rows=rows[:12],
        show_rows=rows,
        sheets=(sheet(),),
        repeated=("梅湾镇连续两个季度列镇街道组后两位，按规定给予通报并亮牌。",),
        due=date(2021, 8, 10),
    )


def wide_circular() -> Circular:
    """The boards of four groups, each with two chapters more than the towns have."""
    towns = board()
    rows = tuple(replace(row, parts=(*row.parts, 9.5, 60.0)) for row in towns.rows)
    chapters = (*towns.chapters, "评议", "上级考核捆绑")
    names = ("镇街道组", "经济部门组", "综合部门组", "党群部门组")
    return replace(circular(), boards=tuple(GroupBoard(name, chapters, rows) for name in names))


def unit_sheet(place: int = 1) -> UnitSheet:
    lines = tuple(
        UnitLine(
            CONTESTS[number % 3],
            f"第{number}项指标",
            "亿元",
            2,
            12.0,
            11.4,
            0.95,
            2.5,
            2.375,
            3.0,
            11,
            "正常",
        )
        for number in range(1, 47)
    )
    return UnitSheet("镇街道组", 11, board().rows[place - 1], lines, QUARTER, SEAL)
